"""A signal sent to several: the loop of an orientation, without a person in it. Same states, clocks and reminders."""

from datetime import date, datetime

from wasl.assistance.rules import Fault
from wasl.assistance.rules.orientations import (
    NEXT_ORIENTATION,
    OrientationState,
    Step,
    due_on,
    fault_of_answer,
    next_step,
)

_S = OrientationState
#: What a receiver answers: it has it, takes it on, refuses it, has dealt with it.
ANSWERS = (_S.RECEIVED, _S.ACCEPTED, _S.REFUSED, _S.SERVED)
STATES = frozenset({_S.SENT, *ANSWERS, _S.UNANSWERED, _S.CLOSED})
NEXT_DISPATCH = {state: NEXT_ORIENTATION[state] & STATES for state in STATES}
OPEN_DISPATCH = STATES - {_S.CLOSED, _S.SERVED}
__all__ = ["Step"]


def fault_of(*, state: str, answer: str, reason: str, now: datetime) -> Fault | None:
    if answer not in NEXT_DISPATCH[OrientationState(state)]:
        return Fault.STATE
    return fault_of_answer(state=state, answer=answer, reason=reason, appointment_at=None, now=now)


def look_again_on(*, state: str, sent_on: date, state_on: date, urgency: str, days: dict[str, int]) -> date:
    """`days` holds the parameters of orientations by full code."""
    return due_on(
        state=state, sent_on=sent_on, state_on=state_on, urgency=urgency, appointment_on=None, days=days
    )  # fmt: skip


def owed(
    *, state: str, sent_on: date, due: date, today: date, urgency: str, days: dict[str, int],
    reminded_on: date | None, escalated_on: date | None, delegated_on: date | None,
) -> Step | None:  # fmt: skip
    if state not in OPEN_DISPATCH:
        return None
    return next_step(
        state=state, sent_on=sent_on, due=due, today=today, urgency=urgency, days=days, reminded_on=reminded_on,
        escalated_on=escalated_on, delegated_on=delegated_on,
    )  # fmt: skip
