"""The loop of an orientation: sent, answered, closed, and what happens when nobody answers."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from wasl.assistance.rules.faults import Fault


class OrientationState(StrEnum):
    """Codes of the vocabulary's `referral_status`."""

    DRAFT = "BROUILLON"
    SENT = "ENVOYEE"
    RECEIVED = "RECUE"
    ACCEPTED = "ACCEPTEE"
    REFUSED = "REFUSEE"
    APPOINTED = "RDV"
    SERVED = "SERVIE"
    ABSENT = "NON_PRESENT"
    UNANSWERED = "SANS_SUITE"
    CLOSED = "CLOTUREE"


_S = OrientationState
ANSWERS = frozenset({_S.RECEIVED, _S.ACCEPTED, _S.REFUSED, _S.APPOINTED, _S.SERVED, _S.ABSENT})
NEXT_ORIENTATION: dict[OrientationState, frozenset[OrientationState]] = {
    _S.DRAFT: frozenset({_S.SENT}),
    _S.SENT: frozenset({*ANSWERS, _S.UNANSWERED, _S.CLOSED}),
    _S.RECEIVED: frozenset({*ANSWERS - {_S.RECEIVED}, _S.UNANSWERED, _S.CLOSED}),
    _S.ACCEPTED: frozenset({_S.REFUSED, _S.APPOINTED, _S.SERVED, _S.ABSENT, _S.CLOSED}),
    _S.APPOINTED: frozenset({_S.APPOINTED, _S.REFUSED, _S.SERVED, _S.ABSENT, _S.CLOSED}),
    _S.ABSENT: frozenset({_S.APPOINTED, _S.SERVED, _S.CLOSED}),
    _S.REFUSED: frozenset({_S.ACCEPTED, _S.CLOSED}),
    _S.SERVED: frozenset({_S.CLOSED}),
    # A late answer is still an answer: nothing expires in silence.
    _S.UNANSWERED: frozenset({*ANSWERS, _S.CLOSED}),
    _S.CLOSED: frozenset(),
}
WAITS_FOR_ANSWER = frozenset({_S.SENT, _S.RECEIVED})
CAME_BACK = frozenset({_S.ACCEPTED, _S.REFUSED, _S.APPOINTED, _S.SERVED, _S.ABSENT, _S.UNANSWERED})
OPEN_ORIENTATION = frozenset(_S) - {_S.DRAFT, _S.CLOSED}
NEEDS_REASON = frozenset({_S.REFUSED})

#: Fields that may leave with an orientation, each by a decision of its own. Nothing else can.
SHARABLE = (
    "given_name",
    "family_name",
    "sex",
    "age",
    "languages",
    "commune",
    "safe_phone",
    "need",
    "situation",
)


class Step(StrEnum):
    """What is written beside the states: reminders and the call to a supervisor."""

    REMINDED = "reminded"
    ESCALATED = "escalated"
    UNANSWERED = "unanswered"


class Via(StrEnum):
    """How an answer reached the institution."""

    SCREEN = "screen"
    COUPON = "coupon"
    PHONE = "phone"
    TIMER = "timer"


def fault_of_answer(
    *, state: str, answer: str, reason: str, appointment_at: datetime | None, now: datetime
) -> Fault | None:
    if answer not in NEXT_ORIENTATION[OrientationState(state)]:
        return Fault.STATE
    if answer in NEEDS_REASON and not reason:
        return Fault.NO_REASON
    if answer != OrientationState.APPOINTED:
        return None
    if appointment_at is None:
        return Fault.NO_APPOINTMENT
    return Fault.APPOINTMENT_PAST if appointment_at < now else None


def answer_due_on(*, sent_on: date, urgency: str, days: dict[str, int]) -> date:
    """`days` holds the parameters of the catalogue by full code."""
    return sent_on + timedelta(days=days[f"orientation.reply_days.{urgency}"])


def next_step(
    *,
    sent_on: date,
    today: date,
    urgency: str,
    days: dict[str, int],
    reminded_on: date | None,
    escalated_on: date | None,
) -> Step | None:
    """What is owed today to an orientation still without an answer; at most one thing a day, the gravest first."""
    waited = (today - sent_on).days
    if waited >= days[f"orientation.unanswered_days.{urgency}"] and escalated_on is not None and escalated_on < today:
        return Step.UNANSWERED
    if waited >= days[f"orientation.escalate_days.{urgency}"] and escalated_on is None:
        return Step.ESCALATED
    if escalated_on == today:
        return None
    since = (today - (reminded_on or sent_on)).days
    return Step.REMINDED if since >= days[f"orientation.remind_days.{urgency}"] else None
