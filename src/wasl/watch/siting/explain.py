"""Why each site, who is left, and how much the choice hangs on the detour that was supposed."""

from dataclasses import dataclass, replace

import numpy as np

from wasl.watch.siting.choose import nearest_km
from wasl.watch.siting.geometry import TOLERANCE_KM, Bools, Floats, Ints
from wasl.watch.siting.question import Choice, Places, Question
from wasl.watch.siting.reach import journeys, nearest_existing_km

#: How much longer or shorter roads might be than supposed.
SPAN = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """Arrays in the order of the choice's sites, in people and kilometres.

    `nearest`: who have this site nearest. `newly`: those of them within the radius that no existing site reaches: they
    add up to what the choice adds. `only_here`: within the radius of no other site, new or existing.
    `mean_km` and `farthest_km`: of those who have it nearest.
    `uncovered`: true for places nobody reaches within the radius. `worst_tenth_km`: the least that the worst-served
    tenth of the people travels, and `worst_tenth_mean_km` what it travels on average.
    """

    nearest: Floats
    newly: Floats
    only_here: Floats
    mean_km: Floats
    farthest_km: Floats
    uncovered: Bools
    worst_tenth_km: float
    worst_tenth_mean_km: float
    mean_km_before: float
    mean_km_after: float


def explain(places: Places, question: Question, choice: Choice) -> Reasons:
    size, by, away = len(choice.sites), choice.nearest, choice.distance_km
    radius = question.radius_km + TOLERANCE_KM
    has = by >= 0

    def of_sites(weights: Floats, which: Bools) -> Floats:
        return np.bincount(by[which], weights=weights[which], minlength=size).astype(np.float64)

    nearest = of_sites(places.demand, has)
    farthest = np.zeros(size)
    peopled = has & (places.demand > 0)
    np.maximum.at(farthest, by[peopled], away[peopled])
    tenth, tenth_mean = worst_tenth(away, places.demand)
    return Reasons(
        nearest=nearest,
        newly=of_sites(places.demand, has & (away <= radius) & (choice.existing_km > radius)),
        only_here=_only_here(places, question, choice, radius),
        mean_km=of_sites(np.where(has, away, 0) * places.demand, has) / np.maximum(nearest, 1e-9),
        farthest_km=farthest,
        uncovered=(away > radius) & (places.demand > 0),
        worst_tenth_km=tenth,
        worst_tenth_mean_km=tenth_mean,
        mean_km_before=mean_km(choice.existing_km, places.demand),
        mean_km_after=mean_km(away, places.demand),
    )


def _only_here(places: Places, question: Question, choice: Choice, radius: float) -> Floats:
    times = (choice.existing_km <= radius).astype(np.int64)
    last = np.full(len(places), -1, dtype=np.int64)
    for position, site in enumerate(choice.sites):
        point = slice(site, site + 1)
        near = journeys(places, question, slice(None), places.latitude[point], places.longitude[point])[:, 0] <= radius
        times += near
        last[near] = position
    alone = (times == 1) & (last >= 0)
    return np.bincount(last[alone], weights=places.demand[alone], minlength=len(choice.sites)).astype(np.float64)


def mean_km(away: Floats, people: Floats) -> float:
    """NaN without people; inf where some have no site at all."""
    some = people > 0
    return float((away[some] * people[some]).sum() / people[some].sum()) if some.any() else float("nan")


def worst_tenth(away: Floats, people: Floats) -> tuple[float, float]:
    """The shortest and the mean journey of the tenth of the people who travel furthest."""
    if not people.sum() > 0:
        return float("nan"), float("nan")
    order = np.argsort(-away, kind="stable")
    share = np.minimum(np.cumsum(people[order]), people.sum() / 10)
    part = np.diff(share, prepend=0.0)
    taken = part > 0
    return float(away[order][taken].min()), float((away[order][taken] * part[taken]).sum() / part.sum())


@dataclass(frozen=True, slots=True)
class Robust:
    """The same sites at another detour: people within the radius, and the mean journey."""

    detour: float
    covered: float
    mean_km: float


def robustness(places: Places, question: Question, sites: Ints, span: float = SPAN) -> list[Robust]:
    """What the chosen sites are worth were the detour less, as supposed, and more."""
    found = []
    for detour in (question.detour * (1 - span), question.detour, question.detour * (1 + span)):
        asked = replace(question, detour=detour)
        away, _by = nearest_km(places, asked, np.asarray(sites, dtype=np.int64), nearest_existing_km(places, asked))
        covered = float(places.demand[away <= question.radius_km + TOLERANCE_KM].sum())
        found.append(Robust(detour, covered, mean_km(away, places.demand)))
    return found
