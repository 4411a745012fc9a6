"""Who lacks several things, by territory: guessed from the census, opened down to its rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wasl.core.permissions import Permission as P
from wasl.territory.queries import source
from wasl.territory.rules import COUNTRY_CODE, Level
from wasl.watch.queries import poverty as queries
from wasl.watch.queries.poverty import CensusLine, Rate
from wasl.watch.rules.poverty import Kind
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.needs import exports
from wasl.web.needs.shown import LISTED, Table
from wasl.web.poverty import shown, words
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.territory.exports import credit

if TYPE_CHECKING:
    from wasl.watch.models import PovertyRun

FILES = ("pdf", "xlsx", "csv")
ORDERS = ("most", "change", "name")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a level, within a region or province ("" everywhere), in an order."""

    run: "PovertyRun"
    level: Level
    within: str
    order: str

    def address(self, name: str, **parts: str) -> str:
        query = {"level": self.level.value, "within": self.within, "order": self.order}
        return f"{reverse(f'poverty:{name}', kwargs=parts)}?{urlencode({k: v for k, v in query.items() if v})}"


def _asked(request: Request) -> Asked | None:
    """None while nothing is worked out."""
    run = queries.latest_run(Kind.CENSUS)
    if run is None:
        return None
    levels = {level.value: level for level in words.LEVELS}
    level = levels.get(request.GET.get("level", ""), Level.PROVINCE)
    within = request.GET.get("within", "")
    known = {code for code, _name in _within(level)}
    order = request.GET.get("order", "")
    return Asked(run, level, within if within in known else "", order if order in ORDERS else ORDERS[0])


def _within(level: Level) -> list[tuple[str, str]]:
    """Regions, and for communes provinces too."""
    levels = {Level.PROVINCE: (Level.REGION,), Level.COMMUNE: (Level.REGION, Level.PROVINCE)}.get(level, ())
    return [(code, name.in_(language())) for above in levels for code, name in queries.places_of(above)]


def _lines(request: Request, asked: Asked) -> list[CensusLine]:
    lines = queries.territories(actor=request.actor, run=asked.run, level=asked.level, within=asked.within)
    if asked.order == "change":
        lines.sort(key=lambda line: (line.change is None, line.change or 0.0))
    elif asked.order == "name":
        lines.sort(key=lambda line: line.name.in_(language()))
    return lines


def _table(lines: Sequence[CensusLine]) -> Table:
    people = queries.inhabitants([line.row.territory for line in lines])
    return shown.of_territories(
        lines, people=people, address=lambda line: reverse("poverty:one", args=[line.row.territory])
    )


def _notes(lines: Sequence[CensusLine]) -> list[str]:
    missing = sum(line.row.now is None for line in lines)
    notes = [words.what_it_is(), words.not_alike(), words.ranks(), words.unknown(missing), credit(source())]
    return [note for note in notes if note]


@require_GET
@needs(P.WATCH_READ)
def home(request: Request) -> HttpResponse:
    asked = _asked(request)
    if asked is None:
        return TemplateResponse(request, "poverty/home.html", {})
    lines = _lines(request, asked)
    context = {
        "asked": asked, "table": _table(lines[:LISTED]), "left_out": max(len(lines) - LISTED, 0),
        "notes": _notes(lines)[1:], "is": words.what_it_is(),
        "levels": [(level.value, name) for level, name in words.LEVELS.items()], "places": _within(asked.level),
        "orders": zip(ORDERS, (_("Who lacks most first"), _("Most improved first"), _("By name")), strict=True),
        "country": words.said_of(_line(request, asked, COUNTRY_CODE), 1),
        "files": [(each.upper(), asked.address("table", extension=each)) for each in FILES],
    }  # fmt: skip
    return TemplateResponse(request, "poverty/home.html", context)


def _line(request: Request, asked: Asked, code: str) -> CensusLine:
    return queries.census_line(actor=request.actor, run=asked.run, code=code)


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def table(request: Request, extension: str) -> HttpResponse:
    asked = _asked_or_404(request)
    lines = _lines(request, asked)
    where = dict(_within(asked.level)).get(asked.within, "")
    heading = " · ".join(part for part in (_("What is lacked, by territory"), where) if part)
    return exports.answer(
        extension, name=f"poverty-{asked.level}-{asked.within or COUNTRY_CODE}", heading=heading, run=asked.run,
        lead=words.lead(), notes=_notes(lines), tables=[_table(lines)],
    )  # fmt: skip


def _asked_or_404(request: Request) -> Asked:
    asked = _asked(request)
    if asked is None:
        raise Http404
    return asked


@dataclass(frozen=True, slots=True)
class Page:
    """One territory, as its page and its files tell it."""

    asked: Asked
    line: CensusLine
    said: str
    rates: Table

    @property
    def name(self) -> str:
        return self.line.name.in_(language())


def _page(request: Request, code: str) -> Page:
    asked = _asked_or_404(request)
    line = _line(request, asked, code)
    ranked = queries.ranked(run=asked.run, level=line.row.level)
    found = queries.rates_behind(actor=request.actor, code=code)
    rates = shown.of_rates(found, address=lambda rate: _census_rows(line, rate))
    return Page(asked, line, words.said_of(line, ranked), rates)


def _census_rows(line: CensusLine, rate: Rate) -> str:
    """The census's own table of the column, where the territory stands among its neighbours."""
    level = line.row.level
    asked = {"indicator": rate.column.code} | ({"level": level} if level != Level.COUNTRY else {})
    return f"{reverse('territory:page', args=[line.above])}?{urlencode(asked)}"


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def one(request: Request, code: str) -> HttpResponse:
    """One territory: its figure, the rates it rests on, and what it is made of."""
    page = _page(request, code)
    context: dict[str, Any] = {
        "page": page, "name": page.name, "said": page.said, "is": words.what_it_is(), "alike": words.not_alike(),
        "rates": page.rates, "credit": credit(source()), "below": _below(page.line),
        "files": [(each.upper(), reverse("poverty:file", args=[code, each])) for each in FILES],
    }  # fmt: skip
    return TemplateResponse(request, "poverty/one.html", context)


def _below(line: CensusLine) -> str:
    """The list of what it is made of; empty for a commune."""
    level = {Level.COUNTRY: Level.REGION, Level.REGION: Level.PROVINCE, Level.PROVINCE: Level.COMMUNE}
    made_of = level.get(Level(line.row.level))
    if made_of is None:
        return ""
    within = "" if line.row.territory == COUNTRY_CODE else line.row.territory
    return f"{reverse('poverty:home')}?{urlencode({'level': made_of.value, 'within': within})}"


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def file(request: Request, code: str, extension: str) -> HttpResponse:
    page = _page(request, code)
    return exports.answer(
        extension, name=f"poverty-{code}", run=page.asked.run, lead=words.lead(), tables=[page.rates],
        heading=f"{_('What is lacked, by territory')} · {page.name}",
        notes=[page.said, words.what_it_is(), words.not_alike(), credit(source())],
    )  # fmt: skip
