from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wasl.core.authority import require
from wasl.core.bilingual import Bilingual
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.facts.engine.shapes import Rows
from wasl.facts.rules.small_cells import Thresholds
from wasl.reports import commands, queries
from wasl.reports.definitions import UnknownReport, definition_of, definitions
from wasl.reports.outputs import printed
from wasl.reports.outputs.formats import FORMATS
from wasl.reports.rules.definition import MEASURES, Definition
from wasl.reports.rules.sheet import Sheet, published
from wasl.web.printed import amount, language
from wasl.web.reports import words
from wasl.web.reports.forms import ReportForm
from wasl.web.requests import Request
from wasl.web.watch.waiting import waiting_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of a report asks for, once it is sound."""

    definition: Definition
    territory: str
    period: Period
    place: Bilingual

    @property
    def query(self) -> str:
        return urlencode({"territory": self.territory, "period": self.period.code})

    def address(self, name: str, **parts: Any) -> str:
        return f"{reverse(f'reports:{name}', kwargs={'code': self.definition.code, **parts})}?{self.query}"


def definition_or_404(code: str) -> Definition:
    try:
        return definition_of(code)
    except UnknownReport as unknown:
        raise Http404 from unknown


def asked(request: Request, code: str) -> tuple[ReportForm, Asked | None]:
    """The form as it was filled, or with its defaults; None beside it when something in it is wrong."""
    definition = definition_or_404(code)
    own = queries.own_territory(actor=request.actor, today=timezone.localdate())
    given = request.GET or request.POST
    places = queries.places_for(definition, today=timezone.localdate())
    form = ReportForm(
        {
            "territory": given.get("territory") or ("MA" if definition.depths == (0,) else own),
            "period": given.get("period") or definition.default_period or str(timezone.localdate().year),
        },
        places=[(code, name.in_(language()) or _("The whole country")) for code, name in places],
    )
    if not form.is_valid():
        return form, None
    try:
        territory, place = queries.found(form.cleaned_data["territory"])
    except queries.CannotReport as fault:
        form.add_error("territory", why(fault))
        return form, None
    return form, Asked(definition, territory, form.cleaned_data["period"], place)


def why(fault: queries.CannotReport) -> str:
    return {
        "territory": _("No territory bears this code: look for it in the list of territories."),
        "renumbered": _("This code is no longer used: the place is now %(code)s.") % {"code": fault.code},
        "depth": _("This report is not made for such a territory: ask for the whole country, MA."),
        "period": _("This period has not begun: choose an earlier one."),
    }[fault.why]


@require_GET
def reports(request: Request) -> HttpResponse:
    require(request.actor, Permission.REPORT_READ)
    context = {
        "reports": [
            {
                "code": one.code,
                "title": (one.listed or one.title).in_(language()),
                "purpose": one.purpose.in_(language()),
            }
            for one in definitions().values()
        ],
        "issues": [_issue_line(issue) for issue in queries.issues_of(actor=request.actor)[:25]],
        "waiting": waiting_for(request),
    }
    return TemplateResponse(request, "reports/list.html", context)


def _issue_line(issue: Any) -> dict[str, Any]:
    place = queries.found(issue.territory)[1].in_(language())
    title = definition_of(issue.report).title.in_(language())
    return {"issue": issue, "title": f"{title} {place} {Period.parse(issue.period).label(language())}"}


@require_GET
def report(request: Request, code: str) -> HttpResponse:
    require(request.actor, Permission.REPORT_READ)
    form, wanted = asked(request, code)
    if wanted is None:
        return _faulty(request, code, form)
    try:
        sheet = _read(request, wanted)
    except queries.CannotReport as fault:
        form.add_error("territory" if fault.why == "depth" else "period", why(fault))
        return _faulty(request, code, form)
    issue = queries.latest_issue(actor=request.actor, code=code, territory=sheet.territory, period=sheet.period)
    context = _table(sheet, wanted) | {
        "form": form,
        "asked": wanted,
        "formats": [(name.upper(), wanted.address("file", format=name)) for name in ("pdf", "xlsx", "csv", "json")],
        "may_freeze": request.actor.may(Permission.REPORT_FREEZE),
        "as_of": timezone.now(),
        "issue": issue,
        "changes": _changes(request, issue, sheet),
    }
    return TemplateResponse(request, "reports/report.html", context)


def _changes(request: Request, issue: Any, sheet: Sheet) -> int:
    """In how many cells the latest issue differs; an outside reader opens the difference to see those that may be."""
    return len(queries.changes_between(issue, sheet)) if issue and not queries.is_outside(request.actor) else 0


def _faulty(request: Request, code: str, form: ReportForm) -> HttpResponse:
    definition = definition_of(code)
    title = (definition.listed or definition.title).in_(language())
    return TemplateResponse(request, "reports/report.html", {"form": form, "heading": title, "code": code}, status=422)


def _read(request: Request, wanted: Asked) -> Sheet:
    today = timezone.localdate()
    sheet = queries.sheet_of(
        actor=request.actor, code=wanted.definition.code, territory=wanted.territory, period=wanted.period, today=today
    )
    limits: Thresholds = queries.thresholds_on(today)
    return published(sheet, limits) if queries.is_outside(request.actor) else sheet


def _table(sheet: Sheet, wanted: Asked) -> dict[str, Any]:
    """Rows as the printed table has them; every number with the address of what stands behind it."""
    vocabulary = printed.words(language())
    rows = []
    for row in sheet.rows:
        columns = []
        for column in wanted.definition.columns:
            cells = [
                {
                    "text": printed.screen(cell, language=language(), words=vocabulary),
                    "beside": printed.beside(cell, language=language(), words=vocabulary),
                    "measure": MEASURES[cell.measure].in_(language()),
                    "address": wanted.address("rows", row=cell.row, measure=cell.measure),
                }
                for cell in row.cells
                if cell.measure in column.measures
            ]
            columns.append({"label": column.label.in_(language()), "cells": cells})
        sources = dict.fromkeys(printed.SOURCES[cell.source.value].in_(language()) for cell in row.cells)
        rows.append({"number": row.number, "label": row.label.in_(language()), "columns": columns, "sources": sources})
    return {
        "heading": printed.heading(sheet, place=wanted.place, language=language()),
        "columns": [column.label.in_(language()) for column in wanted.definition.columns],
        "rows": rows,
        "totals": [
            {
                "label": words.TOTALS[t.measure],
                "text": words.figure(t.figure) if not t.hidden_below else _("hidden"),
                "explanation": t.explanation.in_(language()),
            }
            for t in sheet.totals
        ],
        "notes": printed.notes(sheet, language=language()),
        "is_simulated": sheet.is_simulated,
    }


@require_GET
def report_file(request: Request, code: str, format: str) -> HttpResponse:
    if format not in FORMATS:
        raise Http404
    _form, wanted = asked(request, code)
    if wanted is None:
        raise Http404
    try:
        content = commands.write_report(
            actor=request.actor, code=code, territory=wanted.territory, period=wanted.period, language=language(),
            format=format, today=timezone.localdate(),
        )  # fmt: skip
    except queries.CannotReport as fault:
        raise Http404 from fault
    answer = HttpResponse(content, content_type=FORMATS[format].media_type)
    name = f"{code}-{wanted.territory}-{wanted.period}-{language()}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def rows(request: Request, code: str, row: int, measure: str) -> HttpResponse:
    _form, wanted = asked(request, code)
    if wanted is None:
        raise Http404
    try:
        found = queries.behind(
            actor=request.actor, code=code, territory=wanted.territory, period=wanted.period, row=row,
            measure=measure, today=timezone.localdate(), after=request.GET.get("key", "")[:120],
        )  # fmt: skip
    except (KeyError, queries.CannotReport) as fault:
        raise Http404 from fault
    return TemplateResponse(request, "reports/rows.html", _behind(found) | {"asked": wanted})


def _behind(found: queries.Behind) -> dict[str, Any]:
    indicator = found.answer.indicator
    return {
        "label": found.label.in_(language()),
        "measure": MEASURES[found.measure].in_(language()),
        "text": _number(found),
        "unit": words.counted(indicator.unit, None if found.below else found.answer.figure),
        "rule": words.RULES[indicator.rule],
        "formula": indicator.formula.in_(language()),
        "counts": indicator.counts.in_(language()),
        "source": printed.SOURCES[found.answer.source.value].in_(language()),
        "qualifier": found.answer.figure.qualifier if found.answer.figure else "",
        "rounding": found.rounding,
        "recorded": found.answer.figure.recorded if found.answer.figure else None,
        "compared": _compared(found),
        "beside": found.answer.beside,
        "beside_text": words.figure(found.answer.beside),
        "gap": _gap(found),
        "period": found.period.label(language()),
        "is_simulated": found.answer.is_simulated,
        "parts": [(p.indicator.label.in_(language()), words.figure(p.figure)) for p in found.parts],
        "breakdowns": [_breakdown(one) for one in found.breakdowns],
        "rows": _rows(found.rows, found.period) if found.rows else None,
        "counted": found.rows.counted if found.rows else 0,
        "closed": found.rows.closed if found.rows else 0,
        "next_key": found.rows.next_after if found.rows else None,
    }


def _rows(found: Rows, period: Period) -> list[dict[str, Any]]:
    """A line that is a territory's code bears its name; one of assistance says which service."""
    names = queries.territory_names(row.line for row in found.rows if row.line)
    return [
        {
            "unit": row.unit_name_ar if language() == "ar" else row.unit_name_fr,
            "line": names[row.line].in_(language()) if row.line in names else row.line or words.about(row),
            "on": row.on,
            # A declared row opens the state it was typed in; recorded ones open from their own rooms.
            "address": "" if row.kind else reverse("facts:state", args=[row.unit_id, period.code]),
            "value": amount(row.quantity),
            "is_simulated": row.is_simulated,
        }
        for row in found.rows
    ]


def _number(found: queries.Behind) -> str:
    if found.below:
        return printed.HIDDEN.in_(language()).format(found.below)
    return words.figure(found.answer.figure, found.shown)


def _compared(found: queries.Behind) -> list[tuple[str, str]]:
    compared = found.answer.compared
    if compared is None:
        return []
    names = (_("Recorded by all units"), _("Declared by all units"), _("Difference"))
    return [(name, words.figure(figure)) for name, (_code, figure) in zip(names, compared.named, strict=True)]


def _gap(found: queries.Behind) -> str:
    """Declared less recorded, when both are known."""
    figure, beside = found.answer.figure, found.answer.beside
    if figure is None or beside is None:
        return ""
    return words.figure(beside - figure)


def _breakdown(one: Any) -> dict[str, Any]:
    names = words.parts(one.by, [part.code for part in one.parts])
    return {
        "title": words.DIMENSIONS[one.by],
        "parts": [
            (names[part.code], words.figure(part.figure) if part.figure is not None else _("hidden"))
            for part in one.parts
        ],
        "total": words.figure(one.total),
    }
