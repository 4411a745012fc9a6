"""Names of places, and which territories a unit answers for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wasl.core.actor import ROOT, Actor
from wasl.core.bilingual import Bilingual
from wasl.core.scope import path_range
from wasl.network.models import UnitState
from wasl.network.queries import coverage_on, in_force
from wasl.territory.models import Territory
from wasl.territory.rules import COUNTRY_CODE, Level


@dataclass(frozen=True, slots=True)
class Named:
    """`level` is the territory's, except that a prefecture is called by its name."""

    code: str
    name: Bilingual
    level: str


def places_named(codes: Iterable[str]) -> dict[str, Named]:
    rows = Territory.objects.filter(code__in=set(codes)).values_list("code", "name_fr", "name_ar", "level", "kind")
    return {
        code: Named(code, Bilingual(fr, ar), "prefecture" if _is_prefecture(level, kind) else level)
        for code, fr, ar, level, kind in rows
    }


def _is_prefecture(level: str, kind: str) -> bool:
    return level == Level.PROVINCE and kind.startswith("prefecture")


def own_territories(*, actor: Actor, on: date) -> tuple[str, ...]:
    """Codes of what the actor's unit, and those below it, answer for; the country for headquarters."""
    if actor.path == ROOT:
        return (COUNTRY_CODE,)
    low, high = path_range(actor.path)
    covered = coverage_on(on).filter(unit__path__gte=low, unit__path__lt=high).values_list("territory_code", flat=True)
    states = UnitState.objects.filter(in_force(on), unit__path__gte=low, unit__path__lt=high)
    stands_in = states.exclude(province_code="").values_list("province_code", flat=True)
    return tuple(sorted({*covered, *stands_in}))


def lies_in(code: str, territories: Iterable[str]) -> bool:
    return any(one in {COUNTRY_CODE, code} or code.startswith(f"{one}.") for one in territories)


def provinces_of(territories: Iterable[str]) -> dict[str, Named]:
    """Provinces and prefectures within, in the order of their codes; those that divide one city are left out."""
    rows = Territory.objects.filter(level=Level.PROVINCE).exclude(kind="prefecture_of_arrondissements")
    codes = [code for code in rows.order_by("code").values_list("code", flat=True) if lies_in(code, territories)]
    named = places_named(codes)
    return {code: named[code] for code in codes}
