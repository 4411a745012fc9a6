"""A colleague leaves, or a dossier changes hands within a centre: never without a responsible account."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.access.commands import name_account
from wasl.access.models import NamedAccess
from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case
from wasl.assistance.commands.transfers import fault_of_taker
from wasl.assistance.models import Case, CaseTask, FollowUp
from wasl.assistance.rules.followups import FollowUpState
from wasl.assistance.rules.steps import TaskState
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission


@transaction.atomic
def hand_over(
    *, actor: Actor, now: datetime, case_ids: Sequence[UUID], to_account_id: UUID, leaves: bool = False
) -> int:
    """Gives dossiers, with what is still to be done in them, to a colleague of their centre; all of them or none.

    One's own, or, for those who supervise, those of the territory. `leaves`: whoever gives a nominative one away is
    named on it no more.
    """
    given = 0
    for case_id in sorted(set(case_ids)):
        case = locked_case(actor, case_id, Permission.CASE_OPEN)
        before = case.worker_id
        if before != actor.account_id:
            require(actor, Permission.CASE_SUPERVISE, path=case.path)
        if before == to_account_id:
            continue
        if fault := fault_of_taker(unit_id=case.unit_id, level=case.level, account_id=to_account_id, now=now):
            raise CannotChangeCase(fault)
        _give(actor, now, case, to=to_account_id, leaves=leaves)
        given += 1
    return given


def _give(actor: Actor, now: datetime, case: Case, *, to: UUID, leaves: bool) -> None:
    before = case.worker_id
    if case.level >= NOMINATIVE:
        name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=to)
    tasks = CaseTask.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, state=TaskState.OPEN)
    tasks.filter(responsible_id=before).update(responsible_id=to)
    asks = FollowUp.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    asks.filter(responsible_id=before, state__in=[FollowUpState.DUE, FollowUpState.LOST]).update(responsible_id=to)
    case.worker_id = to
    case.version += 1
    case.save(update_fields=["worker", "version"])
    journal_case(actor, case, "case:hand_over")
    if leaves and case.level >= NOMINATIVE:
        named = NamedAccess.objects.filter(dossier_id=case.pk, account_id=before, is_denied=False)
        named.filter(until_at__isnull=True).update(until_at=now)
