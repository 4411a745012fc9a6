"""What of the watch waits for somebody's approval, one line each: on the desk, and where an approver's day begins."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wasl.core.permissions import Permission as P
from wasl.watch.queries import bulletins, releases, weeks
from wasl.web.requests import Request


@dataclass(frozen=True, slots=True)
class Waiting:
    text: str
    go: str
    address: str


def waiting_for(request: Request) -> list[Waiting]:
    """Nothing for whoever approves nothing, and nothing of one's own: somebody else approves that."""
    actor, found = request.actor, []
    if actor.may(P.BULLETIN_APPROVE) and (count := bulletins.waiting_for(actor=actor)):
        text = ngettext("A bulletin waits for your approval.", "%(n)s bulletins wait for your approval.", count)
        found.append(Waiting(text % {"n": count}, _("Go to the bulletins"), reverse("watch:bulletins")))
    if actor.may(P.DATASET_APPROVE) and (count := releases.waiting_for(actor=actor, today=timezone.localdate())):
        text = ngettext("A data set waits for your approval.", "%(n)s data sets wait for your approval.", count)
        found.append(Waiting(text % {"n": count}, _("Go to the data sets"), reverse("watch:datasets")))
    if actor.may(P.FACT_APPROVE) and (count := weeks.waiting_for(actor=actor)):
        text = ngettext("A weekly state waits for your approval.", "%(n)s weekly states wait for your approval.", count)
        found.append(Waiting(text % {"n": count}, _("Go to the weekly states"), reverse("watch:weeks_to_approve")))
    return found
