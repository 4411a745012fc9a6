"""Counting households that lack several things at once (Alkire and Foster 2011, doi:10.1016/j.jpubeco.2010.11.006)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: The statistics office's: lacking a third of what is looked at, weights added, is being poor.
CUTOFF = 0.33


@dataclass(frozen=True, slots=True, eq=False)
class Poverty:
    """Shares of people. `headcount`: of the poor; `intensity`: mean weighted share of things the poor lack; `adjusted`
    = headcount × intensity; `contributions`: what each thing brings to it, adding up to it; `people` behind it."""

    headcount: float
    intensity: float
    adjusted: float
    contributions: NDArray[np.float64]
    people: float


def measured(
    lacks: ArrayLike, weights: ArrayLike, people: ArrayLike | None = None, *, cutoff: float = CUTOFF
) -> Poverty:
    """`lacks` (households × things): 1 lacks it, 0 does not, NaN unknown. `people` of each household, 1 unless told.

    A household whose verdict hangs on what is unknown is left out; one that is poor, or not, whatever the answer, is
    counted, its unknown things as not lacking. Weights are made to add up to 1.
    """
    table = np.asarray(lacks, dtype=np.float64)
    share = np.asarray(weights, dtype=np.float64)
    share = share / share.sum()
    heads = np.ones(len(table)) if people is None else np.asarray(people, dtype=np.float64)
    known = np.nan_to_num(table, nan=0.0)
    least, most = known @ share, np.nan_to_num(table, nan=1.0) @ share
    is_poor, could_be = least >= cutoff - 1e-12, most >= cutoff - 1e-12
    counted = is_poor == could_be
    total = float(heads[counted].sum())
    if not total > 0:
        return Poverty(float("nan"), float("nan"), float("nan"), np.full(len(share), np.nan), 0.0)
    poor = heads * (is_poor & counted)
    contributions = (poor @ known) * share / total
    headcount, adjusted = float(poor.sum() / total), float(contributions.sum())
    return Poverty(headcount, adjusted / headcount if headcount else 0.0, adjusted, contributions, total)


def parts(
    lacks: ArrayLike, weights: ArrayLike, people: ArrayLike, groups: list[str], *, cutoff: float = CUTOFF
) -> dict[str, Poverty]:
    """By group; their adjusted shares, weighted by their people, add up to the whole's."""
    table, heads, labels = np.asarray(lacks, dtype=np.float64), np.asarray(people, dtype=np.float64), np.array(groups)
    return {
        str(label): measured(table[labels == label], weights, heads[labels == label], cutoff=cutoff)
        for label in np.unique(labels)
    }
