"""An alternative as the page shows it: its figures, its map of provinces, its sites in words."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from wasl.territory import boundaries
from wasl.territory.rules import classes
from wasl.watch.rules.siting import SitingFault, SitingState
from wasl.web import printed
from wasl.web.siting import words

if TYPE_CHECKING:
    from wasl.network.models import UnitState
    from wasl.territory.models import Territory
    from wasl.watch.models import SitingOption


def say_fault(form: forms.Form, field: str) -> None:
    """Beside the field it is about, or above the form."""
    form.add_error(field if field in form.fields else None, words.FIELDS.get(field, _("Check this.")))


def unit_name(state: "UnitState") -> str:
    return state.name_ar if printed.language() == "ar" else state.name_fr


def place_name(place: "Territory | None", code: str) -> str:
    if place is None:
        return code
    return place.name_ar if printed.language() == "ar" else place.name_fr


def site(row: dict[str, Any], names: Mapping[str, "Territory"]) -> dict[str, Any]:
    province = row["code"][:6]
    return {**row, "name": place_name(names.get(row["code"]), row["code"]),
            "province": place_name(names.get(province), province)}  # fmt: skip


def card(option: "SitingOption", names: Mapping[str, "Territory"]) -> dict[str, Any]:
    answer = option.answer
    chart = _map(option, answer, names) if answer else None
    return {
        "option": option,
        "asked": words.asked_lines(option),
        "state": words.STATES[SitingState(option.state)],
        "fault": words.FAULTS[SitingFault(option.fault)] if option.fault else "",
        "answer": answer,
        "quality": words.quality(answer) if answer else "",
        "covered": 100 * answer["covered"] / answer["people"] if answer and answer["people"] else None,
        "robust": [(each, 100 * each["covered"] / answer["people"]) for each in answer["robust"]] if answer else [],
        "map": chart,
        "provinces": [(each["name"], each["value"]) for each in chart["values"]] if chart else [],
        "map_id": f"map-{option.number}",
    }


def _map(option: "SitingOption", answer: dict[str, Any], names: Mapping[str, "Territory"]) -> dict[str, Any]:
    """Sites by province: the map of the country has provinces, so that one page never loads all communes."""
    counts = Counter(row["code"][:6] for row in answer["sites"])
    found = classes([float(count) for count in counts.values()])
    tops = [each.low for each in found[1:]] + [each.high for each in found[-1:]]
    return {
        "kind": "map",
        "title": _("New centres by province, alternative %(number)s") % {"number": option.number},
        "shapes": reverse("territory:boundary", args=["provinces", boundaries.digest("provinces")]) + "#",
        "property": "code",
        "values": [
            {"code": code, "name": place_name(names.get(code), code), "value": count}
            for code, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        ],
        "classes": [
            {"from": each.low, "to": top, "label": _bounds(each.low, each.high)}
            for each, top in zip(found, tops, strict=True)
        ],
        "missing": _("none"),
        "unit": _("centres"),
        "links": {code: reverse("territory:page", args=[code]) for code in counts},
    }


def _bounds(low: float, high: float) -> str:
    return printed.number(low, 0) if low == high else f"{printed.number(low, 0)} – {printed.number(high, 0)}"
