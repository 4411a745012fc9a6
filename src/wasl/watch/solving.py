"""One alternative of a siting plan solved. HiGHS comes with it: for the worker alone, never for a screen."""

from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np

from wasl.network.queries import units_on
from wasl.territory.models import Territory
from wasl.territory.queries import values_of
from wasl.territory.rules import Level
from wasl.watch.commands.siting import keep_answer
from wasl.watch.models import SitingOption
from wasl.watch.rules.siting import COLUMNS, SECONDS, Asked, SitingFault, Target, read
from wasl.watch.siting import (
    Choice,
    Grouping,
    NoAnswer,
    Objective,
    Places,
    Question,
    Reasons,
    Share,
    choose,
    explain,
    robustness,
)  # fmt: skip
from wasl.watch.siting.rules import NowhereFor, ShareOutOfReach, TooFewCentres, TooFewPlaces

ROAD = "households_distance_to_paved_road_km"
#: Places listed of those whom nobody reaches.
MOST_LISTED = 100


def solve_option(*, option_id: UUID, now: datetime) -> None:
    """Reads the census and the network, chooses, keeps the answer or the reason why there is none."""
    option = SitingOption.objects.select_related("plan", "after").get(pk=option_id)
    asked = read(option.asked)
    rows = list(Territory.objects.filter(level=Level.COMMUNE, latitude__isnull=False).order_by("code"))
    try:
        places = _places(asked, rows)
        question = _question(asked, rows, option.plan.type, now)
        choice = choose(places, question, known=_known(option, rows))
    except (NoAnswer, TimeoutError) as reason:
        keep_answer(option_id=option_id, now=now, answer=None, fault=_fault(reason))
        return
    answer = _answer(rows, places, question, choice, explain(places, question, choice))
    keep_answer(option_id=option_id, now=now, answer=answer, fault=None)


def _fault(reason: Exception) -> SitingFault:
    match reason:
        case TooFewCentres():
            return SitingFault.GROUPS
        case TooFewPlaces() | NowhereFor():
            return SitingFault.PLACES
        case ShareOutOfReach():
            return SitingFault.SHARE
    return SitingFault.NONE


def people_of(target: Target, rows: list[Territory]) -> np.ndarray:
    """How many of the target population the census counted in each commune; none where it published no share."""
    everybody = np.array([float(row.population_2024 or 0) for row in rows])
    if not COLUMNS[target]:
        return everybody
    shares = [values_of(column) for column in COLUMNS[target]]
    percent = np.array([sum(share.get(row.code, 0.0) for share in shares) for row in rows])
    return np.round(everybody * percent / 100)


def _places(asked: Asked, rows: list[Territory]) -> Places:
    road = values_of(ROAD) if asked.counts_road else {}
    cost = {"RUR": asked.rural_cost, "URB": asked.urban_cost}
    return Places(
        ids=[row.code for row in rows],
        latitude=np.array([float(row.latitude or 0) for row in rows]),
        longitude=np.array([float(row.longitude or 0) for row in rows]),
        demand=people_of(asked.target, rows),
        penalty_km=np.array([road.get(row.code, 0.0) for row in rows]) if road else None,
        cost=np.array([float(cost.get(row.area) or 1) for row in rows]) if asked.budget is not None else None,
    )


def _question(asked: Asked, rows: list[Territory], type: str, now: datetime) -> Question:
    where = {row.code: place for place, row in enumerate(rows)}
    latitude, longitude, provinces = _existing(type, rows, where, now)
    rural = np.array([float(row.area == "RUR") for row in rows])
    grouping = Grouping("province", [row.code[:6] for row in rows], frozenset(provinces))
    return Question(
        objective=Objective(asked.objective), centres=asked.centres, budget=asked.budget, radius_km=asked.radius_km,
        detour=asked.detour, existing_latitude=latitude, existing_longitude=longitude,
        groupings=(grouping,) if asked.each_province else (),
        shares=(Share("rural", rural, asked.rural_percent / 100),) if asked.rural_percent else (),
        refused=frozenset(where[code] for code in asked.refused if code in where),
        capacity=asked.capacity, seconds=SECONDS,
    )  # fmt: skip


def _existing(
    type: str, rows: list[Territory], where: dict[str, int], now: datetime
) -> tuple[np.ndarray, np.ndarray, set[str]]:
    """Where centres of the type stand today: their own point, or their commune's; those without either are left out."""
    points, provinces = [], set()
    for state in units_on(now.date(), types=[type]):
        commune = where.get(state.commune_code)
        if state.latitude is not None and state.longitude is not None:
            points.append((float(state.latitude), float(state.longitude)))
        elif commune is not None:
            points.append((float(rows[commune].latitude or 0), float(rows[commune].longitude or 0)))
        else:
            continue
        # A prefecture of Casablanca stands within that city, which is what the alternatives count as one province.
        provinces.add((state.province_code or state.commune_code)[:6])
    found = np.array(points, dtype=np.float64).reshape(len(points), 2)
    return found[:, 0], found[:, 1], provinces


def _known(option: SitingOption, rows: list[Territory]) -> tuple[int, ...]:
    """The sites of the alternative one of whose sites was refused, to begin with."""
    if option.after is None or not option.after.answer:
        return ()
    codes = {site["code"] for site in option.after.answer["sites"]}
    return tuple(place for place, row in enumerate(rows) if row.code in codes)


def _answer(
    rows: list[Territory], places: Places, question: Question, choice: Choice, reasons: Reasons
) -> dict[str, Any]:
    """What is kept, in people and kilometres; a distance that does not exist is null."""
    missed = sorted(np.flatnonzero(reasons.uncovered), key=lambda place: -places.demand[place])
    tried = robustness(places, question, np.array(choice.sites, dtype=np.int64))
    covered = float(places.demand[~reasons.uncovered].sum())
    return {
        "objective": question.objective.value, "value": choice.value, "bound": _km(choice.bound),
        "gap": _km(choice.gap), "is_proven": choice.is_proven, "seconds": round(choice.seconds, 2),
        "people": float(places.demand.sum()),
        "covered": covered, "newly": float(reasons.newly.sum()), "existing": len(question.existing_latitude),
        "mean_km": _km(reasons.mean_km_after), "mean_km_before": _km(reasons.mean_km_before),
        "worst_tenth_km": _km(reasons.worst_tenth_km), "worst_tenth_mean_km": _km(reasons.worst_tenth_mean_km),
        "robust": [{"detour": each.detour, "covered": each.covered, "mean_km": _km(each.mean_km)} for each in tried],
        "sites": [
            {
                "code": rows[site].code, "people": float(reasons.nearest[place]), "newly": float(reasons.newly[place]),
                "only_here": float(reasons.only_here[place]), "mean_km": _km(float(reasons.mean_km[place])),
                "farthest_km": _km(float(reasons.farthest_km[place])),
            }
            for place, site in enumerate(choice.sites)
        ],
        "uncovered_people": float(places.demand[reasons.uncovered].sum()), "uncovered_places": len(missed),
        "uncovered": [
            {"code": rows[place].code, "people": float(places.demand[place]), "km": _km(choice.distance_km[place])}
            for place in missed[:MOST_LISTED]
        ],
    }  # fmt: skip


def _km(value: float) -> float | None:
    return round(float(value), 6) if np.isfinite(value) else None
