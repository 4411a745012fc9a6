"""What a forecast of demand means: against what centres can do, after a hard winter, when a centre closes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wasl.watch.rules.weeks import month_after

YEAR = 12
#: The months of the cold of 2024-25, and the winters it is held against.
COLD = (date(2024, 11, 1), date(2025, 3, 1))
WINTER = (11, 12, 1, 2, 3)
#: Winter months that must be known on each side before anything is said of the cold.
LEAST_WINTER = 3
#: Centres that take up the demand of one that closes.
NEAREST = 3
#: Less than half a person too many is nothing.
MARGIN = 0.5

Months = Sequence[float]
Past = Sequence[float | None]


class Kind(StrEnum):
    """What is foretold: people who come, whatever for; acts of one service; people housed, or refused for want of a
    place, in one type of establishment."""

    RECEIVED = "received"
    SERVICE = "service"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Twelve months of one service in one place; `capacity` a month, None when nothing says it."""

    mean: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    capacity: float | None

    @property
    def over(self) -> tuple[int, ...]:
        """Months (0 the first) in which what is expected passes the capacity."""
        return self._passed(self.mean)

    @property
    def may_be_over(self) -> tuple[int, ...]:
        """Months in which it is not excluded."""
        return self._passed(self.upper)

    @property
    def is_over_for_sure(self) -> bool:
        return bool(self._passed(self.lower))

    def _passed(self, side: Months) -> tuple[int, ...]:
        if self.capacity is None:
            return ()
        return tuple(step for step, value in enumerate(side) if value >= self.capacity + MARGIN)

    def times(self, factors: Months) -> "Outlook":
        mean, lower, upper = (
            tuple(value * factor for value, factor in zip(side, factors, strict=True))
            for side in (self.mean, self.lower, self.upper)
        )
        return Outlook(mean, lower, upper, self.capacity)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What `centres` centres lack together, month by month: what passes the capacity of each, and what others have
    left; in how many of them something is lacking almost surely, probably, perhaps (each counted once)."""

    centres: int
    missing: tuple[float, ...]
    room: tuple[float, ...]
    sure: int = 0
    likely: int = 0
    perhaps: int = 0

    @property
    def since(self) -> int | None:
        """The first month in which something is lacking."""
        return next((step for step, value in enumerate(self.missing) if value >= MARGIN), None)

    @property
    def worst(self) -> int:
        """The month in which most is lacking."""
        return max(range(len(self.missing)), key=lambda step: (self.missing[step], -step))

    @property
    def short(self) -> int:
        return self.sure + self.likely


def lacking(centres: Iterable[Outlook], *, months: int = YEAR) -> Lacking:
    """Centres of which nothing says what they can do lack nothing that one could know."""
    total, sure, likely, perhaps = 0, 0, 0, 0
    missing, room = [0.0] * months, [0.0] * months
    for one in centres:
        total += 1
        if one.capacity is None:
            continue
        for step, value in enumerate(one.mean):
            apart = value - one.capacity
            missing[step] += apart if apart >= MARGIN else 0.0
            room[step] += max(-apart, 0.0)
        sure += one.is_over_for_sure
        likely += bool(one.over) and not one.is_over_for_sure
        perhaps += bool(one.may_be_over) and not one.over
    return Lacking(total, tuple(missing), tuple(room), sure, likely, perhaps)


def best_month(past: Past) -> tuple[int, float] | None:
    """How many months before the end (1: the last one) most was done in two years, and how much; of two alike the
    later. None when fewer than three months are known, or nothing was done."""
    recent = past[-2 * YEAR :]
    known = [(value, place) for place, value in enumerate(recent) if value is not None]
    if len(known) < LEAST_WINTER or max(known)[0] <= 0:
        return None
    value, place = max(known)
    return len(recent) - place, value


def capacity_of(past: Past, *, then: int = 0, today: int = 0) -> float | None:
    """A month: what the centre has shown it can do, less the share of those who left.

    `then` agents were posted in its best month, `today` are now. More agents count once months have shown it: accounts
    opened for people who worked there before must not make a centre look larger.
    """
    best = best_month(past)
    if best is None:
        return None
    return best[1] * min(1.0, today / then) if then > 0 else best[1]


def cold_factor(past: Past, *, end: date) -> float | None:
    """How many times a usual winter that of 2024-25 was; None when it or all the others are not known enough.

    `past` are the months before `end`. Each winter month is held against the same month of other years.
    """
    cold, usual = [], []
    for step, value in enumerate(past):
        month = month_after(end, step - len(past))
        if value is None or month.month not in WINTER:
            continue
        if COLD[0] <= month <= COLD[1]:
            others = [
                other
                for place, other in enumerate(past)
                if (place - step) % YEAR == 0 and place != step and other is not None
            ]
            if others:
                cold.append(value)
                usual.append(sum(others) / len(others))
    return sum(cold) / sum(usual) if len(cold) >= LEAST_WINTER and sum(usual) > 0 else None


def winter_factors(factor: float, *, first: date, months: int) -> tuple[float, ...]:
    """The factor in winter months, 1 in the others."""
    return tuple(factor if month_after(first, step).month in WINTER else 1.0 for step in range(months))


def taken_up(distances: Mapping[str, float | None]) -> dict[str, float]:
    """Which share of a closed centre's demand each of the nearest would take: the nearer the more. Centres without a
    place on the map share evenly when none has one."""
    placed = {code: km for code, km in distances.items() if km is not None}
    nearest = sorted(placed, key=lambda code: (placed[code], code))[:NEAREST]
    weights = {code: 1.0 / (1.0 + placed[code]) for code in nearest} or dict.fromkeys(distances, 1.0)
    whole = sum(weights.values())
    return {code: weight / whole for code, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class Kept:
    """How an earlier forecast did: over `months` that have come, wrong by `error` of what came."""

    made: date
    months: int
    error: float
    inside: int


def kept(*, made: date, mean: Months, lower: Months, upper: Months, past: Past, end: date) -> Kept | None:
    """None when no month of it has come, or what came is not known. `past` are the months before `end`."""
    apart = (end.year - made.year) * YEAR + end.month - made.month
    came = [past[len(past) - apart + step] if apart <= len(past) else None for step in range(min(apart, len(mean)))]
    known = [(step, value) for step, value in enumerate(came) if value is not None]
    total = sum(value for _, value in known)
    if not known or total <= 0:
        return None
    wrong = sum(abs(value - mean[step]) for step, value in known)
    inside = sum(lower[step] <= value <= upper[step] for step, value in known)
    return Kept(made, len(known), wrong / total, inside)
