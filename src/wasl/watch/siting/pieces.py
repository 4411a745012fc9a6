"""A better choice, piece by piece: some neighbouring sites are taken up and put down again in the best way there is."""

import time
from dataclasses import replace

import numpy as np

from wasl.watch.siting.geometry import Floats
from wasl.watch.siting.solver import Model, NoAnswer, solve

#: Sites taken up at once, to begin with and at most; seconds for one piece.
FEWEST, MOST, PIECE_SECONDS = 10, 16, 4.0


def bettered(model: Model, x: Floats, points: Floats, *, seconds: float, seed: int = 0) -> Floats:
    """Columns of an answer at least as good as `x`. `points` (candidates × 2): degrees east shortened, and north."""
    until, draw, size = time.perf_counter() + seconds, np.random.default_rng(seed), len(points)
    best, value, count, order, idle = x, float(model.cost @ x), FEWEST, list[int](), 0
    while time.perf_counter() < until:
        if not order:
            count = count if idle < size else min(MOST, count + 3)
            order, idle = draw.permutation(size).tolist(), 0
        found = _piece(model, best, points, order.pop(), count, min(PIECE_SECONDS, until - time.perf_counter()))
        worth = value if found is None else float(model.cost @ found)
        idle += 1
        if found is not None and worth <= value:
            idle = 0 if worth < value - 0.5 else idle
            best, value = found, worth
    return best


def _piece(model: Model, x: Floats, points: Floats, centre: int, count: int, seconds: float) -> Floats | None:
    size = len(points)
    chosen = np.flatnonzero(x[:size] > 0.5)
    away = ((points - points[centre]) ** 2).sum(axis=1)
    taken = chosen[np.argsort(away[chosen], kind="stable")[:count]]
    if not len(taken):
        return None
    free = away <= away[taken].max() * 1.2 + 1e-9
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[:size] = np.where(free, 0.0, x[:size].round())
    upper[:size] = np.where(free, 1.0, x[:size].round())
    try:
        return solve(replace(model, lower=lower, upper=upper), seconds=seconds, start=x, absolute_gap=0.9).x
    except (NoAnswer, TimeoutError):
        return None


def flat(latitude: Floats, longitude: Floats) -> Floats:
    """Points whose distances are good enough to say who is a neighbour."""
    return np.stack([longitude * np.cos(np.radians(latitude)), latitude], axis=1)
