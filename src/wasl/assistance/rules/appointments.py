"""The appointment: its life, and when it may be given. It is a day and a time of day on the wall, as it is written on
the slip at home: when the country's clock is moved afterwards, ten o'clock stays ten o'clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wasl.assistance.rules.receptions import Place

SHORTEST, LONGEST = 5, 480


class AppointmentState(StrEnum):
    PLANNED = "planned"
    CAME = "came"
    ABSENT = "absent"
    MOVED = "moved"
    CANCELLED = "cancelled"
    #: The dossier changed hands: whoever follows her now has not told her yet that it stands.
    TO_CONFIRM = "confirm"


_S = AppointmentState
NEXT_APPOINTMENT: dict[AppointmentState, frozenset[AppointmentState]] = {
    _S.PLANNED: frozenset({_S.CAME, _S.ABSENT, _S.MOVED, _S.CANCELLED, _S.TO_CONFIRM}),
    _S.TO_CONFIRM: frozenset({_S.PLANNED, _S.MOVED, _S.CANCELLED}),
    # She came late, or gets another day.
    _S.ABSENT: frozenset({_S.CAME, _S.MOVED}),
    _S.CAME: frozenset(),
    _S.MOVED: frozenset(),
    _S.CANCELLED: frozenset(),
}
#: The agent and the desk are taken.
HOLDS_SLOT = frozenset({_S.PLANNED, _S.CAME, _S.ABSENT})

#: Where it is given; by telephone is not an appointment that somebody comes to.
PLACES = (Place.CENTRE, Place.HOME, Place.OUTSIDE)


class WhyCancelled(StrEnum):
    PERSON = "PERSON"
    AGENT = "AGENT"
    CENTRE = "CENTRE"
    NO_NEED = "NO_NEED"
    MISTAKE = "MISTAKE"


class AppointmentFault(StrEnum):
    """Why an appointment is not accepted; the screen has one sentence for each."""

    PAST = "past"
    TOO_FAR = "too_far"
    CLOSED_DAY = "closed_day"
    OUT_OF_HOURS = "out_of_hours"
    NO_SUCH_TIME = "no_such_time"
    LENGTH = "length"
    WITH_WHOM = "with_whom"
    NOT_HERE = "not_here"
    CLOSED_TO = "closed_to"
    DEAD = "dead"
    SLOT_TAKEN = "slot_taken"
    SAME_PERSON = "same_person"
    STATE = "state"
    CHANGED = "changed"
    NOT_YET = "not_yet"
    NO_REASON = "no_reason"
    UNKNOWN_SERVICE = "unknown_service"
    NOT_A_CENTRE = "not_a_centre"
    UNIT_CLOSED = "unit_closed"
    OTHER_CONTENT = "other_content"


@dataclass(frozen=True, slots=True)
class Closure:
    """Days from `since` to `last_on`, closed or of Ramadan."""

    since: date
    last_on: date
    kind: str

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of day from which and until which counters receive; `closes` may be midnight, as 1,440 minutes."""

    opens: int
    closes: int

    def holds(self, starts: time, minutes: int) -> bool:
        first = starts.hour * 60 + starts.minute
        return self.opens <= first and first + minutes <= self.closes


def hours_of(day: date, *, values: Mapping[str, int], closures: Iterable[Closure]) -> Hours | None:
    """Opening hours of a day, None when closed. `values` holds the catalogue's parameters under "calendar."."""
    kinds = {closure.kind for closure in closures if closure.holds(day)}
    if "closed" in kinds or day.isoweekday() > values["calendar.weekdays"]:
        return None
    word = "ramadan_" if "ramadan" in kinds else ""
    return Hours(values[f"calendar.{word}opens"], values[f"calendar.{word}closes"])


def instant(day: date, starts: time, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC; None for a time that the clock jumps over. One that comes twice is the first."""
    local = datetime.combine(day, starts, zone)
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def fault_of_slot(
    *,
    day: date,
    starts: time,
    minutes: int,
    place: str,
    hours: Hours | None,
    now: datetime,
    ahead_days: int,
    zone: ZoneInfo,
) -> AppointmentFault | None:
    """A visit at home or outside may be at any hour of a day that is open."""
    at = instant(day, starts, zone)
    if at is None:
        return AppointmentFault.NO_SUCH_TIME
    if at < now:
        return AppointmentFault.PAST
    if day > now.astimezone(zone).date() + timedelta(days=ahead_days):
        return AppointmentFault.TOO_FAR
    if not SHORTEST <= minutes <= LONGEST:
        return AppointmentFault.LENGTH
    if hours is None:
        return AppointmentFault.CLOSED_DAY
    if place == Place.CENTRE and not hours.holds(starts, minutes):
        return AppointmentFault.OUT_OF_HOURS
    return None


def fault_of_change(
    *, state: str, to: AppointmentState, at: datetime, now: datetime, reason: str = ""
) -> AppointmentFault | None:
    """She did not come only once the hour is past; she came on the day itself at the earliest."""
    if to not in NEXT_APPOINTMENT[AppointmentState(state)]:
        return AppointmentFault.STATE
    if to == AppointmentState.ABSENT and now < at:
        return AppointmentFault.NOT_YET
    if to == AppointmentState.CAME and now < at - timedelta(hours=12):
        return AppointmentFault.NOT_YET
    if to == AppointmentState.CANCELLED and reason not in set(WhyCancelled):
        return AppointmentFault.NO_REASON
    return None


#: Types of unit -> circuit in which nothing is sent to a person by default.
CIRCUIT_OF_TYPE = {
    "EMF": "WOMEN",
    "CEL_FEM": "WOMEN",
    "UPE": "CHILD",
    "CAPE": "CHILD",
    "CTR_ENF_DIFF": "CHILD",
}
