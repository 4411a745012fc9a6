"""A whole panel of series: what comes, how wide, and how wrong it would have been in the last year."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from wasl.watch.forecasting import intervals, smoothing
from wasl.watch.forecasting.hierarchy import Tree, reconcile, trust_of
from wasl.watch.forecasting.intervals import Told
from wasl.watch.forecasting.members import members
from wasl.watch.forecasting.spikes import without_spikes

Array = NDArray[np.float64]

#: Above so many series a few origins are enough to learn widths from.
MANY = 2_000
#: Months that must be known before a past forecast counts, where there is no season.
LEAST = 6
GROWN = 12
#: What widths learnt from the past are worth now: forecasts of past months knew less of the series than today's.
EASED = 0.985
#: Zeros alone: the next month may bring a first one while so few months are known.
YOUNG = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """`mean`, `lower`, `upper` (series, horizon); NaN where nothing is known of a series.

    Of the last `tested` months, foretold from before them, the sum of what was wrong over the sum of what came:
    `error`, and `naive_error` for repeating the year before (NaN where nothing could be tested). `known` months.
    """

    mean: Array
    lower: Array
    upper: Array
    error: Array
    naive_error: Array
    tested: NDArray[np.int64]
    known: NDArray[np.int64]

    def of(self, rows: NDArray[np.int64] | slice) -> "Forecast":
        return Forecast(*(getattr(self, field.name)[rows] for field in fields(self)))


def forecast(values: Array, *, season: int, horizon: int, level: float = 0.9) -> Forecast:
    """(series, times), NaN for missing, at even steps; `season` times make a cycle (1: none). `level` of what comes
    lies between lower and upper, as it did in the past of all the series together. Never below zero where the past
    never was."""
    values = np.asarray(values, dtype=np.float64)
    told, known = _told(values, season, horizon)
    low, high = intervals.quantiles(intervals.scores(values, told), level=level)
    multiples = (EASED * low, EASED * high)
    everywhere = np.zeros(len(values), dtype=np.int64)
    return _forecast(values, told, known, season, horizon, [multiples], everywhere)


def forecast_tree(values: Array, tree: Tree, *, season: int, horizon: int, level: float = 0.9) -> Forecast:
    """As `forecast`, with every node the sum of its children; rows are the tree's nodes. A node above others whose row
    is all NaN is foretold from what is below it. Leaves need a value; each level's widths are its own."""
    values = np.asarray(values, dtype=np.float64)
    told, known = _told(values, season, horizon)
    agreed = _agreed(values, told, tree)
    found = intervals.scores(values, agreed)
    overall = intervals.quantiles(found, level=level)
    multiples, depth = [], np.zeros(len(values), dtype=np.int64)
    for place, rows in enumerate(tree.levels):
        multiples.append(intervals.quantiles(found[rows], level=level, prior=overall))
        depth[rows] = place
    return _forecast(values, agreed, known, season, horizon, multiples, depth)


def _offsets(season: int, horizon: int, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """How many months before the end it is asked what comes: up to a horizon or a season, denser near the end."""
    reach = max(horizon, season)
    steps = {1, reach, max(reach // 2, 1), max(season // 2, 1), season, max(season // 4, 1)}
    if shape[0] <= MANY:
        steps |= {2, 3, 4, 6, 8, 10, 12, 15, 18, 21, *range(24, reach, 4)}
    return np.array(sorted((step for step in steps if step <= reach and step < shape[1]), reverse=True) + [0])


def _told(values: Array, season: int, horizon: int) -> tuple[Told, NDArray[np.int64]]:
    with np.errstate(invalid="ignore"):
        is_root = ~(values < 0).any(axis=1)
    offsets = _offsets(season, horizon, values.shape)
    shape = (len(values), len(offsets))
    means = np.full((*shape, max(horizon, season)), np.nan)
    square, pace = np.full(shape, np.nan), np.full(shape, np.nan)
    known = np.zeros(len(values), dtype=np.int64)
    least = 2 * season if season > 1 else LEAST
    smoothing.every_series(
        np.ascontiguousarray(without_spikes(values, season=season, is_root=is_root)), season, means.shape[2], offsets,
        least, members(seasonal=season > 1).columns, members(seasonal=False).columns, means, square, pace, known,
    )  # fmt: skip
    known[:] = (~np.isnan(values)).sum(axis=1)
    return Told(means, _grown_up(square, values, known, is_root), pace, offsets, is_root), known


def _grown_up(square: Array, values: Array, known: NDArray[np.int64], is_root: NDArray[np.bool_]) -> Array:
    """What a few months leave unexplained says little: until there are twelve, it leans on what counts of this size
    leave (a Poisson law, and a fifth of the value)."""
    with np.errstate(invalid="ignore"):
        size = np.where(known > 0, np.nansum(np.abs(values), axis=1) / np.maximum(known, 1), 0.0)
        is_whole = (np.isnan(values) | (values == np.rint(values))).all(axis=1)
    usual = np.where(is_root, 0.01 * size + 0.25 * is_whole, 0.04 * size * size + is_whole * size)
    lean = np.clip((GROWN - known) / GROWN, 0.0, 1.0)[:, None]
    return np.maximum(square, lean * usual[:, None])


def _agreed(values: Array, told: Told, tree: Tree) -> Told:
    """The same, at every origin, adding up; where the origin is too early for one leaf, not at all."""
    variances = (_slope(told) * intervals.spread(told)) ** 2
    past, came, wide = [], [], []
    for place, offset in enumerate(told.offsets):
        reach = min(int(offset), told.means.shape[2])
        if reach:
            past.append(told.means[:, place, :reach])
            wide.append(variances[:, place, :reach])
            came.append(values[:, values.shape[1] - offset : values.shape[1] - offset + reach])
    is_count = bool(told.is_root.all())
    trust = trust_of(np.hstack(past), np.hstack(came), np.hstack(wide), tree)
    means = np.full_like(told.means, np.nan)
    leaf = tree.is_leaf
    for place in range(len(told.offsets)):
        if np.isfinite(told.means[leaf, place]).all():
            means[:, place] = reconcile(told.means[:, place], variances[:, place], tree, trust=trust, is_count=is_count)
    square, pace = _filled(told, variances, means, tree)
    return Told(means, square, pace, told.offsets, told.is_root)


def _slope(told: Told) -> Array:
    """How much the value moves for a step on the scale of errors."""
    return np.where(told.is_root[:, None, None], 2.0 * np.sqrt(np.maximum(told.means, 0.05)), 1.0)


def _filled(told: Told, variances: Array, means: Array, tree: Tree) -> tuple[Array, Array]:
    """A node that nothing was said of takes the spread of its children together."""
    said = np.isfinite(told.square)
    if said.all():
        return told.square, told.pace
    shown = np.where(np.isfinite(variances), variances, 0.0)
    summed = np.stack([tree.summed(shown[:, place]) for place in range(shown.shape[1])], axis=1)[:, :, 0]
    inner = np.maximum(np.where(np.isfinite(means[:, :, 0]), means[:, :, 0], 0.0), 0.05)
    square = np.where(told.is_root[:, None], summed / (4.0 * inner), summed)
    return np.where(said, told.square, square), np.where(said, told.pace, 0.1)


def _forecast(
    values: Array, told: Told, known: NDArray[np.int64], season: int, horizon: int,
    multiples: list[tuple[Array, Array]], group: NDArray[np.int64],
) -> Forecast:  # fmt: skip
    mean, wide = told.means[:, -1], intervals.spread(told)[:, -1]
    low, high = (np.stack(side)[group] for side in zip(*multiples, strict=True))
    centre = intervals.inner(mean, told.is_root)
    lower = np.minimum(intervals.outer(centre + low * wide, told.is_root), mean)
    upper = np.maximum(intervals.outer(centre + high * wide, told.is_root), mean)
    nothing = ~(np.abs(values) > 0).any(axis=1) & (known > 0)
    mean, lower = np.where(nothing[:, None], 0.0, mean), np.where(nothing[:, None], 0.0, lower)
    upper = np.where(nothing[:, None], np.where(known < YOUNG, 1.0, 0.0)[:, None], upper)
    error, naive_error, tested = _tested(values, told, season)
    return Forecast(mean[:, :horizon], lower[:, :horizon], upper[:, :horizon], error, naive_error, tested, known)


def _tested(values: Array, told: Told, season: int) -> tuple[Array, Array, NDArray[np.int64]]:
    """Errors of the last season's forecast made before it, and of repeating the one before that."""
    place = int(np.flatnonzero(told.offsets <= season)[0])
    offset, total = int(told.offsets[place]), values.shape[1]
    came = values[:, total - offset :]
    said = told.means[:, place, :offset]
    before = np.full_like(came, np.nan)
    if total >= offset + season:
        before = values[:, total - offset - season : total - season]
    known = np.isfinite(came) & np.isfinite(said) & np.isfinite(before)
    size = np.where(known, np.abs(came), 0.0).sum(axis=1)
    tested = known.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.where(known, np.abs(came - said), 0.0).sum(axis=1) / np.where(size > 0, size, np.nan)
        naive = np.where(known, np.abs(came - before), 0.0).sum(axis=1) / np.where(size > 0, size, np.nan)
    return error, naive, tested
