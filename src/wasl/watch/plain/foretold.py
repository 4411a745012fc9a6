"""From a file of series, and perhaps a file of a hierarchy, to the lines of a forecast."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wasl.watch.forecasting import Forecast, Tree, forecast, forecast_tree
from wasl.watch.plain.steps import Steps, panel
from wasl.watch.plain.tables import BadFile, read_columns
from wasl.watch.plain.trees import branches

QUALITY = ("series", "known", "tested", "error", "naive_error")


@dataclass(frozen=True, slots=True)
class Made:
    names: tuple[str, ...]
    last: tuple[int | date, ...]
    steps: Steps
    forecast: Forecast
    tree: Tree | None
    shortened: int


def made(path: Path, *, horizon: int, season: int, level: float, tree: Path | None) -> Made:
    """Raises BadFile."""
    table = read_columns(path, needed=("series", "t", "count"), optional=("exposure",))
    read = panel(table, together=tree is not None)
    if nameless := [row for row, name in enumerate(table.of["series"]) if not name]:
        raise table.fault(nameless[0], "the series has no name.")
    empty = np.isnan(read.values).all(axis=1)
    if tree is None:
        if empty.any():
            name = read.names[int(np.flatnonzero(empty)[0])]
            raise table.fault(table.of["series"].index(name), f"series {name!r} has no known count at all.")
        found = forecast(read.values, season=season, horizon=horizon, level=level)
        return Made(read.names, read.last, read.steps, found, None, read.shortened)
    known = tuple(name for name, is_empty in zip(read.names, empty, strict=True) if not is_empty)
    named = branches(read_columns(tree, needed=("node", "parent")), known=known)
    whole = Tree.of(named.parents)
    values = _placed(read.values, read.names, named.names, whole)
    found = forecast_tree(values, whole, season=season, horizon=horizon, level=level)
    return Made(named.names, read.last[:1] * len(named.names), read.steps, found, whole, 0)


def _placed(
    values: NDArray[np.float64], names: tuple[str, ...], nodes: tuple[str, ...], tree: Tree
) -> NDArray[np.float64]:
    """Rows in the order of the nodes; a node above others that has none is the sum of its children where all are
    known."""
    rows = {name: row for row, name in enumerate(names)}
    placed = np.full((len(nodes), values.shape[1]), np.nan)
    for place, node in enumerate(nodes):
        if node in rows:
            placed[place] = values[rows[node]]
    for level in reversed(tree.levels[:-1]):
        for place in level:
            if np.isnan(placed[place]).all() and not tree.is_leaf[place]:
                placed[place] = placed[tree.parent == place].sum(axis=0)
    return placed


def lines(made: Made) -> Iterator[tuple[str, object, str, str, str]]:
    """series, t, mean, lower, upper; along a tree the means are rounded at the leaves and added up from there."""
    places = _decimals(made.forecast.mean)
    unit = 10**places
    mean = np.rint(made.forecast.mean * unit)
    if made.tree is not None:
        mean = made.tree.summed(mean)
    lower = np.minimum(np.rint(made.forecast.lower * unit), mean)
    upper = np.maximum(np.rint(made.forecast.upper * unit), mean)
    for row, name in enumerate(made.names):
        for step in range(mean.shape[1]):
            shown = (f"{side[row, step] / unit + 0.0:.{places}f}" for side in (mean, lower, upper))
            yield name, made.steps.later(made.last[row], step + 1), *shown  # type: ignore[misc]


def _decimals(mean: NDArray[np.float64]) -> int:
    """Enough for the smallest series to keep four figures; four at least, and never so many that sums lose one."""
    sizes = np.abs(mean).max(axis=1)
    sizes = sizes[sizes > 0]
    if not len(sizes):
        return 4
    wanted = 4 - int(np.floor(np.log10(sizes.min())))
    return int(np.clip(wanted, 4, max(4, 14 - int(np.ceil(np.log10(sizes.max()))))))


def quality(made: Made) -> Iterator[tuple[object, ...]]:
    told = made.forecast
    for row, name in enumerate(made.names):
        errors = ("" if np.isnan(one) else f"{one:.4f}" for one in (told.error[row], told.naive_error[row]))
        yield name, int(told.known[row]), int(told.tested[row]), *errors


def notes(made: Made, *, season: int, level: float) -> Iterator[str]:
    """What must be known of the quality, in sentences."""
    told = made.forecast
    if made.shortened:
        yield f"{made.shortened} series end before the file does: each is carried on from its own last line."
    young = int((told.known < 2 * season).sum()) if season > 1 else 0
    if young:
        yield f"{young} series have under two seasons: their widths lean on the others, or on series in general."
    tested = told.tested > 0
    if tested.any():
        error, naive = np.nanmedian(told.error[tested]), np.nanmedian(told.naive_error[tested])
        yield (
            f"Over the last season, foretold from before it, half the series were wrong by less than {error:.1%};"
            f" repeating the season before, by {naive:.1%} ({int(tested.sum())} series tested)."
        )
    else:
        yield f"No series is long enough to test: the widths ({level:.0%}) are those of series in general."


__all__ = ["QUALITY", "BadFile", "Made", "lines", "made", "notes", "quality"]
