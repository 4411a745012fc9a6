"""Maximal covering solved: at once where HiGHS proves it at once, and by pieces with a falling ceiling where not."""

import time

import numpy as np

from wasl.watch.siting.cover import columns_of, model_of
from wasl.watch.siting.feasible import any_choice
from wasl.watch.siting.geometry import Ints
from wasl.watch.siting.reach import Core
from wasl.watch.siting.search import greedy, swapped
from wasl.watch.siting.solver import NoAnswer, solve


def most_reached(core: Core, *, seconds: float, known: Ints) -> tuple[Ints, float]:
    """Candidates (as numbered before reduction) and a ceiling over the people any choice reaches."""
    until = time.perf_counter() + seconds
    model, kinds = model_of(core)
    chosen = _good(core, known)
    start = None if chosen is None else columns_of(core, chosen, model)
    scale = max(1.0, float(core.weight.sum() + core.alone.sum()))
    whole = bool(np.all(core.weight == np.round(core.weight)) and np.all(core.alone == np.round(core.alone)))
    found = solve(model, seconds=until - time.perf_counter(), start=start, absolute_gap=0.9 if whole else 1e-9 * scale)
    sites = np.flatnonzero(found.x[: core.rules.size] > 0.5)
    return _with_spare(core, sites, found.x[core.rules.size :], kinds), -found.bound


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
