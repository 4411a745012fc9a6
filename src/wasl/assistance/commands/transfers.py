"""A dossier goes to another centre: proposed with a hand-over, allowed by the delegate, taken or refused there."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localtime

from wasl.access.commands import name_account
from wasl.access.models import Posting
from wasl.access.queries import closed_to
from wasl.access.roles import level_of
from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case, of_case
from wasl.assistance.commands.placing import insert, replayed
from wasl.assistance.commands.succeeding import give_work
from wasl.assistance.models import Case, CaseTransfer
from wasl.assistance.rules import COUNTERS, NEXT_CASE, CaseState, Fault
from wasl.assistance.rules.steps import MOST_WORDS
from wasl.assistance.rules.transfers import NEXT_TRANSFER, TRANSFER_OPEN, TransferState, WhyMoved, WhyRefused
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.sealed import seal, unseal
from wasl.journal.commands import record
from wasl.network.models import Unit
from wasl.people.commands import protect_person


def _context(transfer_id: UUID) -> bytes:
    return b"transfer:" + transfer_id.bytes


def words_of_transfer(row: CaseTransfer) -> str:
    """The hand-over, empty once the file was made anonymous."""
    return unseal(bytes(row.sealed), context=_context(row.pk)).decode() if row.sealed else ""


@transaction.atomic
def propose_transfer(
    *,
    actor: Actor,
    now: datetime,
    transfer_id: UUID,
    case_id: UUID,
    to_unit_id: UUID,
    reason: str,
    words: str,
    takes_id: UUID | None = None,
) -> CaseTransfer:
    """Asks another centre to take a dossier over; `words` are the hand-over: what was done, what is due.

    Of a nominative dossier the delegate may not learn: the colleague who is to take it is named on it by whoever
    proposes, and decides alone.
    """
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    row = CaseTransfer(
        pk=transfer_id, to_unit_id=to_unit_id, reason=reason, takes_id=takes_id, proposed_at=now,
        recorded_by_id=actor.account_id, **of_case(case),
    )  # fmt: skip
    if known := replayed(actor, Permission.CASE_READ, row, same=("case_id", "to_unit_id", "reason")):
        return known
    unit = Unit.objects.filter(pk=to_unit_id).first()
    if fault := _fault_of_proposal(actor, case, unit, reason=reason, words=words, takes_id=takes_id, now=now):
        raise CannotChangeCase(fault)
    assert unit is not None
    row.to_path, row.sealed = unit.path, seal(words.encode(), context=_context(row.pk))
    if case.level >= NOMINATIVE and takes_id is not None:
        name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=takes_id)
        row.state, row.decided_at = TransferState.ALLOWED, now
    insert(row)
    journal_case(actor, case, "case:propose_transfer", reason=reason)
    return row


def _fault_of_proposal(
    actor: Actor, case: Case, unit: Unit | None, *, reason: str, words: str, takes_id: UUID | None, now: datetime
) -> Fault | None:
    today = localtime(now).date()
    if CaseState.TRANSFERRED not in NEXT_CASE[CaseState(case.state)]:
        return Fault.STATE
    if unit is None or unit.kind not in COUNTERS:
        return Fault.NOT_A_CENTRE
    if unit.pk == case.unit_id:
        return Fault.SAME_UNIT
    if unit.closed_on is not None and unit.closed_on <= today:
        return Fault.UNIT_CLOSED
    if reason not in set(WhyMoved):
        return Fault.NO_REASON
    if not words.strip():
        return Fault.NO_WORDS
    if len(words) > MOST_WORDS:
        return Fault.TOO_LONG
    there = CaseTransfer.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    if there.filter(state__in=sorted(TRANSFER_OPEN)).exists():
        return Fault.TRANSFER_OPEN
    if takes_id is None:
        return Fault.NO_RECEIVER if case.level >= NOMINATIVE else None
    return fault_of_taker(case_id=case.pk, unit_id=unit.pk, level=case.level, account_id=takes_id, now=now)


def fault_of_taker(*, case_id: UUID, unit_id: UUID, level: int, account_id: UUID, now: datetime) -> Fault | None:
    """Whoever takes a dossier works at its unit, under a role that reads its level, and it is not closed to them."""
    today = localtime(now).date()
    held = Posting.objects.filter(unit_id=unit_id, account_id=account_id, since__lte=today, account__is_active=True)
    roles = [each.role for each in held if each.until is None or each.until > today]
    if not roles:
        return Fault.NOT_A_COLLEAGUE
    if max(map(level_of, roles)) < level:
        return Fault.CIRCUIT_ONLY
    return Fault.CLOSED_TO if closed_to(account_id=account_id, dossier_ids=[case_id]) else None


def _held(actor: Actor, transfer_id: UUID, permission: Permission) -> CaseTransfer:
    rows = CaseTransfer.objects.visible_to(actor, permission).select_for_update()
    row = rows.filter(pk=transfer_id).first()
    if row is None:
        raise NotAllowed(permission, "a transfer out of reach")
    return row  # type: ignore[no-any-return]


def _move(row: CaseTransfer, to: TransferState) -> None:
    if to not in NEXT_TRANSFER[TransferState(row.state)]:
        raise CannotChangeCase(Fault.STATE)
    row.state = to


def _journal(actor: Actor, row: CaseTransfer, verb: str, *, reason: str) -> None:
    record(
        actor=actor, verb=verb, subject="case", subject_id=row.case_id, path=row.path, level=row.level, seal=row.seal,
        reason=reason,
    )  # fmt: skip


@transaction.atomic
def decide_transfer(*, actor: Actor, now: datetime, transfer_id: UUID, allows: bool, reason: str = "") -> CaseTransfer:
    """The delegate of the centre that proposes allows it, or says why not."""
    row = _held(actor, transfer_id, Permission.CASE_TRANSFER)
    require(actor, Permission.CASE_TRANSFER, path=row.path, level=row.level, seal=row.seal)
    to = TransferState.ALLOWED if allows else TransferState.NOT_ALLOWED
    if row.state == to:
        return row
    if not allows and reason not in set(WhyRefused):
        raise CannotChangeCase(Fault.NO_REASON)
    _move(row, to)
    row.decided_by_id, row.decided_at, row.answer_reason = actor.account_id, now, "" if allows else reason
    row.save(update_fields=["state", "decided_by", "decided_at", "answer_reason"])
    _journal(actor, row, "case:transfer", reason=to)
    return row


@transaction.atomic
def withdraw_transfer(*, actor: Actor, now: datetime, transfer_id: UUID) -> CaseTransfer:
    """Taken back by the centre that proposed, before it was answered."""
    row = _held(actor, transfer_id, Permission.CASE_OPEN)
    require(actor, Permission.CASE_OPEN, path=row.path, level=row.level, seal=row.seal)
    _move(row, TransferState.WITHDRAWN)
    row.answered_at = now
    row.save(update_fields=["state", "answered_at"])
    _journal(actor, row, "case:transfer", reason=TransferState.WITHDRAWN)
    return row


@transaction.atomic
def refuse_transfer(*, actor: Actor, now: datetime, transfer_id: UUID, reason: str) -> CaseTransfer:
    """The centre that was asked says no, and why; the dossier stays where it is."""
    row = _held(actor, transfer_id, Permission.CASE_OPEN)
    require(actor, Permission.CASE_OPEN, path=row.to_path, level=row.level, seal=row.seal)
    if reason not in set(WhyRefused):
        raise CannotChangeCase(Fault.NO_REASON)
    _move(row, TransferState.REFUSED)
    row.answered_by_id, row.answered_at, row.answer_reason = actor.account_id, now, reason
    row.save(update_fields=["state", "answered_by", "answered_at", "answer_reason"])
    _journal(actor, row, "case:transfer", reason=TransferState.REFUSED)
    return row


@transaction.atomic
def take_over(*, actor: Actor, now: datetime, transfer_id: UUID, taker_id: UUID | None = None) -> Case:
    """The dossier and all it holds move to the actor's centre; the team it comes from reads it no more.

    `taker_id` is who follows her from now on: the actor, unless a colleague of the same centre is said.
    """
    row = _held(actor, transfer_id, Permission.CASE_OPEN)
    require(actor, Permission.CASE_OPEN, path=row.to_path, level=row.level, seal=row.seal)
    taker = taker_id or actor.account_id
    if TransferState.ACCEPTED not in NEXT_TRANSFER[TransferState(row.state)]:
        raise CannotChangeCase(Fault.STATE)
    if row.level >= NOMINATIVE and taker != actor.account_id:
        raise CannotChangeCase(Fault.CIRCUIT_ONLY)
    if fault := fault_of_taker(
        case_id=row.case_id, unit_id=row.to_unit_id, level=row.level, account_id=taker, now=now
    ):  # fmt: skip
        # The dossier is not theirs yet: neither whom it is closed to nor what it holds is theirs to know.
        raise CannotChangeCase(Fault.NOT_THIS_COLLEAGUE if fault in {Fault.CLOSED_TO, Fault.CIRCUIT_ONLY} else fault)
    with connection.cursor() as cursor:
        cursor.execute("SELECT assistance_take_over(%s, %s)", [row.pk, taker])
        (registration_id,) = cursor.fetchone()
    case: Case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=row.case_id)
    if case.level >= NOMINATIVE:
        protect_person(actor=actor, registration_id=registration_id, dossier_id=case.pk)
    give_work(actor=actor, now=now, case=case, before=None, to=taker)
    journal_case(actor, case, "case:take_over")
    return case
