"""Rises that no place shows alone: sums over the hierarchy first, then over neighbours, each over one to four weeks.

A zone's count over some weeks is negative binomial with the sum of its expectations and of their variances, where what
is unsure of a place's expectation is common to its weeks. Its p is exact for that; what looking at many zones costs is
found by drawing quiet countries from the same expectations, each place's level and spread drawn once for all its
weeks: both are only estimates.
"""

from dataclasses import dataclass

import numpy as np

from wasl.watch.compiled import compiled
from wasl.watch.detection.binomial import upper_tail
from wasl.watch.detection.panel import Alarms, Panel

LONGEST, DRAWS = 4, 999
#: Share of a quiet series' variance that weighing past outbreaks down takes off, at a skewness γ: a + bγ + cγ², where
#: the normal power tail beyond 2.58 deviations counts for s^-2. A single place's test leaves it to the outbreaks that
#: most histories hold; a zone's, where many quiet places add up, does not.
TAKEN, MOST_TAKEN = (0.0369, 0.0323, 0.0072), 0.2
#: A place's own spread is as unsure as that of so many quiet weeks (χ² degrees of freedom): the history is longer, but
#: the older it is the less it weighs. Chosen on quiet countries of tuning seeds 1 to 500.
FREEDOM = 70


@dataclass(frozen=True)
class Cluster:
    """`places` (positions) over the last `weeks`; `p` of the zone alone, `p_country` after all that was looked at."""

    places: tuple[int, ...]
    weeks: int
    counted: float
    expected: float
    p: float
    p_country: float


@dataclass(frozen=True)
class Quiet:
    """Counts, expectations, spreads (variance over expectation) and how unsure an expectation is (variance of its
    logarithm, part of the spread), each (places, weeks), the last week the tested one.

    A missing count is NaN: the place then adds nothing to its zones that week, neither count nor expectation.
    """

    counts: np.ndarray
    expected: np.ndarray
    spread: np.ndarray
    unsure: np.ndarray

    @classmethod
    def of(cls, panel: Panel, alarms: Alarms, now: int) -> "Quiet":
        """The last weeks before and with position `now` of the tested times."""
        weeks = slice(max(now - LONGEST + 1, 0), now + 1)
        where = {time: place for place, time in enumerate(panel.times)}
        columns = [where[time] for time in alarms.times[weeks]]
        expected, unsure = alarms.shock.expected[:, weeks], alarms.unsure[:, weeks]
        own = alarms.spread[:, weeks] - expected * unsure
        with np.errstate(invalid="ignore"):
            skewness = (2 * own - 1) / np.sqrt(own * np.maximum(expected, 1e-9))
        taken = np.minimum(TAKEN[0] + TAKEN[1] * skewness + TAKEN[2] * skewness**2, MOST_TAKEN)
        return cls(panel.counts[:, columns], expected, own / (1 - taken) + expected * unsure, unsure)


def groups(parents: list[str]) -> np.ndarray:
    """(groups + 1, places): each group of places with one parent, then all of them. A group of one is left out."""
    names = sorted(set(parents))
    zones = np.array([[parent == name for parent in parents] for name in names] + [[True] * len(parents)])
    return np.unique(zones[zones.sum(axis=1) > 1], axis=0)


def neighbourhoods(latitude: np.ndarray, longitude: np.ndarray, *, largest: int = 12) -> np.ndarray:
    """(zones, places): around each place its 1 to `largest` nearest, itself among them, each zone once."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    near = np.argsort(half, axis=1, kind="stable")[:, :largest]
    zones = np.zeros((*near.shape, len(lat)), dtype=bool)
    for size in range(near.shape[1]):
        np.put_along_axis(zones[:, size], near[:, : size + 1], True, axis=1)
    return np.unique(zones.reshape(-1, len(lat)), axis=0)


def scan(quiet: Quiet, zones: np.ndarray, *, draws: int = DRAWS, seed: int = 0, most: int = 3) -> list[Cluster]:
    """The rarest zones that do not overlap, at most `most` of them, rarest first.

    `p_country` is the share of quiet countries whose rarest zone is as rare: the smallest it can be is 1 / (draws + 1).
    """
    is_known = ~(np.isnan(quiet.counts) | np.isnan(quiet.expected))
    expected = np.where(is_known, quiet.expected, 0.0)
    # A place's own chance is new each week; how unsure its level is, is one thing for all its weeks.
    level = _mean_known(quiet.unsure, is_known)
    own = np.where(is_known, quiet.expected * np.maximum(quiet.spread - quiet.expected * quiet.unsure, 1.0), 0.0)
    counts = np.where(is_known, quiet.counts, 0.0)
    member = zones.astype(np.float64)
    together = np.cumsum(expected[:, ::-1], axis=1) ** 2 * level[:, None]
    mean, wide = _windows(expected, member), _windows(own, member) + member @ together
    seen = _windows(counts, member)
    p = _tails(seen, mean, wide)
    rng = np.random.default_rng(seed)
    drawn = np.array([_rarest(_draw(rng, expected, own, level), member, mean, wide) for _ in range(draws)])
    found: list[Cluster] = []
    taken = np.zeros(zones.shape[1], dtype=bool)
    for flat in np.argsort(p, axis=None):
        zone, weeks = np.unravel_index(flat, p.shape)
        if len(found) == most or p[zone, weeks] >= 1:
            break
        if (zones[zone] & taken).any():
            continue
        taken |= zones[zone]
        rare = (1 + int((drawn <= p[zone, weeks]).sum())) / (draws + 1)
        place = tuple(np.flatnonzero(zones[zone]).tolist())
        found.append(Cluster(place, int(weeks) + 1, seen[zone, weeks], mean[zone, weeks], p[zone, weeks], rare))
    return found


def _windows(values: np.ndarray, member: np.ndarray) -> np.ndarray:
    """(zones, weeks): sums over each zone and the last 1, 2, … weeks."""
    return np.cumsum((member @ values)[:, ::-1], axis=1)


def _tails(seen: np.ndarray, mean: np.ndarray, wide: np.ndarray) -> np.ndarray:
    out = np.ones(seen.shape)
    _fill(seen, mean, wide, out)
    return out


@compiled
def _fill(seen, mean, wide, out):
    for zone in range(seen.shape[0]):
        for weeks in range(seen.shape[1]):
            m = mean[zone, weeks]
            if m > 0.0:
                out[zone, weeks] = upper_tail(seen[zone, weeks], m, max(wide[zone, weeks] / m, 1.0))


@compiled
def _lowest(seen, mean, wide, worth):
    """The smallest p; a zone whose count lies less than two deviations above is not worth the asking."""
    lowest = 1.0
    for zone in range(seen.shape[0]):
        for weeks in range(seen.shape[1]):
            m, v = mean[zone, weeks], wide[zone, weeks]
            if m > 0.0 and seen[zone, weeks] - m > worth * np.sqrt(v):
                lowest = min(lowest, upper_tail(seen[zone, weeks], m, max(v / m, 1.0)))
    return lowest


def _rarest(counts: np.ndarray, member: np.ndarray, mean: np.ndarray, wide: np.ndarray) -> float:
    return float(_lowest(_windows(counts, member), mean, wide, 1.5))


def _mean_known(values: np.ndarray, is_known: np.ndarray) -> np.ndarray:
    """(places,): the mean over the weeks that are known; 0 where none is."""
    return np.where(is_known, values, 0.0).sum(axis=1) / np.maximum(is_known.sum(axis=1), 1)


def _draw(rng: np.random.Generator, mean: np.ndarray, own: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Counts of a quiet country: each place's level and spread first, around the estimates, then each week's chance."""
    own = own * (FREEDOM / rng.chisquare(FREEDOM, len(mean)))[:, None]
    phi = np.maximum(np.divide(own, mean, out=np.ones_like(mean), where=mean > 0), 1 + 1e-6)
    shape = 1 / np.maximum(level, 1e-9)
    size = np.maximum(mean * (rng.gamma(shape) / shape)[:, None] / (phi - 1), 1e-12)
    return rng.negative_binomial(size, 1 / phi).astype(np.float64)
