"""The same count guessed from census rates, where no household can be seen.

Fixed on 2026-11-22, before any figure was worked out with it, and not touched since: the columns, their weights, the
cut-off, the likeness between things lacked, and the parts that are added up. docs/adr holds the reasons.

- Weights are the statistics office's: a third for education, a third for health, a third for living conditions, the
  things of a third sharing it alike. The census has no health column, so nothing is ever lacked in that third.
- Rates say how many lack each thing, not how many lack several. Those who lack one more often lack another: a person's
  lacks share one hidden standing (a Gaussian factor, correlation 0.5 between any two).
- It is worked out for the urban and for the rural people of a territory apart, and added up by their number.
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from wasl.watch.deprivation.counting import CUTOFF
from wasl.watch.rules import poverty_columns

#: Census column, whether it counts those who have the thing (so that the rest lack it), and weight.
COLUMNS: tuple[tuple[str, bool, float], ...] = tuple((one.code, one.has, one.weight) for one in poverty_columns.COLUMNS)
LIKENESS = 0.5
NODES = 64


def lacking(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares (0 to 1) of those who lack each thing, from the columns' percentages (territories × columns)."""
    has = np.array([column[1] for column in COLUMNS])
    return np.clip(np.where(has, 100 - rates, rates) / 100, 0.0, 1.0)


def census_headcount(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of people who lack a third or more, of each territory; percentages in the order of COLUMNS, NaN spreads."""
    shares = lacking(rates)
    weights = np.array([column[2] for column in COLUMNS])
    patterns = (np.arange(2 ** len(COLUMNS))[:, None] >> np.arange(len(COLUMNS))) & 1
    is_poor = patterns @ weights >= CUTOFF - 1e-12
    parts = [mass * _poor_at(shares, standing, patterns[is_poor]) for standing, mass in _standings()]
    return np.sum(parts, axis=0, dtype=np.float64)


def _standings() -> list[tuple[float, float]]:
    """Points and masses of the hidden standing."""
    points, masses = np.polynomial.hermite_e.hermegauss(NODES)
    return list(zip(points.tolist(), (masses / masses.sum()).tolist(), strict=True))


def _poor_at(shares: NDArray[np.float64], standing: float, patterns: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of the poor among people of one standing, whose lacks have nothing more in common."""
    normal = NormalDist()
    inside = np.clip(shares, 1e-12, 1 - 1e-12)
    edge = np.vectorize(normal.inv_cdf, otypes=[float])(np.where(np.isnan(inside), 0.5, inside))
    chance = np.vectorize(normal.cdf, otypes=[float])((edge - np.sqrt(LIKENESS) * standing) / np.sqrt(1 - LIKENESS))
    chance = np.where(np.isnan(shares), np.nan, np.where(shares <= 0, 0.0, np.where(shares >= 1, 1.0, chance)))
    each = np.where(patterns[None, :, :] == 1, chance[:, None, :], 1 - chance[:, None, :])
    return each.prod(axis=2).sum(axis=1)


#: The eight columns of the composite: as above, and the people to a room, which is a mean and has no share of lacking.
COMPOSITE: tuple[tuple[str, bool], ...] = (
    *((code, has) for code, has, _w in COLUMNS),
    ("households_people_per_room", False),
)


def census_composite(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the columns' standard scores over the territories given (order of COMPOSITE): who lacks most, compared
    with the others. It ranks; it does not say how many, and its changes mean little."""
    has = np.array([column[1] for column in COMPOSITE])
    worse = np.where(has, -rates, rates)
    scores = (worse - np.nanmean(worse, axis=0)) / np.nanstd(worse, axis=0)
    return scores.mean(axis=1)
