"""Sentences about who lacks several things at once, in a reader's words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wasl.territory.indicators import full_label
from wasl.territory.rules import Level
from wasl.watch.queries.poverty import Assessed, CensusLine, Rate
from wasl.watch.rules.poverty import POOR
from wasl.web.printed import day, language, number
from wasl.web.words import Words

if TYPE_CHECKING:
    from datetime import date

LEVELS: Words = {
    Level.PROVINCE: gettext_lazy("Provinces and prefectures"),
    Level.COMMUNE: gettext_lazy("Communes"),
    Level.REGION: gettext_lazy("Regions"),
}
#: What those who lack it lack, by census column.
_LACKS: Words = {
    "illiteracy_rate_10_plus": gettext_lazy("Cannot read or write, from the age of ten"),
    "education_none": gettext_lazy("Never went to school"),
    "amenities_electricity": gettext_lazy("No electricity"),
    "amenities_running_water": gettext_lazy("No running water"),
    "amenities_toilet": gettext_lazy("No toilet"),
    "amenities_bathroom": gettext_lazy("No room to wash in"),
    "cooking_fuel_firewood": gettext_lazy("Cooks with firewood"),
}


def what_it_is() -> str:
    """What the census figure is, and is not."""
    return _(
        "Guessed from census rates: how many people in a hundred lack a third or more of what is looked at (reading,"
        " school, electricity, water, toilet, a room to wash in, gas to cook with). No household is seen, nor is"
        " health, so it is not the rate that the statistics office publishes: use it to compare places and years."
    )


def lead() -> str:
    """The same in few words, at the head of a paper."""
    return _("Guessed from census rates: not the rate that the statistics office publishes.")


def not_alike() -> str:
    return _(
        "The room to wash in and firewood were not asked in the same way in 2014 and 2024: read the change as a sign."
    )


def ranks() -> str:
    return _(
        "The rank counts from the worst off. By comparison: the same rates and people to a room, each set against the"
        " other territories; it ranks and does not say how many."
    )


def unknown(count: int) -> str:
    """Empty when all is known."""
    if not count:
        return ""
    return ngettext(
        "One territory is not known: the census published no rate there.",
        "%(count)s territories are not known: the census published no rate there.",
        count,
    ) % {"count": number(count)}


def said_of(line: CensusLine, ranked: int) -> str:
    """One sentence on a territory."""
    row = line.row
    if row.now is None:
        return _("Not known: the census of 2024 published no rate here.")
    told = {"now": number(row.now, 0), "before": "" if row.before is None else number(row.before, 0)}
    said = _("In 2024, about %(now)s people in a hundred lack several things at once.") % told
    if row.before is not None:
        said = _("In 2024, about %(now)s people in a hundred lack several things at once; in 2014, %(before)s.") % told
    if row.rank is not None and ranked > 1:
        place = {"rank": number(row.rank), "of": number(ranked), "other": number(row.composite_rank or 0)}
        said += " " + _("Rank %(rank)s of %(of)s, counted from the worst off.") % place
    return said


def lacks(rate: Rate) -> str:
    return str(_LACKS[rate.column.code])


def column(rate: Rate) -> str:
    """As the census calls it."""
    return full_label(rate.column.code, language())


def households(one: Assessed, as_of: "date") -> str:
    """How many households lack several things, of how many of which enough is known."""
    if one.is_hidden:
        return _("Too few households to be told here.")
    told = {
        "day": day(as_of), "judged": number(one.judged), "poor": number(one.row.poor),
        "share": number(100 * (one.row.headcount or 0.0), 0),
    }  # fmt: skip
    if not one.judged:
        return _("Of no household assessed before %(day)s enough is known.") % told
    return ngettext(
        "Of one household assessed before %(day)s of which enough is known, %(poor)s lack several things at once.",
        "Of %(judged)s households assessed before %(day)s of which enough is known, %(poor)s lack several things at"
        " once: %(share)s in a hundred.",
        one.judged,
    ) % told  # fmt: skip


def unsure(one: Assessed) -> str:
    """Those left out; empty when there are none or it is not told."""
    if one.is_hidden or not one.row.unsure:
        return ""
    return ngettext(
        "One household is not counted: too little was said of it.",
        "%(count)s households are not counted: too little was said of them.",
        one.row.unsure,
    ) % {"count": number(one.row.unsure)}


def depth(one: Assessed) -> str:
    """How much they lack on average."""
    if one.told(POOR, 1) is None or not one.row.intensity:
        return ""
    return _("On average they lack %(share)s hundredths of what is looked at.") % {
        "share": number(100 * one.row.intensity, 0)
    }


def whom() -> str:
    return _(
        "Households are counted, not people: each once, by its last assessment in its centre. A family known to two"
        " centres counts in both. Households of protected dossiers are not counted. These are families who came to a"
        " centre, not all those of the territory."
    )
