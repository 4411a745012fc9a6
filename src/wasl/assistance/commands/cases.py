from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case, of_case, raise_rows
from wasl.assistance.commands.placing import insert, reception_of, registrations_of, replayed, unit_of
from wasl.assistance.commands.situations import naming, protect, sensitive, write_situation
from wasl.assistance.commands.steps import place_step
from wasl.assistance.models import Act, Case, CaseTask, Death, FollowUp, Orientation, Reception, UnmetRequest
from wasl.assistance.rules import (
    APART,
    CASE_OVER,
    NEXT_CASE,
    CaseState,
    Fault,
    fault_of_closure,
    fault_of_suspension,
    level_for,
)
from wasl.assistance.rules.followups import FollowUpState, due_days
from wasl.assistance.rules.merging import Conflict, merged
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.catalogue.queries import parameter, parameters
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.vocabulary import UnknownTerm, term

#: What was done at a reception, which the dossier that follows it tells as its first days.
_OF_RECEPTION: tuple[tuple[Any, Permission], ...] = (
    (Act, Permission.ACT_READ), (UnmetRequest, Permission.ACT_READ), (Orientation, Permission.ORIENTATION_READ),
)  # fmt: skip
#: code, severity 1 to 3, first day
Situation = tuple[str, int, date]


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    now: datetime,
    case_id: UUID,
    registration_id: UUID,
    basis: str,
    channel: str = "SPONT",
    situations: Sequence[Situation] = (),
    level: int = 2,
    reception_id: UUID | None = None,
) -> Case:
    """Opens a dossier; a situation of protection makes it nominative and names the one who opens it.

    The reception it follows joins it, and takes its level. Its first step is to assess.
    """
    require(actor, Permission.CASE_OPEN, path=actor.path)
    today = localtime(now).date()
    level = level_for((code for code, _, _ in situations), sensitive=sensitive(), asked=level)
    if level >= NOMINATIVE > actor.level:
        raise CannotChangeCase(Fault.PROTECTION_AGENT)
    (registration,) = registrations_of(actor, [registration_id])
    _refuse_the_dead(actor, registration_id)
    first_on = today + timedelta(days=parameter("case.first_days", on=today))
    row = Case(
        pk=case_id, registration=registration, worker_id=actor.account_id, basis=basis, channel=channel,
        opened_at=now, review_on=today + timedelta(days=parameter("case.review_days", on=today)),
        recorded_by_id=actor.account_id, level=max(level, registration.level), news_on=today,
        next_on=first_on,
    )  # fmt: skip
    if known := replayed(actor, Permission.CASE_READ, row, same=("registration_id",)):
        return known
    row.unit = unit_of(actor, on=today)
    row.path = row.unit.path
    row.seal = case_id
    reception = reception_of(actor, reception_id)
    opener = naming(actor, row)
    with entered(opener):
        insert(row)
        place_step(row, kind=TaskKind.FIRST, due_on=first_on, by=actor.account_id)
        for code, severity, since in situations:
            write_situation(actor, row, code=code, severity=severity, since=since, today=today)
        if reception is not None:
            Reception.objects.visible_to(actor, Permission.RECEPTION_RECORD).filter(pk=reception.pk).update(case=row)
            for kind, permission in _OF_RECEPTION:
                done = kind.objects.visible_to(actor, permission).filter(reception_id=reception.pk, case__isnull=True)
                done.update(case=row)
            raise_rows(opener, row)
        protect(opener, row)
    journal_case(actor, row, Permission.CASE_OPEN)
    return row


def _refuse_the_dead(actor: Actor, registration_id: UUID) -> None:
    """A dossier of hers was closed because she died: if that was a mistake, it is that one which is opened again."""
    cases = Case.objects.visible_to(actor, Permission.CASE_READ).filter(registration_id=registration_id)
    noted = Death.objects.visible_to(actor, Permission.PERSON_READ)
    noted = noted.filter(registration_id=registration_id, withdrawn_at__isnull=True)
    if noted.exists() or cases.filter(closure_reason="DECES").exists():
        raise CannotChangeCase(Fault.DEAD)


@transaction.atomic
def advance_case(*, actor: Actor, now: datetime, case_id: UUID, to: CaseState) -> Case:
    """Moves a dossier along its life; the next review is counted from today.

    Resting, closing and handing over have commands of their own. A dossier taken up again asks for its next step.
    """
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    if case.state == to:
        return case
    if to in APART or to not in NEXT_CASE[CaseState(case.state)]:
        raise CannotChangeCase(Fault.STATE)
    if case.closure_reason == "DOUBLON":
        raise CannotChangeCase(Fault.MERGED)
    today = localtime(now).date()
    if case.state == CaseState.SUSPENDED:
        _end_tasks(actor, now, case, to=TaskState.DONE, kind=TaskKind.RESUME)
    if case.state == CaseState.CLOSED:
        follow_ups = FollowUp.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
        ended = {"state": FollowUpState.DROPPED, "ended_at": now, "ended_by_id": actor.account_id}
        follow_ups.filter(state__in=[FollowUpState.DUE, FollowUpState.LOST]).update(**ended)
    case.state, case.closed_at, case.closure_reason, case.outcome = to, None, "", ""
    case.suspended_until, case.suspension_reason = None, ""
    case.review_on = today + timedelta(days=parameter("case.review_days", on=today))
    case.next_on = _next_day(actor, case) or today + timedelta(days=parameter("case.next_days", on=today))
    _save_life(case)
    if _next_day(actor, case) is None:
        place_step(case, kind=TaskKind.NEXT, due_on=case.next_on, by=actor.account_id)
    journal_case(actor, case, "case:advance", reason=to)
    return case


@transaction.atomic
def suspend_case(*, actor: Actor, now: datetime, case_id: UUID, reason: str, until: date) -> Case:
    """The work rests, for a reason and until a day: what was due before is due then, and so is taking it up again."""
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    today = localtime(now).date()
    fault = fault_of_suspension(
        state=case.state, reason=reason, until=until, today=today,
        most_days=parameter("case.suspend_days", on=today),
    )  # fmt: skip
    if fault:
        raise CannotChangeCase(fault)
    tasks = _open_tasks(actor, case)
    tasks.filter(due_on__lt=until).exclude(kind=TaskKind.LOST).update(due_on=until, escalated_on=None)
    place_step(case, kind=TaskKind.RESUME, due_on=until, by=actor.account_id, reason=reason)
    case.state, case.suspended_until, case.suspension_reason = CaseState.SUSPENDED, until, reason
    case.next_on = _next_day(actor, case)
    _save_life(case)
    journal_case(actor, case, "case:suspend", reason=reason)
    return case


@transaction.atomic
def close_case(*, actor: Actor, now: datetime, case_id: UUID, reason: str, outcome: str) -> Case:
    """Closes a dossier with a reason of the vocabulary and what was reached; she is asked for again after months."""
    case = locked_case(actor, case_id, Permission.CASE_CLOSE)
    if case.state == CaseState.CLOSED and (case.closure_reason, case.outcome) == (reason, outcome):
        return case
    if fault := fault_of_closure(state=case.state, outcome=outcome):
        raise CannotChangeCase(fault)
    try:
        term("closure_reasons", reason)
    except UnknownTerm:
        raise CannotChangeCase(Fault.NO_REASON) from None
    _end_tasks(actor, now, case, to=TaskState.DROPPED)
    case.state, case.closed_at, case.closure_reason, case.outcome = CaseState.CLOSED, now, reason, outcome
    case.suspended_until, case.suspension_reason, case.next_on = None, "", None
    _save_life(case)
    _ask_again(actor, case, closed_on=localtime(now).date())
    journal_case(actor, case, Permission.CASE_CLOSE, reason=reason)
    return case


class CaseConflict(Exception):
    """Somebody changed the same fields meanwhile; `conflicts` holds both values of each, nothing was written."""

    def __init__(self, conflicts: list[Conflict], version: int) -> None:
        super().__init__(conflicts)
        self.conflicts, self.version = conflicts, version


EDITED = ("review_on", "basis", "channel")


@transaction.atomic
def change_case(
    *, actor: Actor, now: datetime, case_id: UUID, version: int, review_on: date, basis: str, channel: str
) -> Case:
    """What is written once at the opening and corrected later; `version` is the one the form was shown with.

    Two who change different fields are both kept; raises CaseConflict where both changed the same one.
    """
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    if case.state in CASE_OVER:
        raise CannotChangeCase(Fault.CASE_OVER)
    theirs = {name: getattr(case, name) for name in EDITED}
    mine: dict[str, Any] = {"review_on": review_on, "basis": basis, "channel": channel}
    values, conflicts = merged(base=_as_it_was(actor, case, version, theirs), theirs=theirs, mine=mine)
    if conflicts:
        raise CaseConflict(conflicts, case.version)
    if values == theirs:
        return case
    if values["review_on"] != theirs["review_on"] and values["review_on"] < localtime(now).date():
        raise CannotChangeCase(Fault.NOT_IN_FUTURE)
    for name, value in values.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*EDITED, "version"])
    journal_case(actor, case, "case:change")
    return case


def _as_it_was(actor: Actor, case: Case, version: int, now: dict[str, Any]) -> dict[str, Any]:
    """The values the form was shown with, from the history of the dossier."""
    if version == case.version:
        return now
    history: Any = Case.pgh_event_model  # type: ignore[attr-defined]
    rows = history.objects.visible_to(actor, Permission.CASE_READ).filter(pgh_obj_id=case.pk, version=version)
    row = rows.order_by("-pgh_id").first()
    if row is None:
        raise CannotChangeCase(Fault.CHANGED_MEANWHILE)
    return {name: getattr(row, name) for name in EDITED}


def _ask_again(actor: Actor, case: Case, *, closed_on: date) -> None:
    given = parameters("case.follow_up_", on=closed_on)
    months = tuple(given[f"case.follow_up_{each}"] for each in (1, 2, 3))
    for after, day in due_days(closed_on=closed_on, reason=case.closure_reason, months=months):
        insert(
            FollowUp(
                pk=new_id(), months=after, due_on=day, responsible_id=case.worker_id,
                recorded_by_id=actor.account_id, **of_case(case),
            )
        )  # fmt: skip


_LIFE = (
    "state", "closed_at", "closure_reason", "outcome", "suspended_until", "suspension_reason", "review_on", "next_on",
    "version",
)  # fmt: skip


def _save_life(case: Case) -> None:
    case.version += 1
    case.save(update_fields=_LIFE)


def _open_tasks(actor: Actor, case: Case) -> Any:
    tasks = CaseTask.objects.visible_to(actor, Permission.CASE_READ)
    return tasks.filter(case_id=case.pk, state=TaskState.OPEN)


def _next_day(actor: Actor, case: Case) -> date | None:
    return _open_tasks(actor, case).order_by("due_on").values_list("due_on", flat=True).first()  # type: ignore[no-any-return]


def _end_tasks(actor: Actor, now: datetime, case: Case, *, to: TaskState, kind: TaskKind | None = None) -> None:
    tasks = _open_tasks(actor, case)
    if kind is not None:
        tasks = tasks.filter(kind=kind)
    tasks.update(state=to, ended_at=now, ended_by_id=actor.account_id)
