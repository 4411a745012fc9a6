"""Who does what, for whom, when, and how it answers: as far as one reader may know of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import get_language

from wasl.assistance.models import DirectoryEntry
from wasl.assistance.queries.destinations import Figures, Place, figures_by_place
from wasl.assistance.queries.names import agents
from wasl.assistance.rules.directory import (
    Offer,
    Wanted,
    are_known,
    is_full,
    is_open_at,
    is_to_check,
    kilometres,
    opens_next,
    order_of,
)
from wasl.catalogue.queries import parameters, periods_between
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.folding import search_key
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.network.models import Unit, UnitState
from wasl.network.names import names_of
from wasl.network.places import place_names
from wasl.network.rules import SECRET_TYPES
from wasl.territory.models import Territory

#: Days of orientations that the figures beside a service count.
FIGURES_DAYS = 365
MOST = 200


@dataclass(slots=True)
class Listed:
    """One line of the directory as shown: `is_open` None where no hours are written; `distance` in kilometres."""

    entry: DirectoryEntry
    name: str
    commune: str
    offer: Offer
    is_open: bool | None
    opens_at: datetime | None
    is_ramadan: bool
    is_to_check: bool
    figures: Figures
    may_keep: bool
    places_by: str = ""

    @property
    def is_full(self) -> bool:
        return is_full(self.offer)


def shown_entries(actor: Actor) -> QuerySet[DirectoryEntry]:
    """What the reader may know of: the first wall, the same words as the second (migration 0015)."""
    require(actor, Permission.DIRECTORY_READ)
    low, high = path_range(actor.path)
    secret = Exists(UnitState.objects.filter(unit=OuterRef("of_unit_id"), type__in=SECRET_TYPES))
    return DirectoryEntry.objects.filter(Q(path__gte=low, path__lt=high) | Q(is_secret=False) & ~secret)


def services_found(
    *,
    actor: Actor,
    now: datetime,
    wanted: Wanted,
    province: str = "",
    words: str = "",
    most: int = MOST,
) -> list[Listed]:
    """The best match first. `province` an HCP code ("05.081"), blank for the whole country."""
    rows = shown_entries(actor).filter(ended_on=None)
    if wanted.service:
        rows = rows.filter(services__contains=[wanted.service])
    if wanted.population:
        rows = rows.filter(Q(populations__contains=[wanted.population]) | Q(populations=[]))
    if province:
        rows = rows.filter(province_code=province)
    if words:
        rows = rows.filter(_words(words))
    found = _listed(actor, list(rows.order_by("province_code", "id")[:most]), now=now, near=wanted.commune)
    return sorted(found, key=lambda one: (*order_of(one.offer, wanted), one.name))


def _words(text: str) -> Q:
    condition = Q()
    for word in text.split()[:6]:
        of_unit = UnitState.objects.filter(words__contains=search_key(word), until=None)
        condition &= (
            Q(name_fr__icontains=word)
            | Q(name_ar__icontains=word)
            | Q(place__icontains=word)
            | Q(of_unit_id__in=of_unit.values("unit_id"))
        )
    return condition


def entry_of(*, actor: Actor, entry_id: UUID, now: datetime) -> Listed:
    """Raises DirectoryEntry.DoesNotExist alike for one that is not there and one that is hidden."""
    entry = shown_entries(actor).get(pk=entry_id)
    (listed,) = _listed(actor, [entry], now=now, near="")
    names = agents([entry.places_by_id])
    listed.places_by = names.get(entry.places_by_id, "") if entry.places_by_id else ""
    return listed


def own_entries(*, actor: Actor, now: datetime) -> list[Listed]:
    """What the unit in force keeps: its own line, and at a delegation those of the services outside; what is longest
    unchecked first."""
    rows = shown_entries(actor).filter(unit_id=actor.unit_id, ended_on=None)
    return _listed(actor, list(rows.order_by("kept_at")[:MOST]), now=now, near="")


def units_to_list(*, actor: Actor, on: date) -> list[tuple[UUID, str]]:
    """Open counters of the reader's part of the tree that have no line yet, as (id, name)."""
    require(actor, Permission.DIRECTORY_KEEP)
    low, high = path_range(actor.path)
    listed = DirectoryEntry.objects.filter(of_unit__isnull=False).values("of_unit_id")
    units = Unit.objects.filter(path__gte=low, path__lt=high, kind__in=["CENTRE", "CELL", "TEAM"]).exclude(
        pk__in=listed
    )
    open_units = units.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("code")[:MOST]
    names = names_of([unit.pk for unit in open_units], on=on)
    return [(pk, name.in_language(get_language() or "fr")) for pk, name in names.items()]


def places_told(*, actor: Actor, unit_ids: Iterable[UUID], now: datetime) -> dict[UUID, Offer]:
    """What the directory says of the places of units, as far as the reader may know of their lines."""
    if not actor.may(Permission.DIRECTORY_READ):
        return {}
    rows = shown_entries(actor).filter(of_unit_id__in=list(unit_ids), ended_on=None)
    days = parameters("directory.", on=localtime(now).date())["directory.places_days"]
    return {row.of_unit_id: _offer(row, now=now, days=days) for row in rows if row.of_unit_id}


def _offer(row: DirectoryEntry, *, now: datetime, days: int, distance: float | None = None) -> Offer:
    return Offer(
        services=row.services, populations=row.populations, intake=row.intake, commune=row.commune_code,
        free_places=row.free_places, are_places_known=are_known(row.places_at, now=now, days=days), distance=distance,
    )  # fmt: skip


def _listed(actor: Actor, rows: list[DirectoryEntry], *, now: datetime, near: str) -> list[Listed]:
    local = localtime(now)
    days = parameters("directory.", on=local.date())
    is_ramadan = any(one.kind == "ramadan" for one in periods_between(local.date(), local.date()))
    names, communes = _names(rows, on=local.date()), place_names(row.commune_code for row in rows)
    points = _points([near, *(row.commune_code for row in rows)])
    figures: dict[Place, Figures] = {}
    if rows and actor.may(Permission.ORIENTATION_READ):
        figures = figures_by_place(actor=actor, since=local.date() - timedelta(days=FIGURES_DAYS), rows=rows)
    found = []
    for row in rows:
        hours: Any = row.ramadan_hours if is_ramadan and row.ramadan_hours else row.hours
        distance = kilometres(points.get(near), points.get(row.commune_code)) if near else None
        offer = _offer(row, now=now, days=days["directory.places_days"], distance=distance)
        found.append(
            Listed(
                entry=row, name=names.get(row.pk, ""), commune=_in_language(communes.get(row.commune_code)),
                offer=offer, is_open=is_open_at(hours, local), opens_at=opens_next(hours, local),
                is_ramadan=is_ramadan, figures=figures.get(Place.of_entry(row), Figures()),
                is_to_check=is_to_check(localtime(row.kept_at).date(), today=local.date(),
                                        days=days["directory.kept_days"]),
                may_keep=actor.may(Permission.DIRECTORY_KEEP) and actor.reaches(row.path),
            )
        )  # fmt: skip
    return found


def _names(rows: Iterable[DirectoryEntry], *, on: date) -> dict[UUID, str]:
    language = get_language() or "fr"
    of_units = names_of([row.of_unit_id for row in rows if row.of_unit_id], on=on)
    return {
        row.pk: (of_units[row.of_unit_id].in_language(language) if row.of_unit_id in of_units else "")
        if row.of_unit_id
        else (row.name_ar if language == "ar" else row.name_fr)
        for row in rows
    }


def _in_language(name: tuple[str, str] | None) -> str:
    return "" if name is None else name[1] if get_language() == "ar" else name[0]


def _points(codes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Commune code -> (longitude, latitude); of communes that have a point."""
    rows = Territory.objects.filter(code__in={code for code in codes if code}, longitude__isnull=False)
    points = rows.values_list("code", "longitude", "latitude")
    return {code: (x, y) for code, x, y in points if x is not None and y is not None}


def kept_entry(*, actor: Actor, entry_id: UUID) -> DirectoryEntry:
    """One line that the reader keeps; raises DirectoryEntry.DoesNotExist for one kept elsewhere."""
    require(actor, Permission.DIRECTORY_KEEP)
    low, high = path_range(actor.path)
    return shown_entries(actor).filter(path__gte=low, path__lt=high).get(pk=entry_id)


def unit_of_entry(entry_id: UUID) -> UUID | None:
    """The unit a line of the directory is about; None for a service outside, and for what is hidden (second wall)."""
    return DirectoryEntry.objects.filter(pk=entry_id).values_list("of_unit_id", flat=True).first()
