"""Sentences about a forecast, in a reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wasl.vocabulary.choices import current_label
from wasl.watch.queries.needs import Line
from wasl.watch.rules.needs import MARGIN, Kept, Kind
from wasl.watch.rules.weeks import month_after
from wasl.web.printed import comma, month, number, percent

if TYPE_CHECKING:
    from wasl.watch.models import Need


def subject(need: "Need", names: Mapping[str, str]) -> str:
    """`names` of services, read once for a page."""
    if need.kind == Kind.RECEIVED:
        return _("People received")
    if need.kind == Kind.PLACES:
        return _("Places: %(type)s") % {"type": current_label("establishment_types", need.service)}
    return names.get(need.service, need.service)


def expected(line: Line, first: date) -> str:
    """What comes, and between which bounds."""
    outlook = line.outlook
    told = {
        "from": month(first),
        "expected": number(line.over_a_year(outlook.mean), 0),
        "least": number(line.over_a_year(outlook.lower), 0),
        "most": number(line.over_a_year(outlook.upper), 0),
    }
    if line.is_of_places:
        told["when"] = month(month_after(first, outlook.mean.index(max(outlook.mean))))
        return (
            _("In the busiest month, %(when)s: about %(expected)s places asked for, from %(least)s to %(most)s.") % told
        )
    return _("In the twelve months from %(from)s: about %(expected)s, from %(least)s to %(most)s.") % told


def before(line: Line) -> str:
    if line.last_year is None:
        return ""
    said = {"count": number(line.last_year, 0)}
    if line.is_of_places:
        return _("In the busiest of the twelve months before: %(count)s.") % said
    return _("In the twelve months before: %(count)s.") % said


def against(line: Line, first: date) -> str:
    """Where it will not suffice, since when, and how sure that is."""
    lacks, since = line.lacking, line.lacking.since
    if line.outlook.capacity is None and line.is_of_places:
        return _("How many places there are is not recorded: write it on the centres' pages.")
    if line.outlook.capacity is None:
        return _("What the centres can do is not known yet: too few months were recorded.")
    if since is None:
        return _may(line, first)
    told = {
        "short": lacks.short, "centres": number(lacks.centres), "since": month(month_after(first, since)),
        "missing": number(max(lacks.missing), 0), "worst": month(month_after(first, lacks.worst)),
    }  # fmt: skip
    if line.is_of_places:
        said = ngettext(
            "Places will be missing in one of %(centres)s centres from %(since)s on: about %(missing)s in %(worst)s.",
            "Places will be missing in %(short)s of %(centres)s centres from %(since)s on: about %(missing)s in"
            " %(worst)s.",
            lacks.short,
        )  # fmt: skip
    else:
        said = ngettext(
            "One of %(centres)s centres will be asked for more than it can do from %(since)s on: about %(missing)s too"
            " many in %(worst)s.",
            "%(short)s of %(centres)s centres will be asked for more than they can do from %(since)s on: about"
            " %(missing)s too many in %(worst)s.",
            lacks.short,
        )  # fmt: skip
    return said % told + " " + sureness(line)


def _may(line: Line, first: date) -> str:
    can = number(line.outlook.capacity or 0, 0)
    if not line.lacking.perhaps and line.is_of_places:
        return _("It should suffice: there are %(can)s places.") % {"can": can}
    if not line.lacking.perhaps:
        return _("It should suffice: the centres can do %(can)s a month.") % {"can": can}
    return ngettext(
        "It should suffice, but one centre may be short in its busiest months.",
        "It should suffice, but %(count)s centres may be short in their busiest months.",
        line.lacking.perhaps,
    ) % {"count": line.lacking.perhaps}  # fmt: skip


def sureness(line: Line) -> str:
    lacks = line.lacking
    said = [
        (lacks.sure, ngettext("almost certain in one centre", "almost certain in %(count)s centres", lacks.sure)),
        (lacks.likely, ngettext("likely in one centre", "likely in %(count)s centres", lacks.likely)),
        (lacks.perhaps, ngettext("possible in one more", "possible in %(count)s more", lacks.perhaps)),
    ]
    told = [words % {"count": number(count)} for count, words in said if count]
    return _("How sure: %(said)s.") % {"said": comma().join(told)}


def to_do(line: Line) -> str:
    lacks = line.lacking
    if line.outlook.capacity is None:
        return ""
    if lacks.since is None:
        return _("Nothing to do now.") if not lacks.perhaps else _("Look again next month.")
    missing, room = max(lacks.missing), lacks.room[lacks.worst]
    if lacks.centres > 1 and room >= missing:
        return _("To do: share between centres; the others have room for %(room)s in that month.") % {
            "room": number(room, 0)
        }
    told = {"count": number(max(missing - room, MARGIN), 0)}
    if line.is_of_places:
        return _("To do: open places, or agree with a partner; even shared out, %(count)s would be missing.") % told
    return _("To do: post agents or add days; even shared out, %(count)s would be too many.") % told


def badge(line: Line) -> tuple[str, str] | None:
    lacks = line.lacking
    if lacks.since is not None:
        return ("late", _("too few"))
    return ("due", _("tight")) if lacks.perhaps else None


def trust(line: Line) -> str:
    """How wrong the forecast was over the last months, beside repeating the year before."""
    need = line.need
    if not need.tested or need.error is None or need.naive_error is None:
        return _("Too few months are known to test the forecast: read its bounds, not its middle.")
    told = {"error": percent(need.error * 100, 0), "naive": percent(need.naive_error * 100, 0), "months": need.tested}
    said = ngettext(
        "Over one past month the forecast was wrong by %(error)s; repeating the year before, by %(naive)s.",
        "Over %(months)s past months the forecast was wrong by %(error)s; repeating the year before, by %(naive)s.",
        need.tested,
    ) % told  # fmt: skip
    if need.error > need.naive_error:
        said += " " + _("Here it does no better than repeating the year before.")
    return said


def said_before(one: Kept) -> str:
    """How a forecast that was shown here did."""
    return ngettext(
        "Made in %(made)s, for the month since: wrong by %(error)s.",
        "Made in %(made)s, for the %(months)s months since: wrong by %(error)s; %(inside)s of them between the bounds.",
        one.months,
    ) % {
        "made": month(one.made), "months": one.months, "error": percent(one.error * 100, 0), "inside": one.inside,
    }  # fmt: skip


def winter(factor: float) -> str:
    change = {"share": percent(abs(factor - 1) * 100, 0)}
    more = _("That winter %(share)s more was asked than in other winters: the winter months are raised by as much.")
    less = _("That winter %(share)s less was asked than in other winters: the winter months are lowered by as much.")
    return (more if factor >= 1 else less) % change


def title(name: str, place: str) -> str:
    return f"{name} · {place}"


def rules() -> str:
    """What the numbers stand on, for whoever meets them on paper."""
    return _(
        "Counted from complete months only; a month in which a centre recorded nothing is not counted as zero. What"
        " comes lies between the bounds nine times in ten, as it did in past months. What can be done: the authorised"
        " places; of services, the most of a month in two years, less where agents have left."
    )
