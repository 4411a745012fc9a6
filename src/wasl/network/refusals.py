"""The sentence of each refusal, what to do included, and the field it stands beside."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wasl.network.rules import Refusal

SENTENCES = {
    Refusal.CODE_SHAPE: _("A code has 1 to 20 Latin capitals, digits or hyphens, and no dot: correct it."),
    Refusal.CODE_TAKEN: _("The code %(code)s already belongs to another unit: choose another one."),
    Refusal.PARENT_NEEDED: _("Say under which unit it stands."),
    Refusal.PARENT_KIND: _("A unit of this kind cannot stand under the unit you chose: choose one higher in the tree."),
    Refusal.PARENT_CLOSED: _(
        "The unit above is not open during this whole period: choose another unit or another date."
    ),
    Refusal.UNDER_ITSELF: _("A unit cannot be moved under itself or under one of its own units: choose another one."),
    Refusal.SAME_PARENT: _("The unit already stands there on that date: choose another unit or another date."),
    Refusal.TYPE_NEEDED: _("A centre, a cell or a team needs a type; other units have none."),
    Refusal.NAME_NEEDED: _("Give the name in French and in Arabic."),
    Refusal.UNKNOWN_CODE: _("“%(code)s” is not in the list: choose a value of the list."),
    Refusal.COMMUNE_UNKNOWN: _("No commune bears the code %(code)s: look it up on the territory page."),
    Refusal.COMMUNE_RENUMBERED: _("The commune %(code)s has been renumbered: its code is now %(new_code)s."),
    Refusal.BEFORE_FOUNDATION: _("The institution was founded on %(founded)s: give a later date."),
    Refusal.TOO_FAR: _("This date is more than three years ahead: check the year."),
    Refusal.BEFORE_OPENING: _("The unit opened on %(opened)s: give that date or a later one."),
    Refusal.AFTER_CLOSING: _("The unit is closed since %(closed)s: nothing can be changed from that date on."),
    Refusal.CLOSES_TOO_EARLY: _("The unit opened on %(opened)s: it can close from the day after on."),
    Refusal.ALREADY_CLOSED: _("The unit is already closed since %(closed)s."),
    Refusal.CHILDREN_OPEN: ngettext_lazy(
        "%(count)s unit still stands under it on that date: close or move it first, or close it as well.",
        "%(count)s units still stand under it on that date: close or move them first, or close them as well.",
        "count",
    ),
    Refusal.CHILDREN_OUTSIDE: _("Units stood under it outside this period: correct their dates first."),
    Refusal.NOT_BETWEEN: _("The date must fall between the change before it and the change after it."),
    Refusal.NO_SUCH_DATE: _("There is no such date in this unit's history: open its page again."),
    Refusal.NOTHING_CHANGED: _("Nothing was changed: the unit is already like this on that date."),
    Refusal.CHANGED_MEANWHILE: _(
        "Someone else has just changed this unit: look at its page again, then start your change anew."
    ),
    Refusal.EMPTY: _("The column “%(column)s” is empty: fill it in."),
    Refusal.ROW_TWICE: _("The code %(code)s already stands on row %(row)s: keep one of the two."),
    Refusal.BAD_DAY: _("“%(text)s” is not a day: write it like 15/01/2026."),
    Refusal.BAD_NUMBER: _("“%(text)s” is not a number of places: write digits only."),
    Refusal.PARENT_UNKNOWN: _("No unit bears the code %(code)s, here or in the file: correct it or add that unit."),
    Refusal.PARENT_REFUSED: _("The unit %(code)s above it is refused or left out: correct that one first."),
    Refusal.TERRITORY_UNKNOWN: _("No region or province bears the code %(code)s: correct it."),
}

FIELDS = {
    Refusal.CODE_SHAPE: "code",
    Refusal.CODE_TAKEN: "code",
    Refusal.PARENT_NEEDED: "parent",
    Refusal.PARENT_KIND: "parent",
    Refusal.PARENT_CLOSED: "parent",
    Refusal.UNDER_ITSELF: "parent",
    Refusal.SAME_PARENT: "parent",
    Refusal.TYPE_NEEDED: "type",
    Refusal.COMMUNE_UNKNOWN: "commune_code",
    Refusal.COMMUNE_RENUMBERED: "commune_code",
    Refusal.BEFORE_FOUNDATION: "since",
    Refusal.TOO_FAR: "since",
    Refusal.BEFORE_OPENING: "since",
    Refusal.AFTER_CLOSING: "since",
    Refusal.CLOSES_TOO_EARLY: "since",
    Refusal.NOT_BETWEEN: "since",
}


def sentence(refusal: Refusal, details: dict[str, Any]) -> str:
    """In the language of the request."""
    return str(SENTENCES[refusal] % details)
