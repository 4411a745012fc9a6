"""After a dossier is closed: asked again after months, and never out of sight unseen."""

from datetime import date
from enum import StrEnum

from wasl.assistance.rules.faults import Fault


class FollowUpState(StrEnum):
    DUE = "due"
    REACHED = "reached"
    LOST = "lost"
    DROPPED = "dropped"


_S = FollowUpState
NEXT_FOLLOW_UP: dict[FollowUpState, frozenset[FollowUpState]] = {
    _S.DUE: frozenset({_S.REACHED, _S.LOST, _S.DROPPED}),
    # Somebody lost from sight may come back any day.
    _S.LOST: frozenset({_S.REACHED, _S.DROPPED}),
    _S.REACHED: frozenset(),
    _S.DROPPED: frozenset(),
}


class Way(StrEnum):
    """How she was reached, or tried."""

    CAME = "came"
    VISIT = "visit"
    CALL = "call"
    PARTNER = "partner"


class Situation(StrEnum):
    """How she is now, beside the day the dossier was closed."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


#: Closing for these reasons asks nobody afterwards.
NOT_FOLLOWED = frozenset({"DECES", "DOUBLON"})


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise AssertionError("every month has 28 days")


def due_days(*, closed_on: date, reason: str, months: tuple[int, ...]) -> list[tuple[int, date]]:
    """(months, day) of each follow-up that a closure asks for; none where nobody is left to ask."""
    if reason in NOT_FOLLOWED:
        return []
    return [(each, months_later(closed_on, each)) for each in sorted(set(months)) if each > 0]


def fault_of_way(*, way: str, contacts: frozenset[str]) -> Fault | None:
    """`contacts`: what she said of each of her numbers. A call is made only where she allows one; where she wants
    to be waited for, or never be contacted, nobody goes to her door either."""
    if way not in set(Way):
        return Fault.NO_WORDS
    if way == Way.CALL and not contacts & {"CALL", "CALL_SMS"}:
        return Fault.UNSAFE_CONTACT
    return Fault.UNSAFE_CONTACT if way == Way.VISIT and contacts & {"NEVER", "VISIT"} else None


def state_after_attempt(*, attempts: int, most: int) -> FollowUpState:
    """Tried and not reached: due still, until it was tried so many times that somebody must decide."""
    return FollowUpState.LOST if attempts >= most else FollowUpState.DUE
