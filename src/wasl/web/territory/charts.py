"""The map of a table: five written classes, hatching where nothing is known."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wasl.territory import boundaries, indicators
from wasl.territory.queries import Line, Table
from wasl.territory.rules import Class, classes
from wasl.web import printed

if TYPE_CHECKING:
    from wasl.territory.models import Territory


def name_of(place: "Territory") -> str:
    """In the language of the page."""
    return place.name_ar if printed.language() == "ar" else place.name_fr


def written(value: float, unit: str) -> str:
    return printed.number(value, indicators.places(unit))


def bounds(found: Class, unit: str) -> str:
    """« 27,5 – 33,1 », or the one value of the class."""
    low, high = written(found.low, unit), written(found.high, unit)
    return low if low == high else f"{low} – {high}"


def map_of(place: "Territory", level: str, table: Table, census: int, title: str) -> dict[str, Any] | None:
    """What the chart part takes; None where no outline is shipped for this level."""
    name = boundaries.name_for(place, level)
    if name is None:
        return None
    found = classes(line.value(census) for line in table.lines)
    lows = [each.low for each in found[1:]] + [each.high for each in found[-1:]]
    within = place.path.rstrip("/").rpartition("/")[2]
    return {
        "kind": "map",
        "title": title,
        "shapes": f"{reverse('territory:boundary', args=[name, boundaries.digest(name)])}#{within}",
        "property": "code",
        "values": [_value(line, census) for line in table.lines],
        "classes": [
            {"from": each.low, "to": top, "label": bounds(each, table.unit)}
            for each, top in zip(found, lows, strict=True)
        ],
        "missing": _("no data"),
        "unit": indicators.unit_label(table.unit, printed.language()),
        "links": {line.place.code: reverse("territory:page", args=[line.place.code]) for line in table.lines},
    }


def _value(line: Line, census: int) -> dict[str, Any]:
    return {"code": line.place.code, "name": name_of(line.place), "value": line.value(census)}
