"""The queue at the front desk, and the act."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from wasl.assistance.rules.faults import Fault

#: Clocks of two machines differ; an act this far ahead is not called a future one.
CLOCK_SLACK = timedelta(minutes=10)
MOST_PERSONS = 2_000
COUNTERS = frozenset({"CENTRE", "CELL", "TEAM"})


class ReceptionState(StrEnum):
    WAITING = "waiting"
    HEARD = "heard"
    DONE = "done"
    LEFT = "left"


NEXT_RECEPTION: dict[ReceptionState, frozenset[ReceptionState]] = {
    ReceptionState.WAITING: frozenset({ReceptionState.HEARD, ReceptionState.DONE, ReceptionState.LEFT}),
    ReceptionState.HEARD: frozenset({ReceptionState.WAITING, ReceptionState.DONE, ReceptionState.LEFT}),
    ReceptionState.LEFT: frozenset({ReceptionState.WAITING}),
    ReceptionState.DONE: frozenset(),
}


class Urgency(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"
    DANGER = "danger"


class Place(StrEnum):
    """Where an act took place."""

    CENTRE = "centre"
    HOME = "home"
    OUTSIDE = "outside"
    PHONE = "phone"


class Sharing(StrEnum):
    """Who reads a listening note: all who read the act, or its author and those who supervise."""

    TEAM = "team"
    AUTHOR = "author"


def fault_of_unit(*, kind: str, opened_on: date, closed_on: date | None, on: date) -> Fault | None:
    """Only a counter that was open that day receives; `closed_on` is the first day it is closed."""
    if kind not in COUNTERS:
        return Fault.NOT_A_CENTRE
    if on < opened_on:
        return Fault.UNIT_NOT_OPEN_YET
    return Fault.UNIT_CLOSED if closed_on is not None and on >= closed_on else None


def _fault_of_moment(*, at: datetime, now: datetime, late_days: int) -> Fault | None:
    if at > now + CLOCK_SLACK:
        return Fault.NOT_YET
    return Fault.TOO_LATE if now - at > timedelta(days=late_days) else None


def fault_of_reception(
    *, is_registered: bool, sex: str, age_band: str, head_count: int, at: datetime, now: datetime, late_days: int
) -> Fault | None:
    """Who is a registration, or at least a sex and an age band, or several persons together."""
    if not is_registered and not (sex and age_band):
        return Fault.NOBODY
    if not 1 <= head_count <= MOST_PERSONS or (is_registered and head_count != 1):
        return Fault.TOO_MANY
    return _fault_of_moment(at=at, now=now, late_days=late_days)


def fault_of_act(
    *, registrations: int, anonymous_count: int, at: datetime, now: datetime, late_days: int
) -> Fault | None:
    if registrations + anonymous_count < 1:
        return Fault.NOBODY
    if registrations + anonymous_count > MOST_PERSONS:
        return Fault.TOO_MANY
    return _fault_of_moment(at=at, now=now, late_days=late_days)
