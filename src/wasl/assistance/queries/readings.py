"""Who read which file of a team, with the link there is between them, and what is unusual."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from wasl.access.models import NamedAccess
from wasl.assistance.models import Act, Appointment, Case, Orientation, Reception
from wasl.assistance.rules.readings import Link, Mark, marks
from wasl.catalogue.queries import parameter, parameters
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.models import Line
from wasl.journal.queries import files_before, worked_on


@dataclass(frozen=True, slots=True)
class Reading:
    line: Line
    link: Link
    marks: tuple[Mark, ...]
    case_id: UUID | None


def described_readings(*, actor: Actor, lines: Sequence[Line], today: date) -> list[Reading]:
    """A page of readings, in a fixed number of queries; none of what the reader of this page may not know of."""
    lines = within_sight(actor=actor, lines=lines)
    hours, burst = parameters("calendar.", on=today), parameter("brake.burst_files", on=today)
    accounts = [line.account_id for line in lines if line.account_id]
    seals = [line.seal for line in lines if line.seal]
    pairs = [(line.account_id, line.subject_id) for line in lines if line.account_id]
    worked = worked_on(pairs=pairs, seals=seals, accounts=accounts)
    cases = _cases(actor, lines)
    named = {
        (account, str(dossier)): until is not None
        for account, dossier, until in NamedAccess.objects.filter(
            account_id__in=accounts, dossier_id__in=[*seals, *cases], is_denied=False
        ).values_list("account_id", "dossier_id", "until_at")
    }
    files = files_before(line_ids=[line.pk for line in lines])
    found = []
    for line in lines:
        dossier = str(line.seal) if line.seal else line.subject_id
        link = _link(line, dossier, cases, named, worked)
        unusual = marks(at=localtime(line.at), link=link, files=files.get(line.pk, 0), hours=hours, burst=burst)
        case_id = UUID(dossier) if dossier in {str(one) for one in cases} else None
        found.append(Reading(line, link, unusual, case_id))
    return found


#: What journal lines are about, and the tables of dossiers in which it stands.
_TABLES: dict[str, Any] = {
    "reception": Reception, "act": Act, "orientation": Orientation, "appointment": Appointment, "case": Case,
}  # fmt: skip


def within_sight(*, actor: Actor, lines: Sequence[Line]) -> list[Line]:
    """Without lines about what has left the actor's sight since: a reception that joined a nominative dossier was
    written down before it did, and its line would tell that there is one. A query for each kind of thing."""
    seen = {subject: _seen(actor, subject, lines) for subject in _TABLES}
    return [
        line for line in lines if not line.subject_id or line.subject_id in seen.get(line.subject, {line.subject_id})
    ]


def _seen(actor: Actor, subject: str, lines: Sequence[Line]) -> set[str]:
    ids = {line.subject_id for line in lines if line.subject == subject and line.subject_id}
    if not ids:
        return set()
    # The second wall alone: who reads the journal may not be allowed to open what its lines are about.
    rows = _TABLES[subject].objects.visible_to(actor, min(actor.permissions)).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _cases(actor: Actor, lines: Sequence[Line]) -> dict[UUID, UUID]:
    """Dossiers among what was read that the reader of this page may open too, with who is in charge."""
    if not actor.may(Permission.CASE_READ):
        return {}
    ids = {line.seal for line in lines if line.seal} | {
        UUID(line.subject_id) for line in lines if line.subject == "case"
    }
    rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk__in=ids)
    return dict(rows.values_list("pk", "worker_id"))


def _link(
    line: Line,
    dossier: str,
    cases: dict[UUID, UUID],
    named: dict[tuple[UUID, str], bool],
    worked: set[tuple[UUID, str]],
) -> Link:
    assert line.account_id is not None
    key = (line.account_id, dossier)
    if any(str(pk) == dossier and worker == line.account_id for pk, worker in cases.items()):
        return Link.IN_CHARGE
    if key in named:
        return Link.EMERGENCY if named[key] else Link.NAMED
    return Link.WORKED if key in worked or (line.account_id, line.subject_id) in worked else Link.NONE
