"""After the closure: asked again after months, by a way she allows, until she was reached or somebody decides."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.cases import advance_case
from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case
from wasl.assistance.models import Case, CircuitRun, FollowUp
from wasl.assistance.queries.guarded import circuits_of
from wasl.assistance.rules import CaseState, Fault
from wasl.assistance.rules.followups import (
    NEXT_FOLLOW_UP,
    FollowUpState,
    Situation,
    Way,
    fault_of_way,
    state_after_attempt,
)
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.sealed import seal
from wasl.people.models import Phone, Registration
from wasl.people.queries.reaching import Sought, reaches_of
from wasl.people.rules.reaching import Purpose
from wasl.people.rules.reaching import Way as Reaching


def follow_up_context(follow_up_id: UUID) -> bytes:
    return b"follow up:" + follow_up_id.bytes


def _held(actor: Actor, follow_up_id: UUID) -> tuple[FollowUp, Case]:
    rows = FollowUp.objects.visible_to(actor, Permission.CASE_READ)
    found = rows.filter(pk=follow_up_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotAllowed(Permission.CASE_READ, "a follow-up out of reach")
    case = locked_case(actor, found, Permission.CASE_OPEN)
    return rows.select_for_update().get(pk=follow_up_id), case


def _check_way(actor: Actor, case: Case, way: str, *, now: datetime) -> None:
    phones = Phone.objects.visible_to(actor, Permission.PERSON_READ).filter(registration_id=case.registration_id)
    contacts = frozenset(phones.filter(ended_on__isnull=True).values_list("contact", flat=True))
    if fault := fault_of_way(way=way, contacts=contacts):
        raise CannotChangeCase(fault)
    if way == Way.CALL and not _may_be_called(actor, case, on=localtime(now).date()):
        raise CannotChangeCase(Fault.UNSAFE_CONTACT)
    her = Registration.objects.visible_to(actor, Permission.PERSON_READ).filter(pk=case.registration_id).first()
    if her is not None and her.is_anonymous:
        raise CannotChangeCase(Fault.ANONYMISED)


def _may_be_called(actor: Actor, case: Case, *, on: date) -> bool:
    """By the one rule of how a person may be reached: what she answered, and where she is protected, count as well."""
    runs = CircuitRun.objects.visible_to(actor, Permission.CASE_READ)
    circuits = circuits_of(runs, unit_id=case.unit_id, case_id=case.pk, on=on)
    sought = Sought(case.registration_id, case.level, circuits)
    ((reach, _number),) = reaches_of(actor=actor, sought=[sought], purpose=Purpose.NEWS, on=on)
    return reach.way == Reaching.CALL


@transaction.atomic
def record_follow_up(
    *,
    actor: Actor,
    now: datetime,
    follow_up_id: UUID,
    way: str,
    situation: str,
    words: str = "",
    reopens: bool = False,
) -> FollowUp:
    """She was reached: how she is now. `reopens` opens the dossier again, and nobody asks by calendar any more."""
    row, case = _held(actor, follow_up_id)
    if row.state == FollowUpState.REACHED:
        return row
    if FollowUpState.REACHED not in NEXT_FOLLOW_UP[FollowUpState(row.state)]:
        raise CannotChangeCase(Fault.STATE)
    if situation not in set(Situation):
        raise CannotChangeCase(Fault.NO_WORDS)
    _check_way(actor, case, way, now=now)
    row.words = seal(words.encode(), context=follow_up_context(row.pk)) if words else b""
    row.way, row.situation, row.tried_on = way, situation, localtime(now).date()
    _end(actor, now, row, FollowUpState.REACHED)
    journal_case(actor, case, "case:follow_up", reason=situation)
    if reopens:
        advance_case(actor=actor, now=now, case_id=case.pk, to=CaseState.REOPENED)
    return row


@transaction.atomic
def try_follow_up(*, actor: Actor, now: datetime, follow_up_id: UUID, way: str) -> FollowUp:
    """Tried in vain. After so many tries she is lost from sight, and somebody decides what to do."""
    row, case = _held(actor, follow_up_id)
    if row.state != FollowUpState.DUE:
        raise CannotChangeCase(Fault.STATE)
    _check_way(actor, case, way, now=now)
    today = localtime(now).date()
    row.attempts, row.tried_on, row.way = row.attempts + 1, today, way
    row.state = state_after_attempt(attempts=row.attempts, most=parameter("case.follow_up_tries", on=today))
    row.save(update_fields=["attempts", "tried_on", "way", "state"])
    journal_case(actor, case, "case:follow_up", reason=row.state)
    return row


@transaction.atomic
def drop_follow_up(*, actor: Actor, now: datetime, follow_up_id: UUID) -> FollowUp:
    """Nobody is to be asked any more (she says so, or has died): the ones to come are dropped with it."""
    row, case = _held(actor, follow_up_id)
    if row.state == FollowUpState.DROPPED:
        return row
    if FollowUpState.DROPPED not in NEXT_FOLLOW_UP[FollowUpState(row.state)]:
        raise CannotChangeCase(Fault.STATE)
    _end(actor, now, row, FollowUpState.DROPPED)
    rest = FollowUp.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, state=FollowUpState.DUE)
    rest.update(state=FollowUpState.DROPPED, ended_at=now, ended_by_id=actor.account_id)
    journal_case(actor, case, "case:follow_up", reason=FollowUpState.DROPPED)
    return row


def _end(actor: Actor, now: datetime, row: FollowUp, state: FollowUpState) -> None:
    row.state, row.ended_at, row.ended_by_id = state, now, actor.account_id
    row.save(update_fields=["state", "ended_at", "ended_by", "way", "situation", "tried_on", "words"])
