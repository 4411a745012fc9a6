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
#: What counts as an answer: that the letter lies on a desk is not one.
ANSWERED = ANSWERS - {_S.RECEIVED}
#: The basis on which data leave because the person said yes; any other asks for the words of why.
CONSENTS = frozenset({"CONSENT", "REPR"})

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
    """What is written beside the states: reminders, calls to those above, who it was handed to, and its link.

    The account of a step is who took it; of HANDED, who has the orientation from then on.
    """

    REMINDED = "reminded"
    ESCALATED = "escalated"
    DELEGATED = "delegated"
    UNANSWERED = "unanswered"
    HANDED = "handed"
    LINK_MADE = "link"
    LINK_ENDED = "link_ended"
    LINK_BLOCKED = "link_blocked"
    LINK_ASKED = "link_asked"


class Via(StrEnum):
    """How an answer reached the institution."""

    SCREEN = "screen"
    COUPON = "coupon"
    PHONE = "phone"
    LINK = "link"
    TIMER = "timer"


def fault_of_answer(
    *, state: str, answer: str, reason: str, appointment_at: datetime | None, now: datetime
) -> Fault | None:
    # That nobody answered is for the clock to say, and closing for the sending side.
    if answer not in NEXT_ORIENTATION[OrientationState(state)] & ANSWERS:
        return Fault.STATE
    if answer in NEEDS_REASON and not reason:
        return Fault.NO_REASON
    if answer != OrientationState.APPOINTED:
        return None
    if appointment_at is None:
        return Fault.NO_APPOINTMENT
    return Fault.APPOINTMENT_PAST if appointment_at < now else None


def fault_of_closing(*, state: str, reason: str) -> Fault | None:
    """Every closed orientation has an outcome: what was answered, that nobody did, or why no answer is awaited."""
    if OrientationState.CLOSED not in NEXT_ORIENTATION[OrientationState(state)]:
        return Fault.STATE
    return Fault.NO_REASON if state in WAITS_FOR_ANSWER and not reason else None


#: State -> the parameter that says after how many days somebody must look again.
_LOOK_AGAIN = {
    _S.ACCEPTED: "orientation.serve_days",
    _S.APPOINTED: "orientation.appointment_days",
    _S.REFUSED: "orientation.resume_days",
    _S.ABSENT: "orientation.resume_days",
    _S.UNANSWERED: "orientation.resume_days",
    _S.SERVED: "orientation.close_days",
}


def answer_due_on(*, sent_on: date, urgency: str, days: dict[str, int]) -> date:
    """`days` holds the parameters of the catalogue by full code."""
    return sent_on + timedelta(days=days[f"orientation.reply_days.{urgency}"])


def due_on(
    *, state: str, sent_on: date, state_on: date, urgency: str, appointment_on: date | None, days: dict[str, int]
) -> date:
    """The clock of an orientation in `state` since `state_on`: until when nobody needs to look at it. Every open state
    has one."""
    parameter = _LOOK_AGAIN.get(OrientationState(state))
    if parameter is None:
        return answer_due_on(sent_on=sent_on, urgency=urgency, days=days)
    since = appointment_on if state == _S.APPOINTED and appointment_on else state_on
    return since + timedelta(days=days[parameter])


def next_step(
    *,
    state: str,
    sent_on: date,
    due: date,
    today: date,
    urgency: str,
    days: dict[str, int],
    reminded_on: date | None,
    escalated_on: date | None,
    delegated_on: date | None,
) -> Step | None:
    """What is owed today; at most one thing a day, the gravest first. The dates of earlier steps are those since the
    present state began (an answer that is only "received" begins nothing)."""
    if today in (reminded_on, escalated_on, delegated_on):
        return None
    if state in WAITS_FOR_ANSWER:
        return _owed_to_silence(sent_on, today, urgency, days, reminded_on, escalated_on, delegated_on)
    late = (today - due).days
    if late >= days["orientation.late_delegate_days"] and escalated_on and delegated_on is None:
        return Step.DELEGATED
    if late >= days["orientation.late_escalate_days"] and escalated_on is None:
        return Step.ESCALATED
    return Step.REMINDED if late > 0 and reminded_on is None else None


def _owed_to_silence(
    sent_on: date,
    today: date,
    urgency: str,
    days: dict[str, int],
    reminded_on: date | None,
    escalated_on: date | None,
    delegated_on: date | None,
) -> Step | None:
    waited = (today - sent_on).days

    def after(step: str) -> bool:
        return waited >= days[f"orientation.{step}_days.{urgency}"]

    if after("unanswered") and delegated_on is not None:
        return Step.UNANSWERED
    if after("delegate") and escalated_on is not None and delegated_on is None:
        return Step.DELEGATED
    if after("escalate") and escalated_on is None:
        return Step.ESCALATED
    told = ((reminded_on or sent_on) - sent_on).days
    first, again = (days[f"orientation.{name}_days.{urgency}"] for name in ("remind", "remind_again"))
    # The 3rd day, the 7th, the 14th, the 21st …: the last of these that has come, unless it was kept.
    last = waited // again * again or (first if waited >= first else 0)
    return Step.REMINDED if last > told else None
