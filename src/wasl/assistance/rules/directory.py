"""What a service takes in, when it is open, and which one fits best. Pure: plain values only."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from wasl.assistance.rules.faults import Fault


class Intake(StrEnum):
    """Whether a service takes people in at present, as its keeper says."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


#: Monday first, as weeks are written.
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: Weekday -> spans ("08:30", "16:30") of that day; a day that is absent is closed.
Hours = Mapping[str, Sequence[Sequence[str]]]
MOST_SPANS = 3
_SPAN = re.compile(r"([01]?\d|2[0-4])(?:[:hH]([0-5]\d)?)?\s*[-–—/]\s*([01]?\d|2[0-4])(?:[:hH]([0-5]\d)?)?")


class BadHours(ValueError):
    """Hours that cannot be read; the text is what was typed."""


def read_day(text: str) -> list[list[str]]:
    """What people write for one day ("8:30-12, 14h-18h"), as sorted spans; empty for a closed day."""
    spans = []
    for part in re.split(r"[,;،+]|\bet\b|(?<=\d)\s+و\s*(?=\d)", text.strip()):
        if not part.strip():
            continue
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            raise BadHours(text)
        start, end = (f"{int(found[n]):02d}:{found[n + 1] or '00'}" for n in (1, 3))
        if not start < end <= "24:00":
            raise BadHours(text)
        spans.append([start, end])
    spans.sort()
    if len(spans) > MOST_SPANS or any(one[1] > other[0] for one, other in zip(spans, spans[1:], strict=False)):
        raise BadHours(text)
    return spans


def written_day(spans: Sequence[Sequence[str]]) -> str:
    """The inverse of `read_day`."""
    return ", ".join(f"{start}–{end}" for start, end in spans)


def is_open_at(hours: Hours, moment: datetime) -> bool | None:
    """`moment` in local time; None when nobody wrote the hours down."""
    if not hours:
        return None
    clock = f"{moment:%H:%M}"
    return any(start <= clock < end for start, end in hours.get(WEEKDAYS[moment.weekday()], ()))


def opens_next(hours: Hours, moment: datetime) -> datetime | None:
    """When it opens next, within a week from `moment` (local time); None while it never does."""
    for ahead in range(8):
        day = moment.date() + timedelta(days=ahead)
        for start, _end in hours.get(WEEKDAYS[day.weekday()], ()):
            opening = datetime.combine(day, time.fromisoformat(start), tzinfo=moment.tzinfo)
            if opening > moment:
                return opening
    return None


def kilometres(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float | None:
    """As the crow flies, between two points (longitude, latitude); None when either is not known."""
    if one is None or other is None:
        return None
    (x1, y1), (x2, y2) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody needs: a service, for one of these populations."""

    service: str = ""
    population: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One service of the directory, as far as choosing among them goes. `are_places_known`: told lately."""

    services: Sequence[str]
    populations: Sequence[str]
    intake: str
    commune: str = ""
    free_places: int | None = None
    are_places_known: bool = False
    distance: float | None = None


def takes_in(offer: Offer, wanted: Wanted) -> bool:
    """An offer that names no population is for everybody."""
    if wanted.service and wanted.service not in offer.services:
        return False
    return not wanted.population or not offer.populations or wanted.population in offer.populations


def is_full(offer: Offer) -> bool:
    return offer.intake == Intake.FULL or (offer.are_places_known and offer.free_places == 0)


def order_of(offer: Offer, wanted: Wanted) -> tuple[int, int, float]:
    """Sorts the best match first: what takes people in, then what is made for this population, then the nearest."""
    closed = 2 if offer.intake == Intake.CLOSED else int(is_full(offer))
    general = int(bool(wanted.population) and wanted.population not in offer.populations)
    distance = 0.0 if wanted.commune and offer.commune == wanted.commune else offer.distance
    return closed, general, math.inf if distance is None else distance


def are_known(places_at: datetime | None, *, now: datetime, days: int) -> bool:
    return places_at is not None and now - places_at <= timedelta(days=days)


def is_to_check(kept_on: date, *, today: date, days: int) -> bool:
    return (today - kept_on).days > days


def fault_of_entry(
    *, is_outside: bool, name_fr: str, name_ar: str, services: Sequence[str], known_services: frozenset[str]
) -> Fault | None:
    if is_outside and not (name_fr and name_ar):
        return Fault.NO_NAME
    if not services or not set(services) <= known_services:
        return Fault.UNKNOWN_SERVICE
    return None
