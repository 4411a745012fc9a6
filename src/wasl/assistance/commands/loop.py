"""What every step of the loop writes, whoever takes it: the state with its clock, the step, the line of the journal."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localtime

from wasl.assistance.commands.placing import Refused, insert
from wasl.assistance.models import Orientation, OrientationStep
from wasl.assistance.rules import (
    ANSWERED,
    ANSWERS,
    OPEN_ORIENTATION,
    Fault,
    OrientationState,
    due_on,
    fault_of_answer,
)
from wasl.catalogue.queries import parameters, unmet_reasons_on
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.journal.commands import record


class CannotAnswer(Refused):
    """An answer that does not fit the orientation it answers."""


def seal_context(orientation_id: UUID) -> bytes:
    return b"orientation:" + orientation_id.bytes


_CLOCK = ["state", "state_at", "due_on", "seen_at", "reminded_on", "escalated_on", "delegated_on"]


def enter_state(row: Orientation, *, state: str, now: datetime, days: dict[str, int]) -> list[str]:
    """Puts the row into `state` with the clock of that state; answers the columns to save. A letter that was only
    received goes on waiting for its answer, with the reminders it had."""
    if state != OrientationState.RECEIVED:
        row.reminded_on = row.escalated_on = row.delegated_on = None
    row.state, row.state_at, row.seen_at = state, now, None
    if state in OPEN_ORIENTATION:
        row.due_on = due_on(
            state=state, sent_on=_day(row.sent_at), state_on=_day(now), urgency=row.urgency,
            appointment_on=_day(row.appointment_at) if row.appointment_at else None, days=days,
        )  # fmt: skip
    return list(_CLOCK)


def _day(moment: datetime) -> date:
    return localtime(moment).date()


def write_answer(
    row: Orientation,
    *,
    now: datetime,
    answer: str,
    via: str,
    account_id: UUID | None,
    reason: str = "",
    appointment_at: datetime | None = None,
) -> bool:
    """False when the same was answered already. Raises CannotAnswer; the caller holds the row locked."""
    if answer in ANSWERS and row.state == answer and row.appointment_at == (appointment_at or row.appointment_at):
        return False
    fault = fault_of_answer(state=row.state, answer=answer, reason=reason, appointment_at=appointment_at, now=now)
    if fault is None and reason and not unmet_reasons_on(_day(now)).filter(code=reason).exists():
        fault = Fault.UNKNOWN_REASON
    if fault:
        raise CannotAnswer(fault)
    row.appointment_at = appointment_at or row.appointment_at
    row.answer_reason = reason
    changed = enter_state(row, state=answer, now=now, days=parameters("orientation.", on=_day(now)))
    if answer in ANSWERED:
        row.answer, row.answered_at = answer, row.answered_at or now
    row.save(update_fields=[*changed, "appointment_at", "answer_reason", "answer", "answered_at"])
    write_step(row, step=answer, at=now, via=via, account_id=account_id, reason=reason)
    return True


def write_step(
    row: Orientation, *, step: str, at: datetime, via: str, account_id: UUID | None = None, reason: str = ""
) -> OrientationStep:
    return insert(
        OrientationStep(
            pk=new_id(), orientation=row, step=step, at=at, via=via, reason=reason, account_id=account_id,
            unit_id=row.unit_id, path=row.path, to_unit_id=row.to_unit_id, to_path=row.to_path, level=row.level,
            seal=row.seal, recorded_by_id=account_id,
        )
    )  # fmt: skip


def journal(actor: Actor | None, row: Orientation, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="orientation", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=reason,
    )  # fmt: skip
