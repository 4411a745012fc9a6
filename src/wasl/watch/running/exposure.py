"""How many could have reported: centres that work, or children enrolled, times the days the week really had."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from wasl.watch.rules.calendar import Feast, feast_of, working_days
from wasl.watch.rules.indicator import Fineness
from wasl.watch.rules.silence import silent_weeks
from wasl.watch.running.ground import Ground

#: A feast whose past weeks hold fewer than this is taken as any other week.
ENOUGH = 60
_BOUNDS = (0.2, 3.0)


def unpacked(content: bytes, length: int) -> np.ndarray:
    """Counts by step, of (step, count) pairs of big-endian 32-bit integers; steps outside are left out."""
    pairs = np.frombuffer(content, dtype=">i4").reshape(-1, 2)
    inside = (pairs[:, 0] >= 0) & (pairs[:, 0] < length)
    counts = np.zeros(length)
    np.add.at(counts, pairs[inside, 0].astype(np.int64), pairs[inside, 1].astype(float))
    return counts


@dataclass(slots=True)
class Centre:
    """A unit's weeks: how much it wrote, and in which weeks it was silent (or not yet there)."""

    place: str
    counts: np.ndarray
    silent: np.ndarray


def centres_of(active: Mapping[str, tuple[str, bytes]], *, weeks: int, least: int) -> dict[str, Centre]:
    found = {}
    for unit, (place, content) in active.items():
        counts = unpacked(content, weeks)
        found[unit] = Centre(place, counts, np.array(silent_weeks(counts.astype(int).tolist(), least=least)))
    return found


def reporting(centres: Mapping[str, Centre], ground: Ground, fineness: Fineness, weeks: int) -> dict[str, np.ndarray]:
    """Centres that reported, by territory and week."""
    found: dict[str, np.ndarray] = {}
    for centre in centres.values():
        for code in ground.chain(centre.place, fineness):
            if code not in found:
                found[code] = np.zeros(weeks)
            found[code] += ~centre.silent
    return found


def days_of(first: date, weeks: int, closed: frozenset[date]) -> np.ndarray:
    """Share of a whole week that was worked."""
    mondays = (first + timedelta(weeks=number) for number in range(weeks))
    return np.array([working_days(week, closed) / 5 for week in mondays])


def feasts_of(first: date, weeks: int) -> list[Feast | None]:
    return [feast_of(first + timedelta(weeks=number)) for number in range(weeks)]


def feast_factor(total: np.ndarray, exposure: np.ndarray, feasts: list[Feast | None]) -> np.ndarray:
    """What a feast usually does to an indicator, by week: its rate in past feast weeks over the twelve weeks around.

    `total` and `exposure` are the whole country's; the last week is the one tested, and teaches nothing.
    """
    factors = np.ones(len(total))
    plain = np.array([feast is None for feast in feasts])
    for feast in Feast:
        weeks = [index for index, one in enumerate(feasts[:-1]) if one is feast and exposure[index] > 0]
        around = {near for index in weeks for near in range(max(0, index - 6), min(len(total) - 1, index + 7))}
        near = [index for index in around if plain[index] and exposure[index] > 0]
        seen, usual = total[weeks].sum(), total[near].sum()
        if seen < ENOUGH or usual < ENOUGH:
            continue
        ratio = (seen / exposure[weeks].sum()) / (usual / exposure[near].sum())
        factors[[one is feast for one in feasts]] = float(np.clip(ratio, *_BOUNDS))
    return factors
