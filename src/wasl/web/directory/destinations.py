"""What became of what was sent, by destination: on screen whole, in the file with small counts hidden."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wasl.assistance.queries.destinations import OUTCOMES, Figures, figures_by_place, named_places
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
    rows: list[dict[str, Any]] = [
        {"place": str(place), "figures": one,
         "name": names.get(place) or kinds.get(place.key) or gettext("confidential places")}
        for place, one in figures.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["figures"].sent, row["name"]))
    if request.GET.get("format") == "csv":
        return _file(rows, since=since, today=today)
    context = {
        "rows": rows, "days": days, "periods": PERIODS, "since": since, "today": today, "reasons": names_of_reasons(),
        "total": _total(figures.values()),
    }  # fmt: skip
    return TemplateResponse(request, "directory/destinations.html", context)


def _total(figures: Any) -> Figures:
    total = Figures()
    for one in figures:
        for name in ("sent", *OUTCOMES):
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def _file(rows: list[dict[str, Any]], *, since: date, today: date) -> HttpResponse:
    """It may leave the institution: small counts are hidden, and those that would give them away; a rate or a median
    stands only where its line is whole."""
    least = parameter("disclosure.minimum", on=today)
    columns = ("sent", *OUTCOMES)
    cells = {(n, name): Decimal(getattr(row["figures"], name)) for n, row in enumerate(rows) for name in columns}
    lines = [[(n, name) for name in OUTCOMES] for n in range(len(rows))]
    hidden = hidden_cells(cells, groups=lines, threshold=least)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(one) for one in HEADS])
    for n, row in enumerate(rows):
        one, is_whole = row["figures"], not any(cell in hidden for cell in (*lines[n], (n, "sent")))
        median = f"{one.median_days:.1f}" if is_whole and one.median_days is not None else ""
        rate = f"{one.take_up:.1f}" if is_whole and one.take_up is not None else ""
        counts = [HIDDEN if (n, name) in hidden else getattr(one, name) for name in columns]
        writer.writerow([_plain(row["name"]), *counts, median, rate])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="orientations-{since}-{today}.csv"'
    return response


def _plain(text: str) -> str:
    """A name that a spreadsheet would take for a formula gets a mark before it."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@", "\t", "＝")) else text
