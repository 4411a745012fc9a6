"""What became of what was sent, by destination: whole for who works on dossiers, else with small counts hidden."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wasl.assistance.queries.destinations import OUTCOMES, Figures, Place, figures_by_place, named_places
from wasl.catalogue.queries import names_of_destinations, names_of_reasons, parameter
from wasl.core.permissions import Permission as P
from wasl.facts.rules.small_cells import hidden_cells
from wasl.web.assistance.guards import needs

#: Days that may be looked back upon.
PERIODS = (30, 90, 365)
HIDDEN = "…"
HEADS = (
    _("Destination"), _("Sent"), _("Awaited"), _("No answer"), _("Accepted"), _("Served"), _("Did not come"),
    _("Refused"), _("Median days to answer"), _("Served out of sent, %"),
)  # fmt: skip


COLUMNS = ("sent", *OUTCOMES)


@dataclass(frozen=True, slots=True)
class Line:
    """One destination as shown; a count is None when it is hidden, and then so are the rate and the median."""

    name: str
    place: str
    counts: dict[str, int | None]
    median_days: float | None
    take_up: float | None
    reasons: dict[str, int]


@require_GET
@needs(P.ORIENTATION_READ)
def destinations(request: HttpRequest) -> HttpResponse:
    days = next((one for one in PERIODS if str(one) == request.GET.get("days")), PERIODS[1])
    today = timezone.localdate()
    since = today - timedelta(days=days - 1)
    actor = request.actor  # type: ignore[attr-defined]
    figures = figures_by_place(actor=actor, since=since, until=today)
    names = named_places(actor=actor, places=figures, on=today)
    kinds = names_of_destinations()
    found = [
        (names.get(place) or kinds.get(place.key) or gettext("confidential places"), place, one)
        for place, one in figures.items()
    ]
    found.sort(key=lambda row: (-row[2].sent, row[0]))
    is_file = request.GET.get("format") == "csv"
    # Who works on dossiers knows these persons; for whoever answers for a territory a small count points at one.
    is_whole = actor.may(P.CASE_OPEN) and not is_file
    lines, total = _lines(found, today=today, is_whole=is_whole)
    if is_file:
        return _file(lines, since=since, today=today)
    context = {
        "rows": lines, "days": days, "periods": PERIODS, "since": since, "today": today, "reasons": names_of_reasons(),
        "total": total, "outcomes": list(zip(OUTCOMES, HEADS[2:8], strict=True)), "heads": HEADS,
        "is_whole": is_whole, "least": parameter("disclosure.minimum", on=today),
    }  # fmt: skip
    return TemplateResponse(request, "directory/destinations.html", context)


def _lines(found: list[tuple[str, Place, Figures]], *, today: date, is_whole: bool) -> tuple[list[Line], Line]:
    total = _total([one for _name, _place, one in found])
    rows = [*found, ("", Place("all"), total)]
    hidden = frozenset() if is_whole else _hidden(rows, today=today)
    least = 1 if is_whole else parameter("disclosure.minimum", on=today)
    lines = [_line(n, row, hidden, least) for n, row in enumerate(rows)]
    return lines[:-1], lines[-1]


def _hidden(rows: list[tuple[str, Place, Figures]], *, today: date) -> frozenset[tuple[int, str]]:
    """Cells under the parameter and others with them: every line adds up to what was sent, every column to the last
    line. Places that must not be known are those of women and children: their parameter holds for the whole table
    when there is one."""
    is_sensitive = any(place.kind == "secret" for _name, place, _one in rows)
    least = parameter("disclosure.minimum_sensitive" if is_sensitive else "disclosure.minimum", on=today)
    cells = {(n, name): Decimal(getattr(one, name)) for n, (_n, _p, one) in enumerate(rows) for name in COLUMNS}
    lines = [[(n, name) for name in OUTCOMES] for n in range(len(rows))]
    columns = [[(n, name) for n in range(len(rows) - 1)] for name in COLUMNS]
    return hidden_cells(cells, groups=[*lines, *columns], threshold=least)


def _line(n: int, row: tuple[str, Place, Figures], hidden: frozenset[tuple[int, str]], least: int) -> Line:
    name, place, one = row
    is_open = not any((n, column) in hidden for column in COLUMNS)
    reasons = one.reasons if is_open and all(times >= least for times in one.reasons.values()) else {}
    counts = {column: None if (n, column) in hidden else getattr(one, column) for column in COLUMNS}
    return Line(
        name, str(place), counts, one.median_days if is_open else None, one.take_up if is_open else None, reasons
    )


def _total(figures: list[Figures]) -> Figures:
    total = Figures()
    for one in figures:
        for name in COLUMNS:
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def _file(lines: list[Line], *, since: date, today: date) -> HttpResponse:
    """It may leave the institution: small counts are hidden, and those that would give them away; a rate or a median
    stands only where its line is whole."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(one) for one in HEADS])
    for line in lines:
        counts = [HIDDEN if count is None else count for count in line.counts.values()]
        median = "" if line.median_days is None else f"{line.median_days:.1f}"
        rate = "" if line.take_up is None else f"{line.take_up:.1f}"
        writer.writerow([_plain(line.name), *counts, median, rate])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="orientations-{since}-{today}.csv"'
    return response


def _plain(text: str) -> str:
    """A name that a spreadsheet would take for a formula gets a mark before it."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@", "\t", "＝")) else text
