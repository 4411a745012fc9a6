"""Names of places, and which territories a unit answers for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wasl.core.actor import ROOT, Actor
from wasl.core.bilingual import Bilingual
from wasl.core.period import Period
from wasl.core.scope import path_range
from wasl.facts.queries import Reach, reach_of
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


def answered_for(codes: Iterable[str], *, actor: Actor, on: date) -> list[tuple[str, Bilingual]]:
    """(code, name) of those territories that the posting answers for as a whole; the country first, without a name."""
    own = own_territories(actor=actor, on=on)
    seen = {code for code in set(codes) if lies_in(code, own) and _covers(actor, code, on)}
    named = Territory.objects.filter(code__in=seen).order_by("code").values_list("code", "name_fr", "name_ar")
    country = [(COUNTRY_CODE, Bilingual("", ""))] if COUNTRY_CODE in seen else []
    return country + [(code, Bilingual(fr, ar)) for code, fr, ar in named if code != COUNTRY_CODE]


def answers_for(code: str, *, actor: Actor, on: date) -> bool:
    return lies_in(code, own_territories(actor=actor, on=on)) and _covers(actor, code, on)


def _covers(actor: Actor, code: str, on: date) -> bool:
    """Said of the unit or of one below it, or because all that stands there is below it."""
    if actor.path == ROOT:
        return True
    low, high = path_range(actor.path)
    covered = coverage_on(on).filter(unit__path__gte=low, unit__path__lt=high)
    if lies_in(code, covered.values_list("territory_code", flat=True)):
        return True
    return reach_of(actor=actor, territory=code, period=Period.parse(f"{on:%Y-%m}")) is Reach.WHOLE


def tells_few(actor: Actor) -> bool:
    """A small count is told where it was counted and by whoever answers for that province, and nowhere above."""
    return actor.path.count(".") > 2


def lies_in(code: str, territories: Iterable[str]) -> bool:
    return any(one in {COUNTRY_CODE, code} or code.startswith(f"{one}.") for one in territories)


def provinces_of(territories: Iterable[str]) -> dict[str, Named]:
    """Provinces and prefectures within, in the order of their codes; those that divide one city are left out."""
    rows = Territory.objects.filter(level=Level.PROVINCE).exclude(kind="prefecture_of_arrondissements")
    codes = [code for code in rows.order_by("code").values_list("code", flat=True) if lies_in(code, territories)]
    named = places_named(codes)
    return {code: named[code] for code in codes}
