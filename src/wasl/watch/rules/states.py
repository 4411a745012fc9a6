"""What may be typed in a weekly state."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wasl.watch.measures import WeekMeasure

LARGEST = 100_000
#: A child may miss each day of the week.
DAYS = 6


class WeekFault(StrEnum):
    """Why a state is refused; the screen has a sentence for each."""

    MONDAY = "monday"
    DAY = "day"
    FUTURE = "future"
    CLOSED = "closed"
    MEASURE = "measure"
    FIGURE = "figure"
    LARGE = "large"
    ENROLLED = "enrolled"
    ABOVE = "above"
    OWN = "own"
    NOTHING = "nothing"
    CHANGED = "changed"
    UNIT = "unit"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class WeekEntry:
    measure: str
    value: int
    enrolled: int | None = None


def fault_of_week(week: date, *, today: date, opened_on: date, closed_on: date | None) -> WeekFault | None:
    if week.weekday():
        return WeekFault.MONDAY
    if week > today:
        return WeekFault.FUTURE
    is_closed = opened_on > week or (closed_on is not None and closed_on <= week)
    return WeekFault.CLOSED if is_closed else None


def fault_of_entry(entry: WeekEntry, measure: WeekMeasure) -> WeekFault | None:
    """Days of absence stay within what the enrolled could miss; departures within the enrolled."""
    if not 0 <= entry.value <= LARGEST or not 0 <= (entry.enrolled or 0) <= LARGEST:
        return WeekFault.LARGE
    if measure.of is None:
        return None
    if not entry.enrolled:
        return WeekFault.ENROLLED
    most = entry.enrolled * (DAYS if measure.code.endswith(".absences") else 1)
    return WeekFault.ABOVE if entry.value > most else None
