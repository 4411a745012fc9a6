"""A colleague leaves, or a dossier changes hands within a centre: never without a responsible account."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.access.commands import name_account
from wasl.access.models import NamedAccess
from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case
from wasl.assistance.commands.succeeding import give_work
from wasl.assistance.commands.transfers import fault_of_taker
from wasl.assistance.models import Case
from wasl.assistance.rules import Fault
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission


class CannotHandOver(CannotChangeCase):
    """`stuck` are the dossiers that this colleague cannot take, each with its reason; none was given."""

    def __init__(self, stuck: dict[UUID, Fault]) -> None:
        super().__init__(next(iter(stuck.values())))
        self.stuck = stuck


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    now: datetime,
    case_ids: Sequence[UUID],
    to_account_id: UUID,
    leaves: bool = False,
    only_possible: bool = False,
) -> int:
    """Gives dossiers, with what is still to be done in them, to a colleague of their centre; all of them or none.

    One's own, or, for those who supervise, those of the territory. `leaves`: whoever gives a nominative one away is
    named on it no more. `only_possible`: those that this colleague cannot take stay where they are.
    """
    able: list[Case] = []
    stuck: dict[UUID, Fault] = {}
    for case_id in sorted(set(case_ids)):
        case = locked_case(actor, case_id, Permission.CASE_OPEN)
        if case.worker_id != actor.account_id:
            require(actor, Permission.CASE_SUPERVISE, path=case.path)
        if case.worker_id == to_account_id:
            continue
        fault = fault_of_taker(
            case_id=case.pk, unit_id=case.unit_id, level=case.level, account_id=to_account_id, now=now
        )  # fmt: skip
        if fault:
            stuck[case.pk] = fault
        else:
            able.append(case)
    if stuck and not only_possible:
        raise CannotHandOver(stuck)
    for case in able:
        give_case(actor=actor, now=now, case=case, to=to_account_id, leaves=leaves)
    return len(able)


def keep_followed(*, actor: Actor, now: datetime, case: Case) -> None:
    """A dossier that turned nominative is followed by the actor, who is named on it, unless its worker is named too:
    none is ever followed by whoever may not read it, and nobody is named by it alone."""
    named = NamedAccess.objects.filter(dossier_id=case.pk, account_id=case.worker_id, is_denied=False)
    if case.level >= NOMINATIVE and not named.filter(until_at__isnull=True).exists():
        give_case(actor=actor, now=now, case=case, to=actor.account_id)


def give_case(*, actor: Actor, now: datetime, case: Case, to: UUID, leaves: bool = False) -> None:
    """The caller holds the dossier locked, and has asked `fault_of_taker`."""
    before = case.worker_id
    if case.level >= NOMINATIVE:
        name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=to)
    case.worker_id = to
    case.version += 1
    case.save(update_fields=["worker", "version"])
    give_work(actor=actor, now=now, case=case, before=before, to=to)
    journal_case(actor, case, "case:hand_over")
    if leaves and case.level >= NOMINATIVE:
        named = NamedAccess.objects.filter(dossier_id=case.pk, account_id=before, is_denied=False)
        named.filter(until_at__isnull=True).update(until_at=now)
