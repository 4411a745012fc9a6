"""Frozen reports: made, read, printed, compared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wasl.core.period import Period
from wasl.reports import commands, queries
from wasl.reports.rules.definition import MEASURES
from wasl.web.papers import pdf_answer
from wasl.web.printed import language, number
from wasl.web.reports.views import asked, definition_or_404, why
from wasl.web.requests import Request


@require_POST
def freeze(request: Request, code: str) -> HttpResponse:
    definition_or_404(code)
    _form, wanted = asked(request, code)
    if wanted is None:
        raise Http404
    try:
        issue = commands.freeze_report(
            actor=request.actor, code=code, territory=wanted.territory, period=wanted.period, now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except queries.CannotReport as fault:
        messages.error(request, why(fault))
        return redirect(wanted.address("report"))
    messages.success(
        request, _("Issue no. %(number)s is frozen: nothing changes it any more.") % {"number": issue.number}
    )
    return redirect("reports:issue", issue.pk)


def issue_or_404(request: Request, issue_id: UUID) -> Any:
    found = queries.issue_of(actor=request.actor, issue_id=issue_id)
    if found is None:
        raise Http404
    return found


@require_GET
def issue(request: Request, issue_id: UUID) -> HttpResponse:
    found = issue_or_404(request, issue_id)
    content, lang = queries.content_of(found), language()
    printed = "published" if queries.is_outside(request.actor) else "printed"
    rows = [
        {
            "number": row["row"],
            "label": row[f"label_{lang}"],
            "columns": [
                {
                    "label": column[f"label_{lang}"],
                    "cells": [_cell(c, printed, lang) for c in row["cells"] if c["measure"] in column["measures"]],
                }
                for column in content["columns"]
            ],
        }
        for row in content["rows"]
    ]
    context = {
        "issue": found,
        "heading": content[f"title_{lang}"],
        "columns": [column[f"label_{lang}"] for column in content["columns"]],
        "rows": rows,
        "notes": content[f"notes_{lang}"],
        "languages": [("fr", _("PDF in French")), ("ar", _("PDF in Arabic"))],
        "papers": queries.papers_of(actor=request.actor, issue=found),
    }
    return TemplateResponse(request, "reports/issue.html", context)


def _cell(cell: dict[str, Any], printed: str, lang: str) -> str:
    """The number, and in brackets what stood beside it; issues older than the comparison have none."""
    beside = cell.get(f"beside_published_{lang}" if printed == "published" else f"beside_{lang}", "")
    return f"{cell[f'{printed}_{lang}']} ({beside})" if beside else cell[f"{printed}_{lang}"]


@require_GET
def issue_pdf(request: Request, issue_id: UUID, lang: str) -> HttpResponse:
    found = issue_or_404(request, issue_id)
    paper = queries.papers_of(actor=request.actor, issue=found).get(lang)
    if paper is None:
        raise Http404
    name = f"{found.report}-{found.territory}-{found.period}-no{found.number}-{lang}"
    return pdf_answer(bytes(paper.pdf or b""), name=name)


@require_GET
def difference(request: Request, issue_id: UUID) -> HttpResponse:
    found = issue_or_404(request, issue_id)
    changes = queries.changes_since(actor=request.actor, issue=found, today=timezone.localdate())
    context = {
        "issue": found,
        "heading": queries.content_of(found)[f"title_{language()}"],
        "period": Period.parse(found.period).label(language()),
        "changes": [
            {
                "row": change.row,
                "label": change.label.in_(language()),
                "measure": MEASURES[change.measure].in_(language()) if change.measure in MEASURES else change.measure,
                "before": change.before,
                "after": change.after,
                "gained": _signed(change.gained),
            }
            for change in changes
        ],
        "as_of": timezone.now(),
    }
    return TemplateResponse(request, "reports/difference.html", context)


def _signed(value: Any) -> str:
    """+1, −3; a dash when one side is not known."""
    if value is None:
        return "—"
    return f"+{number(value)}" if value > 0 else number(value)
