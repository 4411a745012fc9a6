"""The door: a question about places in, a choice of sites out, proven best or with its bound."""

import time

import numpy as np

from wasl.watch.siting import capacity, median
from wasl.watch.siting.covering import most_reached
from wasl.watch.siting.geometry import TOLERANCE_KM, Floats, Ints, blocks
from wasl.watch.siting.near import near_of
from wasl.watch.siting.pieces import flat
from wasl.watch.siting.question import Choice, Objective, Places, Question
from wasl.watch.siting.reach import journeys, nearest_existing_km, reduced, within_reach
from wasl.watch.siting.rules import HAIR, Rules, rules_of

#: How often the lists of nearest candidates are made longer when a choice leaves somebody beyond them.
LONGER = 4
#: Value and bound this near (as a share) are one: sums of many numbers differ by more than nothing.
PROVEN = 1e-8


def choose(places: Places, question: Question, *, known: tuple[int, ...] = ()) -> Choice:
    """`known`: sites of an answer to a like question, to begin with. Raises NoAnswer when nothing satisfies the rules.

    Kilometres are great circles × the question's detour, plus the penalty of the place a journey starts from.
    """
    began = time.perf_counter()
    receives = places.receivers.copy()
    receives[list(question.refused)] = False
    candidates = np.flatnonzero(receives)
    rules = rules_of(places, question, candidates)
    existing_km = nearest_existing_km(places, question)
    start = np.flatnonzero(np.isin(candidates, known))
    if question.objective is Objective.MEDIAN:
        sites, bound = _median(places, question, candidates, rules, existing_km, start, began)
    elif question.capacity is not None:
        sites, served, bound = capacity.served(places, question, candidates, rules, began)
        return _choice(places, question, sites, existing_km, bound, time.perf_counter() - began, served)
    else:
        sites, bound = _cover(places, question, candidates, rules, existing_km, start, began)
    return _choice(places, question, sites, existing_km, bound, time.perf_counter() - began)


def _median(
    places: Places, question: Question, candidates: Ints, rules: Rules, existing_km: Floats, start: Ints, began: float
) -> tuple[Ints, float]:
    """Sites and a floor under the mean distance."""
    total, bound, sites = max(float(places.demand.sum()), HAIR), 0.0, start
    expected = rules.count or max(1, int(rules.budget / max(float(rules.cost.mean()), HAIR)))
    for longer in range(LONGER):
        near = near_of(places, question, candidates, existing_km, max(1, expected >> longer))
        left = question.seconds - (time.perf_counter() - began)
        sites, walk, floor = median.shortest(near, rules, seconds=max(left, 0.1), known=sites)
        bound = max(bound, floor / total)
        true = float((nearest_km(places, question, candidates[sites], existing_km)[0] * places.demand).sum())
        if true <= walk * (1 + HAIR) or near.km.shape[1] == len(candidates) or left <= 0.1:
            break
    return candidates[sites], bound


def _cover(
    places: Places, question: Question, candidates: Ints, rules: Rules, existing_km: Floats, start: Ints, began: float
) -> tuple[Ints, float]:
    """Sites and a ceiling over the people reached."""
    reach = within_reach(places, question, candidates)
    already = existing_km <= question.radius_km
    core = reduced(reach, np.where(already, 0.0, places.demand), rules)
    left = question.seconds - (time.perf_counter() - began)
    kept = candidates[core.kept]
    points = flat(places.latitude[kept], places.longitude[kept])
    sites, bound = most_reached(core, points, seconds=left, known=start)
    return candidates[sites], bound + float(places.demand[already].sum())


def nearest_km(places: Places, question: Question, sites: Ints, existing_km: Floats) -> tuple[Floats, Ints]:
    """From each place, kilometres to its nearest site, and which of the new ones it is (-1: existing, or none)."""
    found, by = existing_km.copy(), np.full(len(places), -1, dtype=np.int64)
    if len(sites):
        for rows in blocks(len(places), len(sites)):
            away = journeys(places, question, rows, places.latitude[sites], places.longitude[sites])
            nearest = away.argmin(axis=1)
            km = away[np.arange(len(nearest)), nearest]
            is_new = km < found[rows]
            by[rows] = np.where(is_new, nearest, -1)
            found[rows] = np.minimum(found[rows], km)
    return found, by


def _value(places: Places, question: Question, away: Floats) -> float:
    if question.objective is Objective.COVER:
        return float(places.demand[away <= question.radius_km + TOLERANCE_KM].sum())
    served = places.demand > 0
    total = places.demand[served].sum()
    return float((away[served] * places.demand[served]).sum() / total) if total else 0.0


def _choice(
    places: Places,
    question: Question,
    sites: Ints,
    existing_km: Floats,
    bound: float,
    seconds: float,
    served: float | None = None,
) -> Choice:
    """Sites in the order of the people who have them nearest."""
    away, by = nearest_km(places, question, sites, existing_km)
    people = np.bincount(by[by >= 0], weights=places.demand[by >= 0], minlength=len(sites))
    sites = sites[np.lexsort((sites, -people))]
    away, by = nearest_km(places, question, sites, existing_km)
    value = _value(places, question, away) if served is None else served
    bound = max(bound, value) if question.objective is Objective.COVER else min(bound, value)
    proven = abs(bound - value) <= PROVEN * max(1.0, abs(value))
    return Choice(tuple(sites.tolist()), value, value if proven else bound, proven, away, by, existing_km, seconds)
