"""Shortest journeys (p-median): a floor and a good choice first, then what they leave open, proven by HiGHS."""

import time

import numpy as np

from wasl.watch.siting.exchange import Pairs, exchanged, pairs_of, taken_one_by_one, walked
from wasl.watch.siting.feasible import any_choice
from wasl.watch.siting.geometry import Ints
from wasl.watch.siting.ladder import columns_of, ladder, rungs_of
from wasl.watch.siting.near import Near
from wasl.watch.siting.prices import Floor, floor_under, settled
from wasl.watch.siting.rules import HAIR, Rules
from wasl.watch.siting.solver import NoAnswer, solve

#: How far from the floor to the choice at hand the best one is supposed to be, one after the other.
GUESSES = (0.03, 0.1, 0.3, 1.0)


def shortest(near: Near, rules: Rules, *, seconds: float, known: Ints | None = None) -> tuple[Ints, float, float]:
    """The sites chosen, their sum of journeys and a floor under every other choice's, in person-kilometres."""
    began = time.perf_counter()
    pairs = pairs_of(near)
    chosen = _good(near, rules, pairs, known)
    value = walked(near, chosen)
    floor = floor_under(near, rules, pairs, value)
    chosen = _better(near, rules, pairs, chosen, floor)
    value = walked(near, chosen)
    if floor.value >= value - HAIR * value:
        return chosen, value, value
    left = seconds - (time.perf_counter() - began)
    return _proven(near, rules, floor, chosen, value, left)


def _good(near: Near, rules: Rules, pairs: Pairs, known: Ints | None) -> Ints:
    chosen = taken_one_by_one(near, rules, pairs, known)
    if not rules.holds(chosen):
        saved = np.maximum(near.beyond[pairs.place] - pairs.km, 0) * near.weight[pairs.place]
        chosen = any_choice(rules, np.bincount(pairs.candidate, weights=saved, minlength=near.size))
    return exchanged(near, rules, pairs, chosen)


def _better(near: Near, rules: Rules, pairs: Pairs, chosen: Ints, floor: Floor) -> Ints:
    """The sites that were worth most at the last prices, exchanged from there."""
    other = exchanged(near, rules, pairs, any_choice(rules, np.where(floor.is_open, floor.regret, -floor.regret)))
    return min(chosen, other, key=lambda each: walked(near, each))


def _proven(
    near: Near, rules: Rules, floor: Floor, chosen: Ints, value: float, seconds: float
) -> tuple[Ints, float, float]:
    """Supposes that the best choice is little above the floor, which settles most candidates, and looks among the few
    left; what is found below the supposed height is best, and when there is nothing the floor rises to it."""
    until, bound = time.perf_counter() + seconds, floor.value
    for guess in GUESSES:
        height = floor.value + guess * (value - floor.value)
        left = until - time.perf_counter()
        found = _below(near, rules, floor, height, chosen, left) if left > 0 and height > bound else None
        if found is None:
            continue
        sites, under = found
        if sites is not None and (walk := walked(near, sites)) < value:
            chosen, value = sites, walk
        bound = max(bound, min(under, height))
        if bound >= value * (1 - HAIR):
            return chosen, value, value
    return chosen, value, min(bound, value)


def _below(
    near: Near, rules: Rules, floor: Floor, height: float, chosen: Ints, seconds: float
) -> tuple[Ints | None, float] | None:
    """The best sites among choices lower than the height, and a floor under those; None when time ran out."""
    never, sure = settled(floor, height)
    kept, left = np.flatnonzero(~never), rules.only(~never)
    if not left.has_groups_of(rules):
        return None, np.inf
    rungs = rungs_of(near, floor, height, ~never, sure)
    try:
        model = ladder(rungs, left, sure[kept])
        start = None
        if not never[chosen].any() and not (sure[chosen].sum() < sure.sum()):
            start = columns_of(rungs, model, np.searchsorted(kept, np.sort(chosen)), len(kept))
        found = solve(model, seconds=seconds, start=start, absolute_gap=HAIR * height)
    except NoAnswer:
        return None, np.inf
    except TimeoutError:
        return None
    return kept[found.x[: len(kept)] > 0.5], found.bound + rungs.fixed
