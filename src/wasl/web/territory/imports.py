"""Caïdats, annexes and douars sent as a file: reviewed row by row, then imported or left."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.sheets import MOST_BYTES, Unreadable
from wasl.territory import commands, queries
from wasl.territory.importing import HEADINGS, Outcome, Problem, Verdict
from wasl.web import printed
from wasl.web.fields import FileWidget
from wasl.web.unreadable import unreadable
from wasl.web.words import Signs, Words

COLUMNS: Words = {
    "code": gettext_lazy("code"),
    "kind": gettext_lazy("type"),
    "name_fr": gettext_lazy("name in French"),
    "name_ar": gettext_lazy("name in Arabic"),
    "parent": gettext_lazy("code of the place it belongs to"),
    "since": gettext_lazy("first day"),
    "until": gettext_lazy("last day"),
}
PROBLEMS: Words = {
    Problem.EMPTY: gettext_lazy("The column « %(text)s » is empty: fill it in."),
    Problem.TOO_LONG: gettext_lazy("The column « %(text)s » is longer than 120 letters: shorten it."),
    Problem.BAD_CODE: gettext_lazy("The code %(text)s may hold Latin letters, digits, points and dashes only."),
    Problem.OFFICIAL_CODE: gettext_lazy("The code %(text)s is an official one: give this place a code of your own."),
    Problem.TWICE: gettext_lazy("The code %(text)s stands twice in the file: keep one row."),
    Problem.UNKNOWN_KIND: gettext_lazy("« %(text)s » is no known type: write caïdat, annexe, pachalik or douar."),
    Problem.UNKNOWN_PARENT: gettext_lazy("No place bears the code %(text)s: look it up in the territory."),
    Problem.FORMER_PARENT: gettext_lazy("This code of belonging was renumbered in 2015: write %(text)s."),
    Problem.WRONG_PARENT: gettext_lazy("The place %(text)s is not of a level this type can belong to."),
    Problem.BAD_DAY: gettext_lazy("« %(text)s » is not a day: write it like 15/01/2026."),
    Problem.ENDS_BEFORE: gettext_lazy("The last day %(text)s comes before the first: correct one of them."),
}
OUTCOMES: Signs = {
    Outcome.NEW: ("done", gettext_lazy("new")),
    Outcome.CHANGED: ("due", gettext_lazy("changed")),
    Outcome.SAME: ("quiet", gettext_lazy("unchanged")),
    Outcome.REFUSED: ("danger", gettext_lazy("refused")),
}
FIRST_ARABIC_LETTER = "\u0620"
SHOWN = 200  # rows of the review; refused ones come first


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("XLSX or CSV file"),
        help_text=gettext_lazy("Nothing changes before you have seen what each row would do."),
        widget=FileWidget(".xlsx", ".csv", ".ods", ".xls"),
    )


def _unreadable(error: Unreadable) -> str:
    if error.reason != "columns":
        return unreadable(error)
    names = "، ".join if printed.language() == "ar" else ", ".join
    return unreadable(Unreadable("columns", names(str(COLUMNS[column]) for column in error.detail.split(","))))


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Asks for a file, keeps it, and leads to its review."""
    require(request.actor, Permission.TERRITORY_IMPORT)  # type: ignore[attr-defined]
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            held = commands.hold_upload(
                actor=request.actor,  # type: ignore[attr-defined]
                file_name=file.name,
                content=file.read(MOST_BYTES + 1),
            )
            return redirect("territory:review", held.pk)
        except Unreadable as error:
            form.add_error("file", ValidationError(_unreadable(error)))
    columns = [(COLUMNS[column], _heading(headings, printed.language())) for column, headings in HEADINGS.items()]
    context = {"form": form, "columns": columns}
    return TemplateResponse(request, "territory/import.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What each row would do; pressing the button does it."""
    try:
        if request.method == "POST":
            return _import(request, upload_id)
        found = queries.review_of(actor=request.actor, upload_id=upload_id)  # type: ignore[attr-defined]
    except queries.NoUpload:
        raise Http404 from None
    ordered = sorted(found.verdicts, key=lambda verdict: (verdict.outcome != Outcome.REFUSED, verdict.number))
    context = {
        "review": found,
        "rows": [_row(verdict) for verdict in ordered[:SHOWN]],
        "counts": [(*OUTCOMES[outcome], found.count(outcome)) for outcome in Outcome],
        "writes": found.count(Outcome.NEW) + found.count(Outcome.CHANGED),
        "more": max(0, len(ordered) - SHOWN),
    }
    return TemplateResponse(request, "territory/review.html", context)


def _heading(known: tuple[str, ...], language: str) -> str:
    """Of the headings that are read, the first in the script of the page."""
    return next(text for text in known if (text[0] >= FIRST_ARABIC_LETTER) == (language == "ar"))


def _row(verdict: Verdict) -> dict[str, Any]:
    kind, word = OUTCOMES[verdict.outcome]
    return {"number": verdict.number, "row": verdict.row, "kind": kind, "word": word, "problems": _sentences(verdict)}


def _sentences(verdict: Verdict) -> list[str]:
    return [str(PROBLEMS[problem]) % {"text": COLUMNS.get(text, text)} for problem, text in verdict.problems]


def _import(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    try:
        counts = commands.import_upload(actor=request.actor, upload_id=upload_id)  # type: ignore[attr-defined]
    except commands.AlreadyImported:
        messages.info(request, _("This file was already imported: nothing was done again."))
        return redirect("territory:review", upload_id)
    written = counts.get(Outcome.NEW, 0) + counts.get(Outcome.CHANGED, 0)
    said = ngettext("%(count)s place was imported.", "%(count)s places were imported.", written)
    messages.success(request, said % {"count": printed.number(written)})
    return redirect("territory:review", upload_id)
