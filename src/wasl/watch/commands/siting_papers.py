"""An alternative of a siting plan on paper, numbered and archived, for the committee that decides on it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.siting_report import SitingReport
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.watch.commands.siting import CannotSite
from wasl.watch.models import SitingOption
from wasl.watch.rules.siting import SitingState


@transaction.atomic
def issue_siting(
    *, actor: Actor, now: datetime, option: SitingOption, paper: SitingReport, lang: str
) -> IssuedDocument:
    """`paper` in `lang`, under the reader's own unit. Raises CannotSite as long as nothing is worked out."""
    require(actor, Permission.WATCH_READ, path=actor.path)
    if option.state != SitingState.DONE:
        raise CannotSite("answer")
    unit = Unit.objects.get(pk=actor.unit_id)
    return issue(
        actor=actor, template=paper.template, lang=lang, data=paper, now=now, level=0, subject="siting_option",
        subject_id=option.pk, unit=issuing_unit(unit, on=localtime(now).date()), permission=Permission.WATCH_READ,
    )  # fmt: skip
