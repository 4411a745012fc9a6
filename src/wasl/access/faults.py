"""The sentence of each fault of a row of agents, what to do included."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wasl.access.importing import RowFault
from wasl.access.rules import PostingRefusal
from wasl.network import refusals
from wasl.network.rules import Refusal

SENTENCES = {
    RowFault.EMPTY: refusals.SENTENCES[Refusal.EMPTY],
    RowFault.NUMBER_SHAPE: _("A staff number has 2 to 20 Latin letters or digits: correct it."),
    RowFault.NUMBER_TAKEN: _("The staff number %(number)s already has an account: remove this row."),
    RowFault.NAMES_DIFFER: _("The number %(number)s bears another name on an earlier row: correct one of them."),
    RowFault.UNKNOWN_UNIT: _("No unit bears the code %(code)s: import the units first, or correct it."),
    RowFault.UNKNOWN_ROLE: _("“%(text)s” is not a role: choose one of the list."),
    RowFault.BAD_DAY: refusals.SENTENCES[Refusal.BAD_DAY],
    RowFault.BEFORE_OPENING: _("The unit was not open yet on that day: correct the date."),
    RowFault.UNKNOWN_LANGUAGE: _("“%(text)s” is not a language: write French or Arabic."),
    PostingRefusal.OWN_ACCOUNT: _("Nobody posts themselves: remove this row."),
    PostingRefusal.UNIT_KIND: _("This role is not held in a unit of this kind: choose another unit or role."),
    PostingRefusal.CENTRAL_ROLE: _("Only the system administrator gives this role: remove this row."),
    PostingRefusal.FOUR_EYES: _("One person may not hold this role together with an earlier one: give it to another."),
    PostingRefusal.DATES: _("The end must come after the beginning: correct one of them."),
    PostingRefusal.CLOSED_UNIT: _("The unit is closed on that day: choose another one."),
    PostingRefusal.TWICE: _("This posting already stands on an earlier row: remove this one."),
    PostingRefusal.STAND_IN_TOO_LONG: _("A stand-in lasts at most three months: correct the dates."),
}


def sentence(fault: RowFault | PostingRefusal, details: dict[str, Any]) -> str:
    """In the language of the request."""
    return str(SENTENCES[fault] % details)
