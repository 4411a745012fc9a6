"""A better choice by exchanging sites at random, at first for worse too and then ever less: simulated annealing.

Source: Kirkpatrick, Gelatt and Vecchi 1983. Exchanges keep every rule that holds, so it begins from a choice that does.
"""

import time

import numpy as np

from wasl.watch.compiled import compiled
from wasl.watch.siting.geometry import Floats, Ints
from wasl.watch.siting.reach import Core
from wasl.watch.siting.rules import HAIR

#: Exchanges tried at one warmth, and how many warmths there are from first to last.
TRIES, WARMTHS = 100_000, 120
#: Warmth as a share of what a site reaches on average, first and last.
HOT, COLD = 0.06, 0.0006
#: Neighbours from among which most sites that come are drawn, and how often from among all.
NEIGHBOURS, FAR = 40, 0.2


def cooled(core: Core, chosen: Ints, points: Floats, *, seconds: float, seed: int = 0) -> Ints:
    """A choice reaching at least as many. `points` (candidates × 2) say who neighbours whom."""
    rules, size = core.rules, core.rules.size
    if not 0 < len(chosen) < size:
        return chosen
    until, rng = time.perf_counter() + seconds, np.random.default_rng(seed)
    away = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    near = np.argsort(away, axis=1, kind="stable")[:, 1 : NEIGHBOURS + 1]
    labels = np.array(rules.labels, dtype=np.int64).reshape(len(rules.labels), size)
    here, best = chosen.astype(np.int64).copy(), chosen.astype(np.int64).copy()
    times = np.bincount(np.concatenate([core.reach.of(int(one)) for one in here]), minlength=core.reach.width)
    members = np.zeros((len(labels), labels.max(initial=0) + 1), dtype=np.int64)
    for row, of in zip(members, labels, strict=True):
        np.add.at(row, of[here][of[here] >= 0], 1)
    excess = np.array(rules.excess, dtype=np.float64).reshape(-1, size)
    left = np.append(excess[:, here].sum(axis=1), min(rules.budget, 1e18) - rules.cost[here].sum())
    change = np.concatenate([excess, -rules.cost[None]])
    mean = (core.weight[times > 0].sum() + core.alone[here].sum()) / len(here)
    gained, most = 0.0, 0.0
    for warmth in mean * np.geomspace(HOT, COLD, WARMTHS):
        if time.perf_counter() > until:
            break
        gained, most = _exchange(
            core.reach.starts, core.reach.items, core.weight, core.alone, near, labels, members, change, left, times,
            here, best, gained, most, float(warmth), TRIES, int(rng.integers(2**31)),
        )  # fmt: skip
    return best


@compiled
def _exchange(
    starts, items, weight, alone, near, labels, members, change, left, times, here, best, gained, most, warmth, tries,
    seed,
):  # fmt: skip
    """Tries so many exchanges; `gained` is what `here` reaches over the first choice, `most` what `best` does."""
    np.random.seed(seed)
    size = alone.shape[0]
    is_in = np.zeros(size, dtype=np.bool_)
    is_in[here] = True
    for _ in range(tries):
        place = np.random.randint(here.shape[0])
        going = here[place]
        if np.random.random() < FAR:
            coming = np.random.randint(size)
        else:
            coming = near[going, np.random.randint(near.shape[1])]
        if is_in[coming] or not _is_allowed(going, coming, labels, members, change, left):
            continue
        gain = _swap(starts, items, weight, times, going, coming) + alone[coming] - alone[going]
        if gain >= 0.0 or np.random.random() < np.exp(gain / warmth):
            _note(going, coming, labels, members, change, left)
            is_in[going], is_in[coming], here[place] = False, True, coming
            gained += gain
            if gained > most + 0.5:
                most = gained
                best[:] = here
        else:
            _swap(starts, items, weight, times, coming, going)
    return gained, most


@compiled
def _swap(starts, items, weight, times, going, coming):
    """Counts for each row how many sites reach it after the exchange; returns the people that adds."""
    gain = 0.0
    for k in range(starts[going], starts[going + 1]):
        times[items[k]] -= 1
        if times[items[k]] == 0:
            gain -= weight[items[k]]
    for k in range(starts[coming], starts[coming + 1]):
        if times[items[k]] == 0:
            gain += weight[items[k]]
        times[items[k]] += 1
    return gain


@compiled
def _is_allowed(going, coming, labels, members, change, left):
    for row in range(labels.shape[0]):
        label = labels[row, going]
        if label >= 0 and label != labels[row, coming] and members[row, label] == 1:
            return False
    return np.all(left + change[:, coming] - change[:, going] >= -HAIR)


@compiled
def _note(going, coming, labels, members, change, left):
    for row in range(labels.shape[0]):
        if labels[row, going] >= 0:
            members[row, labels[row, going]] -= 1
        if labels[row, coming] >= 0:
            members[row, labels[row, coming]] += 1
    for row in range(change.shape[0]):
        left[row] += change[row, coming] - change[row, going]
