"""The life of an alert as a table: where each state may lead, what each step needs, what became of it."""

from collections.abc import Mapping
from enum import StrEnum


class AlertState(StrEnum):
    """Codes of the vocabulary's `watch_alert_status`."""

    DETECTED = "DETECTEE"
    TO_VERIFY = "A_VERIFIER"
    CONFIRMED = "CONFIRMEE"
    DISMISSED = "ECARTEE"
    TRANSMITTED = "TRANSMISE"
    TREATED = "TRAITEE"
    CLOSED = "CLOSE"


class Reason(StrEnum):
    """Why an alert is dismissed; the first five are also what a calendar of interventions holds."""

    CAMPAIGN = "campaign"
    OPENING = "opening"
    CLOSURE = "closure"
    REFORM = "reform"
    FEAST = "feast"
    ERROR = "error"
    CHANCE = "chance"


#: What may be noted ahead in the calendar.
PLANNED = (Reason.CAMPAIGN, Reason.OPENING, Reason.CLOSURE, Reason.REFORM, Reason.FEAST)


class Outcome(StrEnum):
    """What came of a confirmed alert."""

    HELPED = "helped"
    PARTNER = "partner"
    NO_MEANS = "no_means"
    PASSED = "passed"


class Fault(StrEnum):
    """Why a step is refused; the screen has a sentence for each."""

    STEP = "step"
    REASON = "reason"
    OUTCOME = "outcome"
    PARTNER = "partner"
    NAME = "name"
    CHANGED = "changed"


NEXT: Mapping[AlertState, frozenset[AlertState]] = {
    AlertState.DETECTED: frozenset({AlertState.TO_VERIFY, AlertState.CONFIRMED, AlertState.DISMISSED}),
    AlertState.TO_VERIFY: frozenset({AlertState.CONFIRMED, AlertState.DISMISSED}),
    AlertState.CONFIRMED: frozenset({AlertState.TRANSMITTED, AlertState.TREATED}),
    AlertState.DISMISSED: frozenset({AlertState.TO_VERIFY, AlertState.CLOSED}),
    AlertState.TRANSMITTED: frozenset({AlertState.TREATED}),
    AlertState.TREATED: frozenset({AlertState.CLOSED}),
    AlertState.CLOSED: frozenset(),
}


def steps_from(state: AlertState) -> list[AlertState]:
    """The steps one may take, in the order of an alert's life."""
    order = list(AlertState)
    return sorted(NEXT[state], key=order.index)


def first_step(state: AlertState) -> str:
    """The usual next one; empty at the end, and for what was dismissed."""
    following = steps_from(state)
    return following[0].value if following and state is not AlertState.DISMISSED else ""


#: A rise that goes on joins its alert unless it is one of these.
OVER = frozenset({AlertState.DISMISSED, AlertState.TREATED, AlertState.CLOSED})

#: What each state says of the detection; absent: nothing yet.
RIGHT: Mapping[AlertState, bool | None] = {
    AlertState.TO_VERIFY: None,
    AlertState.CONFIRMED: True,
    AlertState.DISMISSED: False,
}


def fault_of_step(
    *, before: AlertState, after: AlertState, reason: str = "", outcome: str = "", partners: tuple[str, ...] = ()
) -> Fault | None:
    """Dismissing says why, transmitting to whom, treating what came of it."""
    if after not in NEXT[before]:
        return Fault.STEP
    if after is AlertState.DISMISSED and reason not in set(Reason):
        return Fault.REASON
    if after is AlertState.TRANSMITTED and not partners:
        return Fault.PARTNER
    if after is AlertState.TREATED and outcome not in set(Outcome):
        return Fault.OUTCOME
    return None


def judged(before: bool | None, after: AlertState) -> bool | None:
    """Was it right, once the step is made. A rise that was real and that a campaign explains was no precarization."""
    return RIGHT.get(after, before)
