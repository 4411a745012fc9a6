"""Establishments where somebody may be placed, by distance, their capacity, and what may be said of where they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import get_language

from wasl.assistance.queries.directory import places_told
from wasl.assistance.rules.directory import Intake, Offer, is_full, kilometres
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.models import UnitState
from wasl.network.places import PLACES
from wasl.network.queries import in_force, visible_names
from wasl.territory.models import Territory
from wasl.territory.rules import Level
from wasl.vocabulary import terms

#: A hidden place is only said to be near or far, in steps of this many kilometres.
VAGUE_KM = 25


@dataclass(frozen=True, slots=True)
class Establishment:
    """`name` is None for a place that is itself a secret to the reader: one asks its delegation, by its code. `km` is
    None where one of the two places is not on the map; `capacity` is the declared one, None when not said.

    `free` and `is_full` are the directory's own words, by its own rule: free places that were told lately, else None.
    """

    unit_id: UUID
    name: str | None
    km: int | None
    capacity: int | None
    free: int | None = None
    is_full: bool = False


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great circle between (latitude, longitude) pairs in degrees."""
    return kilometres(one[::-1], other[::-1]) or 0.0


def fit_types(categories: Collection[str]) -> set[str]:
    """Types of establishments that belong to these categories of the law."""
    return {one.code for one in terms("establishment_types") if one.get("eps_category") in categories}


def establishments_for(
    *, actor: Actor, categories: Collection[str], commune_code: str, now: datetime, limit: int = 12
) -> list[Establishment]:
    """Open establishments of these categories in the whole country: nearest first, those off the map after them, and
    those that the directory says are full or closed last."""
    on = localtime(now).date()
    require(actor, Permission.CASE_OPEN)
    states = UnitState.objects.filter(in_force(on), unit__kind="CENTRE", unit__closed_on__isnull=True)
    rows = list(states.filter(eps_category__in=categories) | states.filter(type__in=fit_types(categories)))
    spots = _spots({commune_code, *(row.commune_code for row in rows)})
    names = visible_names(
        actor=actor, unit_ids=[row.unit_id for row in rows], day=on,
        language="ar" if get_language() == "ar" else "fr",
    )  # fmt: skip
    here = spots.get(commune_code)
    told = places_told(actor=actor, unit_ids=[row.unit_id for row in rows if row.unit_id in names], now=now)
    found = [_shown(_km(here, _spot(row, spots)), row, names.get(row.unit_id), told.get(row.unit_id)) for row in rows]
    # By what is shown of the distance: between two named ones, a hidden one would tell its own.
    found.sort(key=lambda one: (one.is_full, one.km is None, one.km or 0, str(one.unit_id)))
    return found[:limit]


def _spots(codes: set[str]) -> dict[str, tuple[float, float]]:
    rows = Territory.objects.filter(code__in=codes - {""}, latitude__isnull=False, longitude__isnull=False)
    found = rows.values_list("code", "latitude", "longitude")
    return {code: (lat, lon) for code, lat, lon in found if lat is not None and lon is not None}


def _spot(row: UnitState, spots: dict[str, tuple[float, float]]) -> tuple[float, float] | None:
    if row.latitude is not None and row.longitude is not None:
        return float(row.latitude), float(row.longitude)
    return spots.get(row.commune_code)


def _km(here: tuple[float, float] | None, there: tuple[float, float] | None) -> float | None:
    return None if here is None or there is None else km_between(here, there)


def _shown(km: float | None, row: UnitState, name: str | None, told: Offer | None) -> Establishment:
    rounded = None if km is None else round(km) if name else (int(km) // VAGUE_KM + 1) * VAGUE_KM
    return Establishment(
        unit_id=row.unit_id, name=name, km=rounded, capacity=row.capacity,
        free=told.free_places if told and told.are_places_known else None,
        is_full=told is not None and (is_full(told) or told.intake == Intake.CLOSED),
    )  # fmt: skip


def communes_around(*, actor: Actor, on: date) -> list[tuple[str, str, str]]:
    """Communes of the province the actor works in, as (code, name in French, name in Arabic); none above a province."""
    steps = actor.path.rstrip(".").split(".")
    above = [".".join(steps[:end]) + "." for end in range(1, len(steps) + 1)]
    states = UnitState.objects.filter(in_force(on), unit__path__in=above).exclude(province_code="")
    code = states.order_by("-unit__path").values_list("province_code", flat=True).first()
    province = Territory.objects.filter(code=code, level=Level.PROVINCE).first() if code else None
    if province is None:
        return []
    rows = Territory.objects.filter(path__startswith=province.path, level__in=PLACES).order_by("name_fr")
    return list(rows.values_list("code", "name_fr", "name_ar"))
