"""Short journeys: sites taken one by one, then exchanged while that shortens the sum of journeys."""

from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.geometry import Floats, Ints
from wasl.watch.siting.near import Near, fitting
from wasl.watch.siting.rules import HAIR, Rules
from wasl.watch.siting.search import Allowed, swaps_allowed

MOST_SWAPS = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Place, candidate and kilometres of every pair worth looking at."""

    place: Ints
    candidate: Ints
    km: Floats


def pairs_of(near: Near) -> Pairs:
    place, rank = np.nonzero(fitting(near))
    return Pairs(place, near.candidates[place, rank], near.km[place, rank])


def taken_one_by_one(near: Near, rules: Rules, pairs: Pairs, kept: Ints | None = None) -> Ints:
    state, walked = Allowed(rules), near.beyond.copy()

    def open_at(candidate: int) -> None:
        state.take(candidate)
        here = pairs.candidate == candidate
        walked[pairs.place[here]] = np.minimum(walked[pairs.place[here]], pairs.km[here])

    for candidate in kept if kept is not None else ():
        if state.now()[candidate]:
            open_at(int(candidate))
    while (allowed := state.now()).any():
        saved = np.maximum(walked[pairs.place] - pairs.km, 0) * near.weight[pairs.place]
        gain = np.bincount(pairs.candidate, weights=saved, minlength=near.size)
        if rules.count is None:
            gain = gain / np.maximum(rules.cost, HAIR)
        open_at(int(np.where(allowed, gain, -1.0).argmax()))
    return np.array(state.chosen, dtype=np.int64)


def two_nearest(near: Near, chosen: Ints) -> tuple[Floats, Ints, Floats]:
    """Of each place: the nearest site's distance and number among the chosen (-1: what was there), the next one's."""
    slot = np.full(near.size, -1, dtype=np.int64)
    slot[chosen] = np.arange(len(chosen))
    slots = slot[near.candidates]
    is_open = (slots >= 0) & (near.km < near.beyond[:, None])
    rows = np.arange(len(near.beyond))
    one = is_open.argmax(axis=1)
    has_one = is_open[rows, one]
    is_open[rows, one] = False
    two = is_open.argmax(axis=1)
    first = np.where(has_one, near.km[rows, one], near.beyond)
    second = np.where(is_open[rows, two], near.km[rows, two], near.beyond)
    return first, np.where(has_one, slots[rows, one], -1), second


def exchanged(near: Near, rules: Rules, pairs: Pairs, chosen: Ints, most: int = MOST_SWAPS) -> Ints:
    chosen = chosen.copy()
    for _ in range(most if len(chosen) else 0):
        saved = _savings(near, pairs, chosen)
        saved[~swaps_allowed(rules, chosen)] = -np.inf
        coming, going = divmod(int(saved.argmax()), len(chosen))
        if not saved[coming, going] > 1e-6 * max(1.0, float(near.weight.sum())) * 1e-3:
            break
        chosen[going] = coming
    return chosen


def _savings(near: Near, pairs: Pairs, chosen: Ints) -> Floats:
    """Person-kilometres less (candidates × chosen) were the one taken instead of the other."""
    first, served_by, second = two_nearest(near, chosen)
    weight, size = near.weight, len(chosen)
    useful = pairs.km < second[pairs.place]
    place, candidate, km = pairs.place[useful], pairs.candidate[useful], pairs.km[useful]
    new = np.bincount(candidate, weights=np.maximum(first[place] - km, 0) * weight[place], minlength=near.size)
    mine = served_by >= 0
    lost = np.bincount(served_by[mine], weights=((second - first) * weight)[mine], minlength=size)
    has = served_by[place] >= 0
    place, candidate, km = place[has], candidate[has], km[has]
    back = np.bincount(
        candidate * size + served_by[place],
        weights=(second[place] - np.maximum(first[place], km)) * weight[place],
        minlength=near.size * size,
    ).reshape(near.size, size)
    saved = new[:, None].astype(np.float64) + back - lost[None, :]
    saved[chosen] = -np.inf
    return saved


def walked(near: Near, chosen: Ints) -> float:
    """Person-kilometres, counting `beyond` for whom no kept candidate has a site."""
    return float((two_nearest(near, chosen)[0] * near.weight).sum())
