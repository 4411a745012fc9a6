"""What the census says of a place, beside an alert: read once every ten years, and a reason to look closer."""

from dataclasses import dataclass

from wasl.territory.models import Territory
from wasl.territory.queries import ancestors_of, values_of
from wasl.territory.rules import Level

#: Columns shown, most telling first.
COLUMNS = ("labour_unemployment_rate", "illiteracy_rate_10_plus")


@dataclass(frozen=True, slots=True)
class Context:
    """One census column of one place; values in the column's own unit, None where none was published."""

    place: Territory
    column: str
    value_2014: float | None
    value_2024: float | None


def context_of(code: str) -> list[Context]:
    """Of the place and of its province."""
    place = Territory.objects.filter(code=code).first()
    if place is None:
        return []
    above = [one for one in ancestors_of(place) if one.level == Level.PROVINCE]
    around = [place, *above] if place.level == Level.COMMUNE else above or [place]
    return [_of(one, column) for one in around for column in COLUMNS]


def _of(place: Territory, column: str) -> Context:
    before, now = (values_of(column, census=year, level=place.level).get(place.code) for year in (2014, 2024))
    return Context(place, column, before, now)
