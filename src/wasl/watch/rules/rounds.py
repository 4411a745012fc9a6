"""Planned rounds: which homes are drawn, and how far the round has come.

The draw is systematic, in proportion to the number of homes of each place: places in the order of their codes are laid
end to end, a first point is drawn, and every n-th home from it on is taken. A place twice as large is drawn twice as
often; each home has the same chance.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class StopState(StrEnum):
    """What became of one home; MISSING: there is no such home any more."""

    PLANNED = "planned"
    VISITED = "visited"
    ABSENT = "absent"
    REFUSED = "refused"
    MISSING = "missing"


#: Nobody at home may be tried again; what was answered or refused stays.
NEXT_STOP: dict[StopState, frozenset[StopState]] = {
    StopState.PLANNED: frozenset({StopState.VISITED, StopState.ABSENT, StopState.REFUSED, StopState.MISSING}),
    StopState.ABSENT: frozenset({StopState.VISITED, StopState.ABSENT, StopState.REFUSED, StopState.MISSING}),
    StopState.VISITED: frozenset(),
    StopState.REFUSED: frozenset(),
    StopState.MISSING: frozenset(),
}
NEXT_ROUND: dict[RoundState, frozenset[RoundState]] = {
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
}


class RoundFault(StrEnum):
    NO_PLACE = "no_place"
    NO_NAME = "no_name"
    NO_HOMES = "no_homes"
    SAMPLE = "sample"
    DAYS = "days"
    QUESTIONNAIRE = "questionnaire"
    OTHER_CONTENT = "other_content"
    STATE = "state"
    NOT_YET = "not_yet"
    ANSWERS = "answers"
    CLOSED = "closed"


MOST_HOMES = 2_000
MOST_PLACES = 60
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place of the frame and how many homes it has."""

    code: str
    homes: int


@dataclass(frozen=True, slots=True)
class Home:
    """The `number`th home of a place, counted from 1."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Coverage:
    planned: int
    visited: int
    absent: int
    refused: int
    missing: int

    @property
    def drawn(self) -> int:
        return self.planned + self.visited + self.absent + self.refused + self.missing

    @property
    def answered(self) -> float | None:
        """Share of the homes that exist and were answered for; None before any was drawn."""
        there = self.drawn - self.missing
        return self.visited / there if there else None


def frame_digest(places: Iterable[Place]) -> str:
    lines = "\n".join(f"{place.code} {place.homes}" for place in sorted(places))
    return hashlib.sha256(lines.encode()).hexdigest()


#: The first point is one of this many, in whole numbers: the same on every machine and in every version.
_PARTS = 1 << 64


def _first(seed: int, digest: str) -> int:
    return int.from_bytes(hashlib.sha256(f"wasl round {seed} {digest}".encode()).digest()[:8])


def drawn(places: Sequence[Place], *, sample: int, seed: int) -> list[Home]:
    """`sample` different homes, in the order of the places; all of them when there are no more."""
    ordered = sorted(place for place in places if place.homes > 0)
    total = sum(place.homes for place in ordered)
    sample = min(sample, total)
    if not sample:
        return []
    first = _first(seed, frame_digest(ordered))
    # The k-th is in the k-th of `sample` equal parts, so that none is drawn twice.
    points = [(k * _PARTS + first) * total // (sample * _PARTS) for k in range(sample)]
    found, passed, place = [], 0, iter(ordered)
    current = next(place)
    for point in points:
        while point >= passed + current.homes:
            passed += current.homes
            current = next(place)
        found.append(Home(current.code, point - passed + 1))
    return found


def coverage(states: Iterable[str]) -> Coverage:
    counts = Counter(states)
    return Coverage(**{state.value: counts[state] for state in StopState})


def fault_of_round(
    *, name: str, places: Sequence[Place], asked: int, sample: int, since: date, until: date
) -> RoundFault | None:
    """`asked` is how many places were named; `places` those that are known."""
    if not name.strip() or len(name) > 120:
        return RoundFault.NO_NAME
    if not places or len(places) != asked or asked > MOST_PLACES:
        return RoundFault.NO_PLACE
    if not any(place.homes for place in places):
        return RoundFault.NO_HOMES
    if not 1 <= sample <= MOST_HOMES:
        return RoundFault.SAMPLE
    return RoundFault.DAYS if until < since or until - since > LONGEST else None


def fault_of_stop(*, state: str, to: str, on: date, since: date, today: date, is_open: bool) -> RoundFault | None:
    if not is_open:
        return RoundFault.CLOSED
    if to not in set(StopState) or StopState(to) not in NEXT_STOP[StopState(state)]:
        return RoundFault.STATE
    return RoundFault.NOT_YET if on > today or on < since else None
