"""What screens say of a unit: its name, its place, and what changed between two of its states."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wasl.network.places import place_names
from wasl.network.queries import Sheet
from wasl.vocabulary.choices import current_label
from wasl.web import printed
from wasl.web.words import Words

#: Columns of a state that a reader can see change, in the order they are told.
TOLD: Words = {
    "name_fr": gettext_lazy("name in French"),
    "name_ar": gettext_lazy("name in Arabic"),
    "type": gettext_lazy("type"),
    "parent_id": gettext_lazy("stands under"),
    "eps_category": gettext_lazy("category of the law"),
    "management": gettext_lazy("run by"),
    "commune_code": gettext_lazy("commune"),
    "area": gettext_lazy("area"),
    "capacity": gettext_lazy("authorised places"),
}
LISTS = {
    "type": "establishment_types",
    "eps_category": "eps_legal_categories",
    "management": "management_modes",
    "area": "area",
}


def in_language(french: str, arabic: str) -> str:
    return arabic if printed.language() == "ar" else french


def name_of(state: Any) -> str:
    """Of a state, a province or a commune, in the language of the page."""
    return in_language(state.name_fr, state.name_ar)


def places_of(states: Iterable[Any]) -> dict[str, str]:
    """HCP code -> name, for the communes and provinces of the states, in the language of the page."""
    codes = {code for state in states for code in (state.commune_code, state.province_code)}
    return {code: in_language(*names) for code, names in place_names(codes).items()}


def covered_places(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """(HCP code, name in the language of the page) of the territories a unit answers for."""
    codes = [row.territory_code for row in rows]
    names = place_names(codes)
    return [(code, in_language(*names[code]) if code in names else "") for code in codes]


def history(sheet: Sheet, parents: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Events of a unit, newest first: when, title, text; as the timeline shows them. `parents`: names by id."""
    places = places_of(sheet.states)
    events = [
        {
            "when": printed.day(sheet.unit.opened_on),
            "title": _("Opened"),
            "text": _told(None, sheet.states[0], places, parents),
        }
    ]
    for before, after in zip(sheet.states, sheet.states[1:], strict=False):
        title = _("Moved") if before.parent_id != after.parent_id else _("Changed")
        events.append({"when": printed.day(after.since), "title": title, "text": _told(before, after, places, parents)})
    if sheet.unit.closed_on:
        events.append({"when": printed.day(sheet.unit.closed_on), "title": _("Closed"), "text": ""})
    return events[::-1]


def _told(before: Any, after: Any, places: Mapping[str, str], parents: Mapping[Any, str]) -> str:
    """« authorised places: 40 → 60 · run by: … »; of the first state only what is known."""
    parts = []
    for column, label in TOLD.items():
        old = getattr(before, column) if before else None
        new = getattr(after, column)
        if new == old or (before is None and (new in (None, "") or column.startswith("name_"))):
            continue
        shown = _shown(column, new, places, parents)
        told = f"{_shown(column, old, places, parents)} → {shown}" if before else shown
        parts.append(_("%(label)s: %(value)s") % {"label": label, "value": told})
    return " · ".join([*parts, after.reason] if after.reason else parts)


def _shown(column: str, value: Any, places: Mapping[str, str], parents: Mapping[Any, str]) -> str:
    if value in (None, ""):
        return _("not said")
    if column in LISTS:
        return current_label(LISTS[column], value)
    if column == "parent_id":
        return parents.get(value, "")
    return places.get(value, str(value)) if column == "commune_code" else str(value)
