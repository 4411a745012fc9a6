"""What a unit leaves behind when it closes: who is posted there, whose cases and orientations wait."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wasl.access.queries import agents_posted
from wasl.assistance.queries import open_work
from wasl.core.actor import Actor
from wasl.web import printed


@dataclass(frozen=True, slots=True)
class StillOpen:
    """One sentence for each thing that is open in the unit or below it; `unread` says what the role cannot count."""

    told: list[str]
    unread: str


def still_open_in(actor: Actor, path: str, day: date) -> StillOpen:
    agents = agents_posted(actor=actor, path=path, after=day)
    work = open_work(actor=actor, path=path)
    told = []
    if agents:
        said = ngettext("%(count)s agent is still posted there.", "%(count)s agents are still posted there.", agents)
        told.append(said % {"count": printed.number(agents)})
    if work.cases:
        said = ngettext("%(count)s case is still open.", "%(count)s cases are still open.", work.cases)
        told.append(said % {"count": printed.number(work.cases)})
    if work.orientations:
        said = ngettext(
            "%(count)s orientation is not closed yet.", "%(count)s orientations are not closed yet.", work.orientations
        )
        told.append(said % {"count": printed.number(work.orientations)})
    return StillOpen(told, _unread(work.cases, work.orientations))


def _unread(cases: int | None, orientations: int | None) -> str:
    if cases is None or orientations is None:
        return _("Your role does not read cases and orientations: ask the head of the unit whether any is still open.")
    return ""
