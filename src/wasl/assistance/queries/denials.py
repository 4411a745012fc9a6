from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from wasl.access.models import NamedAccess, Posting
from wasl.access.roles import level_of
from wasl.assistance.models import Case
from wasl.assistance.queries.names import agents
from wasl.core.actor import Actor
from wasl.core.authority import require
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


@dataclass(frozen=True, slots=True)
class Takers:
    """Who could follow a dossier in its worker's place, as (account, name); `proposed` is the head of its unit when
    she or he may. Empty when the reader follows it, or it is not the reader's to hand over."""

    able: list[tuple[str, str]]
    proposed: str
    worker: str


#: Who answers for a unit, the nearest to its dossiers first.
_HEADS = ("SUPERVISOR", "CENTRE_DIRECTOR")


def takers_of(*, actor: Actor, case: Case, on: date) -> Takers:
    """Those posted at its unit under a role that reads its level, but its worker and those it is closed to."""
    require(actor, Permission.CASE_OPEN)
    if case.worker_id == actor.account_id:
        return Takers([], "", "")
    posted = Posting.objects.filter(unit_id=case.unit_id, since__lte=on, account__is_active=True)
    posted = posted.filter(Q(until__isnull=True) | Q(until__gt=on)).exclude(account_id=case.worker_id)
    denied = NamedAccess.objects.filter(dossier_id=case.pk, is_denied=True, until_at__isnull=True)
    held = list(posted.exclude(account_id__in=denied.values("account_id")).values_list("account_id", "role"))
    able = {account for account, role in held if level_of(role) >= case.level}
    names = agents({case.worker_id, *able})
    heads = sorted((_HEADS.index(role), str(account)) for account, role in held if account in able and role in _HEADS)
    shown = sorted(((str(pk), name) for pk, name in names.items() if pk in able), key=lambda pair: pair[1])
    return Takers(shown, heads[0][1] if heads else "", names.get(case.worker_id, ""))


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
