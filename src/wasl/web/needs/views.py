"""Needs a year ahead, against what centres can do; and what if the cold comes back, or a centre closes."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wasl.catalogue.queries import names_of_services, parameter
from wasl.core.permissions import Permission as P
from wasl.vocabulary.choices import current_label
from wasl.watch.queries import needs as queries
from wasl.watch.queries.needs import Centre, Line
from wasl.watch.queries.territories import tells_few
from wasl.watch.rules.needs import Kind
from wasl.watch.rules.weeks import month_after
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.needs import exports, shown, words
from wasl.web.needs.shown import Few
from wasl.web.printed import language, month
from wasl.web.requests import Request, uuid_of

if TYPE_CHECKING:
    from wasl.watch.models import NeedsRun

#: In an address, where a kind has no service of its own.
ALL = "all"
FILES = ("pdf", "xlsx", "csv")
#: Centres one may ask to close, those that lack most first; of a whole country one asks province by province.
CHOICES = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, in the latest run; `place` is the chosen territory or the widest of the posting."""

    run: "NeedsRun"
    places: list[tuple[str, str]]
    place: str

    @property
    def place_name(self) -> str:
        return dict(self.places)[self.place]

    def address(self, name: str, line: Line | None = None, *, extension: str = "", **query: Any) -> str:
        parts = {"kind": line.need.kind, "code": line.need.service or ALL} if line else {}
        if extension:
            parts["extension"] = extension
        if line is not None and line.need.unit_id and "centre" not in query:
            query["centre"] = line.need.unit_id
        given = {key: value for key, value in query.items() if value}
        return f"{reverse(f'needs:{name}', kwargs=parts)}?{urlencode({'place': self.place} | given)}"


def _asked(request: Request) -> Asked | None:
    """None while nothing is foretold that the posting may read."""
    run = queries.latest_run()
    found = queries.places_within(actor=request.actor, run=run) if run else []
    places = [(code, name.in_(language()) or _("The whole country")) for code, name in found]
    codes = [code for code, _name in places]
    place = request.GET.get("place", "")
    return Asked(run, places, place if place in codes else codes[0]) if run and codes else None


def _asked_or_404(request: Request) -> Asked:
    asked = _asked(request)
    if asked is None:
        raise Http404
    return asked


def _few(request: Request) -> Few:
    tells = tells_few(request.actor)
    return Few(0 if tells else parameter("disclosure.minimum", on=timezone.localdate()))


@require_GET
@needs(P.WATCH_READ)
def home(request: Request) -> HttpResponse:
    """Every service of a territory, the busiest first."""
    asked = _asked(request)
    if asked is None:
        return TemplateResponse(request, "needs/home.html", {"under_way": queries.run_under_way()})
    lines = queries.lines_of(actor=request.actor, run=asked.run, territory=asked.place)
    few = _few(request)
    names = names_of_services()
    cards = [
        _card(line, asked) | {"name": words.subject(line.need, names), "is_few": few.hides(line)} for line in lines
    ]
    context = {
        "asked": asked, "run": asked.run, "rules": words.rules(),
        "short": [one for one in cards if one["is_short"]],
        "cards": [one for one in cards if one["is_known"] and not one["is_short"]],
        "unknown": [one for one in cards if not one["is_known"]],
        "files": [(each.upper(), asked.address("table", extension=each)) for each in FILES],
    }  # fmt: skip
    return TemplateResponse(request, "needs/home.html", context)


def _card(line: Line, asked: Asked) -> dict[str, Any]:
    return {
        "address": asked.address("one", line),
        "badge": words.badge(line),
        "is_short": line.lacking.since is not None,
        "is_known": line.outlook.capacity is not None,
        "against": words.against(line, asked.run.month),
        "to_do": words.to_do(line),
        "expected": words.expected(line, asked.run.month),
        "before": words.before(line),
    }


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def table(request: Request, extension: str) -> HttpResponse:
    """The home page's numbers, every service of the territory."""
    asked = _asked_or_404(request)
    lines = queries.lines_of(actor=request.actor, run=asked.run, territory=asked.place)
    found = shown.of_services(lines, names=names_of_services(), first=asked.run.month, few=_few(request))
    return exports.answer(
        extension, name=f"needs-{asked.place}-{asked.run.month:%Y-%m}", run=asked.run, tables=[found],
        heading=words.title(_("Needs to come"), asked.place_name), notes=_notes(asked),
    )  # fmt: skip


def _notes(asked: Asked) -> list[str]:
    since = _("Twelve months from %(month)s.") % {"month": month(asked.run.month)}
    return [since, _("Of places: people housed or refused for want of a place, in the busiest month."), words.rules()]


@dataclass(frozen=True, slots=True)
class Page:
    """One service in one territory or centre, as the page and its files tell it."""

    asked: Asked
    line: Line
    shown: Line
    factor: float | None
    centres: list[Centre]
    closed: UUID | None
    subject: str
    name: str

    @property
    def heading(self) -> str:
        return words.title(self.subject, self.name)


def _page(request: Request, kind: str, code: str) -> Page:
    asked = _asked_or_404(request)
    unit_id = uuid_of(request.GET.get("centre", ""))
    line = queries.line_of(
        actor=request.actor, run=asked.run, territory=asked.place, kind=_kind(kind),
        service="" if code == ALL else code, unit_id=unit_id,
    )  # fmt: skip
    winter = queries.after_a_winter(line, month=asked.run.month) if request.GET.get("cold") == "1" else None
    told, factor = winter or (line, None)
    closed = None if unit_id else uuid_of(request.GET.get("closed", ""))
    centres = [] if unit_id else queries.centres_of(actor=request.actor, line=line, factor=factor)
    name = queries.name_of(unit_id).in_(language()) if unit_id else asked.place_name
    subject = words.subject(line.need, names_of_services())
    return Page(asked, line, told, factor, centres, closed, subject, name)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Http404 from None


def _tables(request: Request, page: Page) -> list[shown.Table]:
    """Months, then the centres: those that would take up a closed one's demand when it is asked."""
    few, asked = _few(request), page.asked
    months = shown.of_months(
        page.shown, first=asked.run.month, few=few,
        address=lambda day: asked.address("rows", page.line, month=f"{day:%Y-%m}"),
    )  # fmt: skip
    listed = page.centres
    if page.closed:
        listed = queries.centres_of(actor=request.actor, line=page.line, closed=page.closed, factor=page.factor)
    centres = shown.of_centres(
        listed, few=few, is_closing=bool(page.closed),
        address=lambda one: asked.address("one", page.line, centre=one.unit_id),
    )  # fmt: skip
    return [months, centres] if listed else [months]


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def one(request: Request, kind: str, code: str) -> HttpResponse:
    """One service, month by month, its centres, and two questions one may ask."""
    page = _page(request, kind, code)
    asked, need = page.asked, page.line.need
    tables = _tables(request, page)
    gone = next((one for one in page.centres if one.unit_id == page.closed), None)
    query = {"cold": "1" if request.GET.get("cold") == "1" else "", "closed": page.closed}
    context = {
        "asked": asked, "run": asked.run, "line": page.shown, "name": page.subject, "place": page.name,
        "against": words.against(page.shown, asked.run.month), "to_do": words.to_do(page.shown),
        "expected": words.expected(page.shown, asked.run.month), "before": words.before(page.line),
        "trust": words.trust(page.line), "is_cold": bool(query["cold"]), "is_centre": bool(need.unit_id),
        "winter": words.winter(page.factor) if page.factor is not None else "", "closed": page.closed,
        "gone": gone and gone.name.in_(language()), "months": tables[0], "centres": tables[1] if tables[1:] else None,
        "choices": sorted((one.name.in_(language()), one.unit_id) for one in page.centres[:CHOICES]),
        "is_few": _few(request).hides(page.line), "rules": words.rules(),
        "around": asked.address("one", page.line, centre=""),
        "left_out": tables[1].left_out if tables[1:] else 0,
        "earlier": [words.said_before(kept) for kept in queries.earlier_of(page.line, run=asked.run)],
        "chart": _chart(page, tables[0]), "above": asked.address("home"),
        "files": [(each.upper(), asked.address("file", page.line, extension=each, **query)) for each in FILES],
    }  # fmt: skip
    return TemplateResponse(request, "needs/one.html", context)


def _chart(page: Page, months: shown.Table) -> dict[str, Any]:
    """The same cells as the table: what is hidden there is a gap here."""
    columns = list(zip(*(row.cells for row in months.rows), strict=True))
    names = (*months.heads[:3], months.heads[4])
    drawn = [*columns[:3], columns[4]]
    return {
        "kind": "line",
        "title": page.heading,
        "categories": [row.name for row in months.rows],
        "series": [
            {"name": name, "values": [cell if isinstance(cell, int) else None for cell in cells]}
            for name, cells in zip(names, drawn, strict=True)
            if any(isinstance(cell, int) for cell in cells)
        ],
        "unit": "",
    }


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def file(request: Request, kind: str, code: str, extension: str) -> HttpResponse:
    page = _page(request, kind, code)
    first, said = page.asked.run.month, []
    if not _few(request).hides(page.line):
        said = [words.expected(page.shown, first), words.against(page.shown, first), words.to_do(page.shown)]
    if page.factor is not None:
        said.append(words.winter(page.factor))
    return exports.answer(
        extension, name=f"needs-{code}-{page.asked.place}-{first:%Y-%m}", heading=page.heading, run=page.asked.run,
        notes=[*filter(None, said), words.trust(page.line), words.rules()], tables=_tables(request, page),
    )  # fmt: skip


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def rows(request: Request, kind: str, code: str) -> HttpResponse:
    """The records that one past month was counted from, as far as the reader may open them."""
    page = _page(request, kind, code)
    asked = _month(request.GET.get("month", "")) or month_after(page.asked.run.month, -1)
    key = request.GET.get("key", "")[:90]
    found = queries.rows_behind(actor=request.actor, line=page.line, month=asked, after=key)
    is_few = isinstance(_few(request).told(found.counted), str)
    context = {
        "name": page.subject, "place": page.name, "when": month(asked), "is_few": is_few,
        "above": page.asked.address("one", page.line), "rows": [] if is_few else [_row(row) for row in found.rows],
        "counted": found.counted, "closed": found.closed,
        "next_key": found.next_after, "is_of_places": page.line.is_of_places,
    }  # fmt: skip
    return TemplateResponse(request, "needs/rows.html", context)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _row(row: Any) -> dict[str, Any]:
    if row.kind in ("act", "reception"):
        what = current_label("services", row.key)
    else:
        what = _("housed or enrolled") if row.kind == "housed" else _("refused for want of a place")
    is_week = row.kind in ("housed", "refused")
    return {
        "unit": row.unit_name_ar if language() == "ar" else row.unit_name_fr, "what": what, "on": row.on,
        "value": row.quantity, "is_simulated": row.is_simulated,
        "address": reverse("watch:week", args=[row.unit_id, row.on.isoformat()]) if is_week else "",
    }  # fmt: skip
