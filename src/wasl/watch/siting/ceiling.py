"""A lower ceiling over the people any choice reaches: the model without whole numbers, and what whole numbers forbid.

Three groups of people, any two of which one site can reach but not all three, need two sites: half a site in each of
three places does not do. Such sets of 3, 5, 7 … groups (zero-half cuts: Caprara and Fischetti 1996) are looked for
where the relaxed answer breaks them most, and each one written down brings the ceiling nearer to the truth.
"""

import time

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints
from wasl.watch.siting.solver import Model, Relaxation

type Cut = tuple[int, ...]

MOST_CELLS = 20_000_000
#: A set is broken when its weight is under 1; sets a little above may be made so by adding two more groups.
BROKEN, NEARLY, STEP = 0.95, 1.6, 0.25
MOST_SEEDS, PER_GROUP, LONGEST = 1_200, 4, 9
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
    total = reach @ sites
    weight = total - rows + 1 - rows
    groups, used = np.flatnonzero(weight < 0.8), np.flatnonzero(sites > 1e-7)
    near = reach[np.ix_(groups, used)].astype(np.float32)
    amount = sites[used].astype(np.float32)
    shared = (near * amount) @ near.T
    weights, totals = weight[groups].astype(np.float32), total[groups].astype(np.float32)
    seeds = _threes(near, amount, shared, weights, totals)
    found: dict[Cut, float] = {}
    for cost, members in seeds[:MOST_SEEDS]:
        if time.perf_counter() > until:
            break
        _grown(near, amount, shared, weights, list(members), cost, found)
    times, kept = np.zeros(len(groups), dtype=np.int64), []
    for cut, _cost in sorted(found.items(), key=lambda each: each[1]):
        if times[list(cut)].max() < PER_GROUP:
            times[list(cut)] += 1
            kept.append(tuple(int(groups[member]) for member in cut))
    return kept


def _threes(
    near: Floats, amount: Floats, shared: Floats, weights: Floats, totals: Floats
) -> list[tuple[float, tuple[int, int, int]]]:
    """Sets of three broken or nearly, the worst first."""
    found = []
    for one in range(len(near)):
        others = np.flatnonzero(shared[one] > 0.05)
        others = others[others > one]
        if len(others) < 2:
            continue
        inside = near[one] > 0
        part = near[np.ix_(others, np.flatnonzero(inside))]
        all_three = (part * amount[inside]) @ part.T
        both = shared[one, others]
        cost = totals[one] + totals[others][:, None] + totals[others][None, :] + 4 * all_three
        cost -= 2 * (both[:, None] + both[None, :] + shared[np.ix_(others, others)])
        cost += weights[one] + weights[others][:, None] + weights[others][None, :]
        cost[np.tril_indices(len(others))] = np.inf
        best = np.argpartition(cost, min(7, cost.size - 1), axis=None)[:8]
        for place in best[cost.ravel()[best] < NEARLY]:
            two, three = divmod(int(place), len(others))
            found.append((float(cost[two, three]), (one, int(others[two]), int(others[three]))))
    return sorted(found)


def _grown(
    near: Floats, amount: Floats, shared: Floats, weights: Floats, members: list[int], cost: float,
    found: dict[Cut, float],
) -> None:  # fmt: skip
    """The set, and what it becomes with the two groups more that suit it best, again and again."""
    if cost < BROKEN:
        found[tuple(sorted(members))] = cost
    around = np.flatnonzero(shared[members].max(axis=0) > 0.02)
    part = near[around]
    columns = np.flatnonzero(part.any(axis=0))
    part, here = part[:, columns], amount[columns]
    while len(members) < LONGEST:
        odd = near[members][:, columns].sum(axis=0) % 2
        turned = part * (here * (1 - 2 * odd))
        alone = weights[around] + turned.sum(axis=1)
        alone[np.isin(around, members)] = np.inf
        pairs = alone[:, None] + alone[None, :] - 2 * (turned @ part.T)
        np.fill_diagonal(pairs, np.inf)
        one, two = divmod(int(pairs.argmin()), len(around))
        if not pairs[one, two] < STEP:
            return
        cost += float(pairs[one, two])
        members = [*members, int(around[one]), int(around[two])]
        if cost < BROKEN:
            found[tuple(sorted(members))] = cost
