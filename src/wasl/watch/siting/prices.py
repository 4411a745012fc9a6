"""A floor under every sum of journeys (Lagrangean relaxation), and what it rules out or makes certain.

Each place gets a price for being served; at given prices every candidate shows what it would earn, and the best choice
at those prices is at most the true one. Raising the floor step by step (subgradient) brings it near the truth; a
candidate that would push the floor over a choice known already cannot be part of a better one.
"""

from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.exchange import Pairs
from wasl.watch.siting.geometry import Bools, Floats, Ints
from wasl.watch.siting.near import Near
from wasl.watch.siting.rules import Rules

STEPS, PATIENCE = 500, 5
#: Power of the people of a place in its step; how much of the last direction is kept.
SCALE, DRIFT = 0.7, 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """`value` in person-kilometres; `regret`: how much the floor rises if the candidate changes sides."""

    value: float
    price: Floats
    is_open: Bools
    regret: Floats


def _side_rows(rules: Rules) -> tuple[Floats, Floats]:
    """Rows a·y ≥ b: groups, shares, and the budget the other way round."""
    rows = [np.isin(np.arange(rules.size), members).astype(np.float64) for members in rules.groups()]
    least = [1.0] * len(rows) + [0.0] * len(rules.excess)
    rows += [np.asarray(each, dtype=np.float64) for each in rules.excess]
    if rules.count is None:
        rows.append(np.negative(rules.cost, dtype=np.float64))
        least.append(-rules.budget)
    return np.array(rows).reshape(len(rows), rules.size), np.array(least)


def floor_under(near: Near, rules: Rules, pairs: Pairs, known: float, steps: int = STEPS) -> Floor:
    """`known` is the sum of journeys of a choice at hand.

    Steps are scaled by the people of each place: unscaled, a large town's price takes ten times as long to settle.
    """
    side, least = _side_rows(rules)
    scale = np.maximum(near.weight, 1.0) ** SCALE
    side_scale = np.full(len(side), float(scale.mean()))
    third = near.km[:, min(2, near.km.shape[1] - 1)]
    price, extra = np.minimum(third, near.beyond) * near.weight, np.zeros(len(side))
    best, pace, waited = None, 1.0, 0
    drift, side_drift = np.zeros(len(price)), np.zeros(len(side))
    for _ in range(steps):
        floor, slope, side_slope = _at(near, rules, pairs, side, least, price, extra)
        if best is None or floor.value > best.value + 1e-6 * abs(floor.value):
            best, waited = floor, 0
        else:
            waited += 1
        if waited >= PATIENCE:
            pace, waited = pace / 1.5, 0
        drift, side_drift = slope + DRIFT * drift, side_slope + DRIFT * side_drift
        length = float((scale * drift**2).sum() + (side_scale * side_drift**2).sum())
        if length <= 1e-12 or pace < 1e-3 or best.value >= known:
            break
        stride = pace * max(known - floor.value, 1e-6 * known) / length
        price = np.clip(price + stride * scale * drift, 0, near.beyond * near.weight)
        extra = np.maximum(extra + stride * side_scale * side_drift, 0)
    assert best is not None
    return best


def _at(
    near: Near, rules: Rules, pairs: Pairs, side: Floats, least: Floats, price: Floats, extra: Floats
) -> tuple[Floor, Floats, Floats]:
    earned = pairs.km * near.weight[pairs.place] - price[pairs.place]
    takes = earned < 0
    net = np.bincount(pairs.candidate[takes], weights=earned[takes], minlength=near.size) - extra @ side
    is_open, regret = _cheapest(net, rules.count)
    value = float(price.sum() + extra @ least + net[is_open].sum())
    served = takes & is_open[pairs.candidate]
    slope = 1.0 - np.bincount(pairs.place[served], minlength=len(price))
    slope[near.weight <= 0] = 0
    return Floor(value, price, is_open, regret), slope.astype(np.float64), least - side @ is_open


def _cheapest(net: Floats, count: int | None) -> tuple[Bools, Floats]:
    is_open = np.zeros(len(net), dtype=bool)
    if count is None:
        is_open[net < 0] = True
        return is_open, np.abs(net)
    if count >= len(net):
        is_open[:] = True
        return is_open, np.full(len(net), np.inf)
    order = np.argsort(net, kind="stable")
    is_open[order[:count]] = True
    last, following = net[order[count - 1]] if count else 0.0, net[order[count]]
    return is_open, np.where(is_open, following - net, net - last)


def settled(floor: Floor, known: float) -> tuple[Bools, Bools]:
    """Candidates no better choice can hold, and those every better choice holds."""
    decided = floor.value + floor.regret > known + 1e-6 * abs(known) * 1e-3
    return decided & ~floor.is_open, decided & floor.is_open


def columns_kept(near: Near, floor: Floor, known: float) -> Ints:
    """How many of its nearest candidates a place needs: it cannot be served from further in a better choice."""
    spare = known - floor.value
    most = (floor.price + spare) / np.maximum(near.weight, 1e-9)
    return (near.km <= most[:, None] + 1e-9).sum(axis=1)
