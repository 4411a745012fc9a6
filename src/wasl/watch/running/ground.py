"""The country as series see it: which territories a unit's figures add to, and which unit answers for each."""

from dataclasses import dataclass
from datetime import date

from wasl.network.models import Unit
from wasl.network.queries import coverage_on, units_on
from wasl.network.rules import Kind
from wasl.territory.models import Territory
from wasl.territory.rules import COUNTRY_CODE, Level
from wasl.watch.rules.indicator import Fineness

#: Levels an indicator is summed to, from its finest.
LEVELS = {
    Fineness.COMMUNE: (Level.COMMUNE, Level.CERCLE, Level.PROVINCE, Level.REGION, Level.COUNTRY),
    Fineness.PROVINCE: (Level.PROVINCE, Level.REGION, Level.COUNTRY),
    Fineness.MONTH: (Level.PROVINCE, Level.REGION, Level.COUNTRY),
}


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    level: Level
    name_fr: str
    name_ar: str
    spot: tuple[float, float] | None


@dataclass(slots=True)
class Ground:
    """`chains`: a territory and all above it, by code; `answering`: path and id of the unit that answers for it."""

    places: dict[str, Place]
    chains: dict[str, tuple[str, ...]]
    answering: dict[str, tuple[str, Unit]]

    def chain(self, code: str, fineness: Fineness) -> list[str]:
        """Codes that a figure of this place adds to; an unknown place adds to the nearest one above it."""
        levels = LEVELS[fineness]
        return [one for one in self._known(code) if self.places[one].level in levels]

    def _known(self, code: str) -> tuple[str, ...]:
        while code not in self.chains and "." in code:
            code = code.rpartition(".")[0]
        return self.chains.get(code, (COUNTRY_CODE,))

    def answers_for(self, code: str) -> Unit:
        """The unit of the nearest territory, from this one up, that somebody answers for."""
        for one in self._known(code):
            if one in self.answering:
                return self.answering[one][1]
        return self.answering[COUNTRY_CODE][1]


def ground_on(day: date) -> Ground:
    """Raises KeyError when there are no headquarters."""
    wanted = {Level.COMMUNE, Level.ARRONDISSEMENT, Level.CERCLE, Level.PROVINCE, Level.REGION, Level.COUNTRY}
    rows = Territory.objects.filter(level__in=wanted).values_list(
        "id", "code", "parent_id", "level", "name_fr", "name_ar", "latitude", "longitude"
    )
    by_id = {row[0]: row for row in rows}
    places, chains = {}, {}
    for row in by_id.values():
        _id, code, _parent, level, name_fr, name_ar, latitude, longitude = row
        spot = (latitude, longitude) if latitude is not None and longitude is not None else None
        places[code] = Place(code, Level(level), name_fr, name_ar, spot)
        chains[code] = tuple(_above(row[0], by_id))
    return Ground(places, chains, _answering(day))


def _above(key: int | None, by_id: dict[int, tuple]) -> list[str]:  # type: ignore[type-arg]
    codes = []
    while key is not None and key in by_id:
        codes.append(by_id[key][1])
        key = by_id[key][2]
    return codes


def _answering(day: date) -> dict[str, tuple[str, Unit]]:
    """Delegations for provinces, coordinations for regions, headquarters for the rest; the deepest unit if several."""
    found: dict[str, tuple[str, Unit]] = {}
    for state in units_on(day, kind=Kind.HQ):
        found[COUNTRY_CODE] = (state.unit.path, state.unit)
    for state in units_on(day, kind=Kind.DELEG).exclude(province_code="").order_by("unit__code"):
        found.setdefault(state.province_code, (state.unit.path, state.unit))
    for coverage in coverage_on(day).order_by("territory_code", "unit__path"):
        if coverage.unit.kind in {Kind.DELEG, Kind.COORD}:
            found[coverage.territory_code] = (coverage.unit.path, coverage.unit)
    return found
