"""A lower ceiling over the people any choice reaches: the model without whole numbers, and what whole numbers forbid.

Three groups of people, any two of which one site can reach but not all three, need two sites: half a site in each of
three places does not do. Such sets of 3, 5, 7 … groups (zero-half cuts: Caprara and Fischetti 1996) are looked for
where the relaxed answer breaks them most, and each one written down brings the ceiling nearer to the truth.
"""

import time

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints
from wasl.watch.siting.halves import LONGEST, PER_FIRST, grown, threes
from wasl.watch.siting.solver import Model, Relaxation

type Cut = tuple[int, ...]

MOST_CELLS = 20_000_000
#: Sets of three that are grown, worst first; sets of one round that hold the same group.
MOST_SEEDS, PER_GROUP = 4_000, 4
#: A round that gains less than this share of the people is the last.
LEAST_GAIN = 2e-6


def lowered(model: Model, reach: Bools, first_row: int, *, seconds: float, enough: float) -> float | None:
    """The ceiling, in people. `reach` (rows × sites); row r's column is `first_row` + r. Stops at `enough`."""
    until = time.perf_counter() + seconds
    relaxed = Relaxation(model)
    found = relaxed.solve(until - time.perf_counter())
    if found is None:
        return None
    ceiling, known = -found.bound, set[Cut]()
    while time.perf_counter() < until and reach.size <= MOST_CELLS and ceiling > enough:
        sites = np.maximum(found.x[: reach.shape[1]], 0)
        cuts = [cut for cut in broken(reach, sites, found.x[first_row:], until) if cut not in known]
        if not cuts:
            break
        known.update(cuts)
        relaxed.add(_row(reach, cut, first_row) for cut in cuts)
        again = relaxed.solve(until - time.perf_counter())
        if again is None or ceiling + again.bound < LEAST_GAIN * ceiling:
            ceiling = ceiling if again is None else min(ceiling, -again.bound)
            break
        found, ceiling = again, min(ceiling, -again.bound)
    return ceiling


def _row(reach: Bools, cut: Cut, first_row: int) -> tuple[Ints, Floats, float]:
    times = reach[list(cut)].sum(axis=0)
    sites = np.flatnonzero(times)
    columns = np.concatenate([sites, first_row + np.array(cut)])
    values = np.concatenate([np.ceil(times[sites] / 2), -np.ones(len(cut))])
    return columns, values, (len(cut) + 1) / 2 - len(cut)


def broken(reach: Bools, sites: Floats, rows: Floats, until: float) -> list[Cut]:
    """Sets that the relaxed answer breaks, the worst first, no group in more than a few of them."""
    weight = reach @ sites - rows + 1 - rows
    groups, used = np.flatnonzero(weight < 0.8), np.flatnonzero(sites > 1e-7)
    near, amount = reach[np.ix_(groups, used)], sites[used]
    shared = (near * amount) @ near.T.astype(np.float64)
    _group, items = np.nonzero(near)
    starts = np.concatenate([[0], np.cumsum(near.sum(axis=1))])
    found: dict[Cut, float] = {}
    for members, cost in _seeds(starts, items, amount, weight[groups], shared):
        if time.perf_counter() > until:
            break
        found |= _growing(starts, items, amount, weight[groups], shared, members, cost)
    times, kept = np.zeros(len(groups), dtype=np.int64), []
    for cut, _cost in sorted(found.items(), key=lambda each: each[1]):
        if times[list(cut)].max() < PER_GROUP:
            times[list(cut)] += 1
            kept.append(tuple(int(groups[member]) for member in cut))
    return kept


def _seeds(starts: Ints, items: Ints, amount: Floats, weight: Floats, shared: Floats) -> list[tuple[Ints, float]]:
    """Sets of three broken or nearly, the worst first."""
    members, costs = np.empty((PER_FIRST * len(weight), 3), dtype=np.int64), np.empty(PER_FIRST * len(weight))
    count = threes(starts, items, amount, weight, shared, members, costs)
    order = np.argsort(costs[:count], kind="stable")[:MOST_SEEDS]
    return [(members[place], float(costs[place])) for place in order]


def _growing(
    starts: Ints, items: Ints, amount: Floats, weight: Floats, shared: Floats, members: Ints, cost: float
) -> dict[Cut, float]:
    out, lengths = np.empty((LONGEST, LONGEST), dtype=np.int64), np.empty(LONGEST, dtype=np.int64)
    costs = np.empty(LONGEST)
    count = grown(starts, items, amount, weight, shared, members, cost, out, lengths, costs, 0)
    return {tuple(out[row, : lengths[row]].tolist()): float(costs[row]) for row in range(count)}
