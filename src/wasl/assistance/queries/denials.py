from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wasl.access.models import NamedAccess
from wasl.assistance.models import Case
from wasl.assistance.queries.names import agents
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record


@dataclass(frozen=True, slots=True)
class DenialShown:
    id: UUID
    who: str
    by: str
    reason: str
    since_at: datetime
    until_at: datetime | None


def denials_of(*, actor: Actor, case_id: UUID) -> tuple[Case, list[DenialShown]]:
    """The dossier and those it is or was closed to, latest first; raises Case.DoesNotExist."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    rows = list(NamedAccess.objects.filter(dossier_id=case.pk, is_denied=True).order_by("until_at", "-since_at")[:200])
    record(
        actor=actor, verb=Permission.CASE_READ, subject="case", subject_id=case.pk, path=case.path, level=case.level,
        seal=case.seal, reason="denials",
    )  # fmt: skip
    names = agents([*(row.account_id for row in rows), *(row.by_id for row in rows)])
    shown = [
        DenialShown(
            row.pk, names.get(row.account_id, ""), names.get(row.by_id, "") if row.by_id else "", row.reason,
            row.since_at, row.until_at,
        )
        for row in rows
    ]  # fmt: skip
    return case, shown
