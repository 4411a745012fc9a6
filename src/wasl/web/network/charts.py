"""The map of the list: how many units in each province, in five written classes."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wasl.network.places import place_names
from wasl.territory.boundaries import digest
from wasl.territory.rules import classes
from wasl.web import printed
from wasl.web.network.words import in_language

OUTLINES = "provinces"


def outlined(counts: Mapping[str, int]) -> Counter[str]:
    """Counts by province that has an outline: the prefectures of arrondissements are within their city's."""
    found: Counter[str] = Counter()
    for code, number in counts.items():
        found[".".join(code.split(".")[:2])] += number
    return found


def map_of(counts: Mapping[str, int]) -> dict[str, Any] | None:
    """What the chart part takes; None when there is nothing to show."""
    counts = outlined(counts)
    if not counts:
        return None
    names = {code: in_language(*pair) for code, pair in place_names(counts).items()}
    found = classes(counts.values())
    lows = [each.low for each in found[1:]] + [each.high for each in found[-1:]]
    return {
        "kind": "map",
        "title": _("Units by province"),
        "shapes": reverse("territory:boundary", args=[OUTLINES, digest(OUTLINES)]),
        "property": "code",
        "values": [{"code": code, "name": names.get(code, code), "value": value} for code, value in counts.items()],
        "classes": [
            {"from": each.low, "to": top, "label": _label(each.low, each.high)}
            for each, top in zip(found, lows, strict=True)
        ],
        "missing": _("none shown"),
        "unit": _("units"),
        "links": {code: f"{reverse('network:list')}?province={code}" for code in counts},
    }


def _label(low: float, high: float) -> str:
    low_text, high_text = printed.number(int(low)), printed.number(int(high))
    return low_text if low == high else f"{low_text} – {high_text}"
