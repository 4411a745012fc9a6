"""Small countries, and what is best in them by trying everything."""

from itertools import combinations

import numpy as np

from wasl.watch.siting import Choice, Objective, Places, Question
from wasl.watch.siting.geometry import great_circle_km


def country(seed: int, size: int, span: float = 1.0) -> Places:
    """Places in a square of `span` degrees, with whole numbers of people, some of them none."""
    draw = np.random.default_rng(seed)
    people = np.round(draw.lognormal(3, 1.5, size)) * (draw.random(size) > 0.1)
    people[0] = max(people[0], 1.0)
    return Places(
        ids=[f"p{place}" for place in range(size)],
        latitude=33 + span * draw.random(size),
        longitude=-6 + span * draw.random(size),
        demand=people,
        penalty_km=np.round(draw.random(size) * 4, 1),
        cost=np.round(1 + draw.random(size) * 3, 1),
    )


def kilometres(places: Places, question: Question) -> tuple[np.ndarray, np.ndarray]:
    """From each place to each place; and to the nearest existing site."""
    to_places = great_circle_km(places.latitude, places.longitude, places.latitude, places.longitude)
    existing = great_circle_km(
        places.latitude, places.longitude, question.existing_latitude, question.existing_longitude
    )
    penalty = places.penalties[:, None]
    to_existing = (existing * question.detour + penalty).min(axis=1, initial=np.inf)
    return to_places * question.detour + penalty, to_existing


def allowed(places: Places, question: Question, sites: tuple[int, ...]) -> bool:
    if set(sites) & question.refused:
        return False
    if question.budget is not None and places.costs[list(sites)].sum() > question.budget + 1e-9:
        return False
    for grouping in question.groupings:
        needed = {label for label in grouping.labels if label} - grouping.served
        if needed - {grouping.labels[site] for site in sites}:
            return False
    return all(sum(share.values[site] - share.least for site in sites) >= -1e-9 for share in question.shares)


def worth(places: Places, question: Question, sites: tuple[int, ...], km: np.ndarray, existing: np.ndarray) -> float:
    away = np.minimum(existing, km[:, list(sites)].min(axis=1, initial=np.inf))
    if question.objective is Objective.COVER:
        return float(places.demand[away <= question.radius_km].sum())
    served = places.demand > 0
    return float((away[served] * places.demand[served]).sum() / places.demand.sum())


def best_of_all(places: Places, question: Question) -> float | None:
    """None when no choice satisfies the rules."""
    km, existing = kilometres(places, question)
    sizes = range(len(places) + 1) if question.centres is None else [question.centres]
    found = [
        worth(places, question, sites, km, existing)
        for size in sizes
        for sites in combinations(range(len(places)), size)
        if allowed(places, question, sites)
    ]
    if not found:
        return None
    return max(found) if question.objective is Objective.COVER else min(found)


def is_right(places: Places, question: Question, choice: Choice) -> bool:
    """It keeps the rules, is worth what it says, and is the best there is."""
    km, existing = kilometres(places, question)
    best = best_of_all(places, question)
    return (
        allowed(places, question, choice.sites)
        and abs(worth(places, question, choice.sites, km, existing) - choice.value) < 1e-6
        and choice.is_proven
        and best is not None
        and abs(best - choice.value) < 1e-6
    )
