"""Maximal covering solved: at once where HiGHS proves it at once, and by pieces with a falling ceiling where not."""

import time

import numpy as np

from wasl.watch.siting.ceiling import lowered
from wasl.watch.siting.cooling import cooled
from wasl.watch.siting.cover import columns_of, model_of
from wasl.watch.siting.feasible import any_choice
from wasl.watch.siting.geometry import Floats, Ints
from wasl.watch.siting.pieces import bettered
from wasl.watch.siting.reach import Core
from wasl.watch.siting.search import greedy, swapped
from wasl.watch.siting.solver import Model, NoAnswer, solve

#: Seconds HiGHS has by itself, at least; shares of the rest that go to random exchanges and then to pieces.
AT_ONCE, FOR_COOLING, FOR_CHOICE = 5.0, 0.3, 0.2
COOLINGS = 4


def most_reached(core: Core, points: Floats, *, seconds: float, known: Ints) -> tuple[Ints, float]:
    """Candidates (as numbered before reduction) and a ceiling over the people any choice reaches.

    `points` (candidates kept × 2) say who neighbours whom. HiGHS alone first; where it is not done in its share of the
    time, the rest goes to lowering the ceiling and to bettering the choice, in turn.
    """
    until = time.perf_counter() + seconds
    model, kinds = model_of(core)
    chosen = _good(core, known)
    x = None if chosen is None else columns_of(core, chosen, model)
    found = solve(model, seconds=min(seconds, max(AT_ONCE, seconds / 10)), start=x, absolute_gap=_gap(core))
    x, ceiling = found.x, -found.bound
    left = until - time.perf_counter()
    if not found.is_proven and left > 0:
        x, ceiling = _by_pieces(core, model, x, points, ceiling, until)
    sites = np.flatnonzero(x[: core.rules.size] > 0.5)
    return _with_spare(core, sites, x[core.rules.size :], kinds), ceiling


def _gap(core: Core) -> float:
    """Where people are counted whole, less than one is nothing."""
    whole = np.all(core.weight == np.round(core.weight)) and np.all(core.alone == np.round(core.alone))
    return 0.9 if whole else 1e-9 * max(1.0, float(core.weight.sum() + core.alone.sum()))


def _by_pieces(
    core: Core, model: Model, x: Floats, points: Floats, ceiling: float, until: float
) -> tuple[Floats, float]:
    """The choice first, then the ceiling, then HiGHS again with what both have come to while time is left."""
    x = _cooled(core, model, x, points, seconds=(until - time.perf_counter()) * FOR_COOLING)
    x = bettered(model, x, points, seconds=(until - time.perf_counter()) * FOR_CHOICE)
    reach = np.zeros((core.reach.width, core.rules.size), dtype=bool)
    reach[core.reach.items, core.reach.owners] = True
    lower = lowered(
        model, reach, len(model.cost) - core.reach.width, seconds=until - time.perf_counter(),
        enough=-float(model.cost @ x) + _gap(core),
    )  # fmt: skip
    ceiling = ceiling if lower is None else min(ceiling, lower)
    if until - time.perf_counter() > 1:
        x = bettered(model, x, points, seconds=until - time.perf_counter(), seed=1)
    return x, ceiling


def _cooled(core: Core, model: Model, x: Floats, points: Floats, *, seconds: float) -> Floats:
    """The best of some exchanges at random, each begun from where the last one ended; `x` where spare sites stand."""
    until = time.perf_counter() + seconds
    chosen: Ints = np.flatnonzero(x[: core.rules.size] > 0.5)
    for seed in range(COOLINGS if core.rules.holds(chosen) else 0):
        chosen = cooled(core, chosen, points, seconds=until - time.perf_counter(), seed=seed)
    found = columns_of(core, chosen, model)
    return x if found is None or model.cost @ found > model.cost @ x else found


def _good(core: Core, known: Ints) -> Ints | None:
    """Something to begin with; None where spare candidates are needed to make up the number."""
    before = np.searchsorted(core.kept, known[np.isin(known, core.kept)])
    chosen = greedy(core, before)
    if not core.rules.holds(chosen):
        try:
            chosen = any_choice(core.rules, core.reach.sums(core.weight) + core.alone)
        except NoAnswer:
            return None
    return swapped(core, chosen)


def _with_spare(core: Core, sites: Ints, rest: np.ndarray, kinds: Ints) -> Ints:
    """The sites, and as many spare candidates of each kind as the answer counts on, the first of each kind."""
    taken = [core.kept[sites]]
    if core.rules.count is not None and len(core.spare):
        for kind in range(int(kinds.max()) + 1):
            number = int(round(rest[kind]))
            taken.append(core.spare[kinds == kind][:number])
    return np.concatenate(taken)
