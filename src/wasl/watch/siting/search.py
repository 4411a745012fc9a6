"""A good choice at once: take what adds most, then exchange one site for another while that helps."""

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints
from wasl.watch.siting.reach import Core
from wasl.watch.siting.rules import HAIR, Rules

MOST_SWAPS = 5_000


class Allowed:
    """Keeps the rules in sight while sites are taken one by one."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.chosen: list[int] = []
        self.free = np.ones(rules.size, dtype=bool)
        self.served = [set[int]() for _ in rules.labels]
        self.wanted = [set(labels[labels >= 0].tolist()) for labels in rules.labels]

    def take(self, candidate: int) -> None:
        self.chosen.append(candidate)
        self.free[candidate] = False
        for served, labels in zip(self.served, self.rules.labels, strict=True):
            served.add(int(labels[candidate]))

    def now(self) -> Bools:
        """Whom one may take next without running out of sites, money or share."""
        rules, allowed = self.rules, self.free.copy()
        waiting = [wanted - served for wanted, served in zip(self.wanted, self.served, strict=True)]
        helps = np.zeros(rules.size, dtype=bool)
        for labels, unserved in zip(rules.labels, waiting, strict=True):
            helps |= np.isin(labels, list(unserved))
        left = rules.size if rules.count is None else rules.count - len(self.chosen)
        needed = sum(map(len, waiting))
        if needed and (left <= needed or rules.count is None):
            allowed &= helps
        if left <= 0:
            allowed[:] = False
        allowed &= rules.cost <= rules.budget - rules.cost[self.chosen].sum() + HAIR
        later = (left if rules.count is not None else 1) - 1
        for excess in rules.excess:
            allowed &= excess[self.chosen].sum() + excess + later * excess.max(initial=0.0) >= -HAIR
        return allowed


def greedy(core: Core, kept: Ints | None = None) -> Ints:
    """Sites that add most people (for their price), one by one, beginning with those `kept`."""
    state, rules = Allowed(core.rules), core.rules
    uncovered = np.ones(core.reach.width, dtype=bool)
    for candidate in kept if kept is not None else ():
        if state.now()[candidate]:
            state.take(int(candidate))
            uncovered[core.reach.of(int(candidate))] = False
    while (allowed := state.now()).any():
        gain = core.reach.sums(np.where(uncovered, core.weight, 0.0)) + core.alone
        if rules.count is None:
            gain = gain / np.maximum(rules.cost, HAIR)
        best = int(np.where(allowed, gain, -1.0).argmax())
        state.take(best)
        uncovered[core.reach.of(best)] = False
    return np.array(state.chosen, dtype=np.int64)


def worth(core: Core, chosen: Ints) -> float:
    """People reached by these candidates."""
    reached = np.zeros(core.reach.width, dtype=bool)
    for candidate in chosen:
        reached[core.reach.of(int(candidate))] = True
    return float(core.weight[reached].sum() + core.alone[chosen].sum())


def swapped(core: Core, chosen: Ints, most: int = MOST_SWAPS) -> Ints:
    """Exchanges the pair that helps most, again and again, until none does."""
    chosen, owners = chosen.copy(), core.reach.owners
    for _ in range(most if len(chosen) else 0):
        gain = _swap_gains(core, chosen, owners)
        gain[~swaps_allowed(core.rules, chosen)] = -np.inf
        best = int(gain.argmax())
        coming, going = divmod(best, len(chosen))
        if not gain[coming, going] > 1e-6:
            break
        chosen[going] = coming
    return chosen


def _swap_gains(core: Core, chosen: Ints, owners: Ints) -> Floats:
    """People more (candidates × chosen) were the one taken instead of the other."""
    reach, size = core.reach, len(chosen)
    times = np.zeros(reach.width, dtype=np.int64)
    sole = np.full(reach.width, -1, dtype=np.int64)
    for place, candidate in enumerate(chosen):
        rows = reach.of(int(candidate))
        times[rows] += 1
        sole[rows] = place
    sole[times != 1] = -1
    new = reach.sums(np.where(times == 0, core.weight, 0.0)) + core.alone
    lost = np.bincount(sole[sole >= 0], weights=core.weight[sole >= 0], minlength=size) + core.alone[chosen]
    hit = sole[reach.items] >= 0
    pairs = owners[hit] * size + sole[reach.items[hit]]
    back = np.bincount(pairs, weights=core.weight[reach.items[hit]], minlength=reach.height * size)
    # Of nothing at all, bincount makes whole numbers.
    gains = back.reshape(reach.height, size).astype(np.float64) + new[:, None] - lost[None, :]
    gains[chosen] = -np.inf
    return gains


def swaps_allowed(rules: Rules, chosen: Ints) -> Bools:
    fits = np.ones((rules.size, len(chosen)), dtype=bool)
    for labels in rules.labels:
        mine = labels[chosen]
        counts = np.bincount(mine[mine >= 0], minlength=labels.max(initial=0) + 1)
        is_last = (mine >= 0) & (counts[np.maximum(mine, 0)] == 1)
        fits &= ~is_last[None, :] | (labels[:, None] == mine[None, :])
    for excess in rules.excess:
        fits &= excess[chosen].sum() + excess[:, None] - excess[chosen][None, :] >= -HAIR
    if np.isfinite(rules.budget):
        fits &= rules.cost[chosen].sum() + rules.cost[:, None] - rules.cost[chosen][None, :] <= rules.budget + HAIR
    return fits
