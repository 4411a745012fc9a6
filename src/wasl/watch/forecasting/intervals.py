"""How wide a forecast must be, learnt from how far forecasts of past months were from what came (a back-test).

Errors are measured on the root scale, where counts vary alike whatever their size (raw where there are values below
zero), in units of the series' own spread at that distance; their quantiles are taken over all series together.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Quantiles .05 and .95 of these errors in general, a month ahead and for each doubling of the distance (M1 monthly,
#: half of M3 and Tourism), for series that have no past to learn from; they weigh as much as so many series.
PRIOR, PRIOR_GROWTH = 1.75, 0.16
PRIOR_SERIES = 12.0
#: Two .05 tails of a normal law, to bring the prior to other levels.
_TAIL = 1.6449


@dataclass(frozen=True, slots=True)
class Told:
    """What was forecast, at each origin: `means` (series, origins, months), `square` and `pace` (series, origins) as
    smoothing.one_series gives them, `offsets` the months between each origin and the end, 0 last."""

    means: Array
    square: Array
    pace: Array
    offsets: NDArray[np.int64]
    is_root: NDArray[np.bool_]


def inner(values: Array, is_root: NDArray[np.bool_]) -> Array:
    """On the scale of errors; `is_root` broadcasts from the first axis."""
    roots = is_root.reshape(-1, *[1] * (values.ndim - 1))
    return np.where(roots, np.sqrt(np.maximum(values, 0.0)), values)


def outer(values: Array, is_root: NDArray[np.bool_]) -> Array:
    roots = is_root.reshape(-1, *[1] * (values.ndim - 1))
    return np.where(roots, np.maximum(values, 0.0) ** 2, values)


def spread(told: Told) -> Array:
    """(series, origins, months) standard error that each model expects of itself."""
    ahead = np.arange(told.means.shape[2])
    return np.sqrt(np.maximum(told.square, 0.0)[:, :, None] * (1.0 + ahead * told.pace[:, :, None]))


def scores(values: Array, told: Told) -> Array:
    """(series, origins, months) error in units of its spread; NaN where nothing came, or is yet to come."""
    found = np.full(told.means.shape, np.nan)
    horizon, total = told.means.shape[2], values.shape[1]
    real = inner(values, told.is_root)
    said = inner(told.means, told.is_root)
    wide = spread(told)
    for place, offset in enumerate(told.offsets):
        reach = min(int(offset), horizon)
        if reach:
            came = real[:, total - offset : total - offset + reach]
            with np.errstate(divide="ignore", invalid="ignore"):
                found[:, place, :reach] = (came - said[:, place, :reach]) / wide[:, place, :reach]
    return np.where(np.isfinite(found), found, np.nan)


def bands(horizon: int) -> list[slice]:
    """Distances that are learnt together: 1, 2-3, 4-6, 7-12, 13-24 … months."""
    edges, edge = [0, 1, 3, 6], 12
    while edges[-1] < horizon:
        edges.append(edge)
        edge *= 2
    edges = [edge for edge in edges if edge < horizon] + [horizon]
    return [slice(low, high) for low, high in zip(edges, edges[1:], strict=False)]


def quantiles(found: Array, *, level: float, prior: tuple[Array, Array] | None = None) -> tuple[Array, Array]:
    """(months,) lower and upper multiples of the spread that hold `level` of the scores (series, origins, months).

    A band with no score of its own takes the one before. `prior` (lower, upper) is what few series lean on.
    """
    horizon = found.shape[2]
    lower, upper = np.empty(horizon), np.empty(horizon)
    usual = (PRIOR + PRIOR_GROWTH * np.log2(1.0 + np.arange(horizon))) * _normal(level) / _TAIL
    low_before, high_before = prior if prior is not None else (-usual, usual)
    last = None
    for band in bands(horizon):
        part = found[:, :, band]
        known = part[~np.isnan(part)]
        series = int((~np.isnan(part)).any(axis=(1, 2)).sum())
        if not series and last is not None and prior is None:
            lower[band], upper[band] = last
            continue
        own = series / (series + PRIOR_SERIES)
        tail = (1.0 - level) / 2
        low, high = np.quantile(known, [tail, 1.0 - tail]) if series else (0.0, 0.0)
        lower[band] = own * low + (1 - own) * low_before[band]
        upper[band] = own * high + (1 - own) * high_before[band]
        last = (lower[band][-1], upper[band][-1])
    return np.minimum(lower, 0.0), np.maximum(upper, 0.0)


def _normal(level: float) -> float:
    """Two-sided quantile of a normal law, by bisection (no scipy at run time)."""
    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle) < level else (low, middle)
    return low


def _inside(edge: float) -> float:
    return math.erf(edge / math.sqrt(2.0))
