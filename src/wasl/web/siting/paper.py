"""An alternative as the committee reads it on paper, in the language that is active."""

from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wasl.documents.papers.siting_report import Comparison, LeftOut, SitingReport, SitingSite
from wasl.territory.queries import source
from wasl.watch.drawing import map_with
from wasl.watch.queries.siting import places_named, refusals_of, standing_on
from wasl.web import printed
from wasl.web.siting import shown, words
from wasl.web.territory.exports import credit

if TYPE_CHECKING:
    from wasl.watch.models import SitingOption

#: Communes out of reach that are printed; the sheet for spreadsheets has more.
MOST_LEFT = 25


def paper_of(option: "SitingOption") -> SitingReport:
    """Of an alternative that was worked out."""
    answer: dict[str, Any] = option.answer or {}
    refusals = refusals_of(option)
    names = places_named([*(row["code"] for row in [*answer["sites"], *answer["uncovered"]]), *dict(refusals)])
    sites = sorted((shown.site(row, names) for row in answer["sites"]), key=lambda row: (row["code"][:6], row["name"]))
    left = [shown.site(row, names) for row in answer["uncovered"]][:MOST_LEFT]
    found = [names[row["code"]] for row in sites if row["code"] in names]
    done = localtime(option.done_at)
    return SitingReport(
        heading=_("Where to open centres: a proposal"),
        # A name and a pair of figures keep their own direction within a line of the other script.
        subtitle=f"{_isolated(option.plan.name)} · {words.type_name(option.plan.type)} · "
        + _("Alternative %(number)s") % {"number": option.number},
        by=option.asked_by.agent.name_in(printed.language()),
        worked_out=f"{printed.day(done)} · {printed.clock(done)}",
        asked=tuple(words.asked_lines(option)),
        refused=tuple(f"{shown.place_name(names.get(code), code)} — {why}" for code, why in refusals),
        comparisons=_comparisons(answer),
        quality=words.quality(answer),
        robust=tuple(
            f"\u2066× {printed.number(each['detour'], 2)} ({printed.percent(_share(each['covered'], answer), 1)})\u2069"
            for each in answer["robust"]
        ),
        map=map_with(
            new=[(one.latitude, one.longitude) for one in found if one.latitude and one.longitude],
            standing=standing_on(done.date(), type=option.plan.type),
        ),
        sites=tuple(
            SitingSite(
                name=row["name"], province=row["province"], people=printed.number(row["people"], 0),
                newly=printed.number(row["newly"], 0), mean_km=_km(row["mean_km"]),
            )
            for row in sites
        ),
        left=tuple(
            LeftOut(
                name=row["name"], province=row["province"], people=printed.number(row["people"], 0),
                km=_km(row["km"]),
            )
            for row in left
        ),
        left_more=_more(answer["uncovered_places"] - len(left)),
        notes=(_("Distances are straight lines times the number above, not roads."), credit(source())),
    )  # fmt: skip


def _isolated(text: str) -> str:
    """In the direction of its first letter: the typesetter does not find it out by itself."""
    first = next((side for side in map(bidirectional, text) if side in {"L", "R", "AL"}), "L")
    return f"{'\u2066' if first == 'L' else '\u2067'}{text}\u2069"


def _share(covered: float, answer: dict[str, Any]) -> float:
    return 100 * covered / answer["people"] if answer["people"] else 0.0


def _km(value: float | None) -> str:
    return "—" if value is None else printed.number(value, 1)


def _people(covered: float, answer: dict[str, Any]) -> str:
    return f"{printed.number(covered, 0)} ({printed.percent(_share(covered, answer), 1)})"


def _comparisons(answer: dict[str, Any]) -> tuple[Comparison, ...]:
    before = answer["covered"] - answer["newly"]
    return (
        Comparison(
            label=_("Centres"), before=printed.number(answer["existing"], 0),
            after=printed.number(answer["existing"] + len(answer["sites"]), 0),
        ),
        Comparison(
            label=_("People within reach"), before=_people(before, answer), after=_people(answer["covered"], answer)
        ),
        Comparison(
            label=_("Still out of reach"), before=printed.number(answer["people"] - before, 0),
            after=printed.number(answer["uncovered_people"], 0),
        ),
        Comparison(
            label=_("Mean journey (km)"), before=_km(answer["mean_km_before"]),
            after=_km(answer["mean_km"]),
        ),
        Comparison(
            label=_("The worst-served tenth travels at least (km)"), before="—",
            after=_km(answer["worst_tenth_km"]),
        ),
    )  # fmt: skip


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and one other commune", "and %(count)s other communes", count) % {"count": printed.number(count)}
