"""Communes as a unit's place: by today's code, or the new code of one that was renumbered."""

from collections.abc import Iterable
from typing import NamedTuple

from wasl.territory.models import FormerCode, Territory
from wasl.territory.rules import Level

#: A unit stands in a commune, or in the arrondissement of a large city.
PLACES = (Level.COMMUNE, Level.ARRONDISSEMENT)


class Place(NamedTuple):
    """`new_code` is set when `code` is a former one; `area` is RUR, URB or blank."""

    code: str
    province_code: str
    area: str
    new_code: str = ""


def place_of(code: str) -> Place | None:
    """None when no commune bears or bore this code."""
    found = Territory.objects.filter(code=code, level__in=PLACES).first()
    if found is not None:
        return Place(code, _province_of(found), found.area)
    former = FormerCode.objects.filter(code=code).select_related("territory").first()
    if former is None:
        return None
    new = former.territory
    return Place(code, _province_of(new), new.area, new_code=new.code)


def _province_of(commune: Territory) -> str:
    """The nearest: an arrondissement of Casablanca stands in a prefecture of arrondissements."""
    above = Territory.objects.filter(level=Level.PROVINCE, code__in=commune.path.rstrip("/").split("/"))
    nearest = above.order_by("-path").values_list("code", flat=True).first()
    return nearest or ""


class Spot(NamedTuple):
    """A commune or arrondissement where units can stand; degrees WGS 84 or None."""

    code: str
    name_fr: str
    name_ar: str
    province_code: str
    area: str
    population: int
    longitude: float | None
    latitude: float | None


class Province(NamedTuple):
    code: str
    name_fr: str
    name_ar: str
    is_prefecture: bool
    population: int


def provinces() -> list[Province]:
    """Provinces and prefectures; a city divided into prefectures of arrondissements stands by those alone."""
    rows = list(Territory.objects.filter(level=Level.PROVINCE).order_by("code"))
    divided = {_outer(row.code) for row in rows if _outer(row.code) != row.code}
    return [
        Province(row.code, row.name_fr, row.name_ar, row.kind != "province", row.population_2024 or 0)
        for row in rows
        if row.code not in divided
    ]


def spots() -> list[Spot]:
    """Communes of `provinces()`, the large cities by their arrondissements."""
    known = {province.code for province in provinces()}
    rows = list(Territory.objects.filter(level__in=PLACES).order_by("code"))
    divided = {f"{row.code.rpartition('.')[0]}.0" for row in rows if row.level == Level.ARRONDISSEMENT}
    found = []
    for row in rows:
        above = [code for code in row.path.rstrip("/").split("/") if code in known]
        if above and row.code not in divided:
            found.append(_spot(row, above[-1]))
    return found


def _spot(row: Territory, province_code: str) -> Spot:
    return Spot(
        code=row.code,
        name_fr=row.name_fr,
        name_ar=row.name_ar,
        province_code=province_code,
        area="URB" if row.level == Level.ARRONDISSEMENT else row.area,
        population=row.population_2024 or 0,
        longitude=row.longitude,
        latitude=row.latitude,
    )


def place_names(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """HCP code -> (French name, Arabic name), in one query."""
    rows = Territory.objects.filter(code__in={code for code in codes if code})
    return {code: (french, arabic) for code, french, arabic in rows.values_list("code", "name_fr", "name_ar")}


def regions() -> list[tuple[str, str, str]]:
    """(code, French name, Arabic name), in the order of the codes."""
    rows = Territory.objects.filter(level=Level.REGION).order_by("code")
    return list(rows.values_list("code", "name_fr", "name_ar"))


def known_places() -> tuple[dict[str, tuple[str, str]], dict[str, str], frozenset[str]]:
    """Commune or arrondissement -> (province, area); former code -> today's; codes of regions and provinces."""
    rows = list(Territory.objects.filter(level__in=(Level.REGION, Level.PROVINCE, *PLACES)))
    provinces_known = {row.code for row in rows if row.level == Level.PROVINCE}
    communes = {}
    for row in rows:
        if row.level in PLACES:
            above = [code for code in row.path.rstrip("/").split("/") if code in provinces_known]
            communes[row.code] = (above[-1] if above else "", row.area)
    former = dict(FormerCode.objects.values_list("code", "territory__code"))
    return communes, former, frozenset(row.code for row in rows if row.level not in PLACES)


def _outer(province_code: str) -> str:
    return ".".join(province_code.split(".")[:2])
