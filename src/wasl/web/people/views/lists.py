"""Lists of persons on screen: sent, their columns put right, tried, taken, undone."""

import contextlib
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wasl.core.actor import Actor
from wasl.core.sheets import MOST_BYTES, Unreadable
from wasl.network.queries import visible_names
from wasl.people.commands import lists as commands
from wasl.people.lists.written import with_verdicts
from wasl.people.queries import lists as list_queries
from wasl.people.rules.lists import BUSY, ListState, RowVerdict
from wasl.web.fields import FileWidget
from wasl.web.paging import page_by_key
from wasl.web.people import list_words
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.printed import language
from wasl.web.unreadable import unreadable
from wasl.web.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
TASK = "wasl.config.schedule.work_on_list"


class SendForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File: a spreadsheet, or CSV"),
        help_text=gettext_lazy("As it came: nothing is registered before you have seen what each line would do."),
        widget=FileWidget(".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv"),
    )
    origin = forms.CharField(
        label=gettext_lazy("Who sent it"),
        help_text=gettext_lazy("An association, a centre: its columns will be remembered."),
        max_length=120, required=False, widget=forms.TextInput(attrs={"class": "form-control", "dir": "auto"}),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=gettext_lazy("Register the persons at"), widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]


def wake_worker(list_id: UUID) -> None:
    """The worker begins at once; it would find the list by itself within a minute."""
    for lane in range(commands.LANES):
        job = app.configure_task(TASK, queueing_lock=f"list {list_id} {lane}", lock=f"list {list_id} {lane}")
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(list_id=str(list_id), lane=lane)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = page_by_key(request, list_queries.lists(actor=actor), order=("-id",))
    units = visible_names(
        actor=actor, unit_ids={row.unit_id for row in page.rows}, day=timezone.localdate(), language=language()
    )
    rows = [(row, units.get(row.unit_id, ""), list_words.STATES[ListState(row.state)]) for row in page.rows]
    context = {"rows": rows, "next_key": page.next_key, "previous_key": page.previous_key}
    return TemplateResponse(request, "people/lists.html", context)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    options = {"units": _units(actor)}
    form = SendForm(request.POST, request.FILES, **options) if request.method == "POST" else SendForm(**options)
    if form.is_valid():
        file, said = form.cleaned_data["file"], form.cleaned_data
        try:
            held = commands.send_list(
                actor=actor, file_name=file.name, content=file.read(MOST_BYTES + 1), origin=said["origin"],
                unit_id=UUID(said["unit"]) if said.get("unit") else None, now=timezone.now(),
            )  # fmt: skip
            return redirect("people:list-columns", held.pk)
        except Unreadable as error:
            form.add_error("file", unreadable(error))
    context = {"form": form}
    return TemplateResponse(request, "people/list_new.html", context, status=422 if form.is_bound else 200)


def _units(actor: Actor) -> list[tuple[str, str]]:
    today = timezone.localdate()
    ids = list_queries.units_for(actor=actor, today=today)
    names = visible_names(actor=actor, unit_ids=ids, day=today, language=language())
    return [(str(unit_id), names[unit_id]) for unit_id in ids if unit_id in names]


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def columns(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """What each column holds, guessed or remembered, to be put right."""
    actor = actor_of(request)
    held = list_queries.list_of(actor=actor, list_id=list_id)
    if request.method == "POST":
        return _set_columns(request, actor, held)
    preview = list_queries.preview_of(actor=actor, held=held)
    context = {"held": held, "preview": preview, "columns": _columns(held, preview), "fields": _choices()}
    return TemplateResponse(request, "people/list_columns.html", context)


def _columns(held: Any, preview: list_queries.Preview) -> list[dict[str, Any]]:
    return [
        {"number": number, "heading": heading, "samples": samples, "field": field}
        for number, (heading, samples, field) in enumerate(
            zip(preview.headings, preview.samples, [*held.columns, *[""] * len(preview.headings)], strict=False)
        )
    ]


def _choices() -> list[tuple[str, Any]]:
    return [(str(field), word) for field, word in list_words.FIELDS.items()]


def _set_columns(request: HttpRequest, actor: Actor, held: Any) -> HttpResponse:
    known = {field for field, _word in _choices()}
    chosen = [request.POST.get(f"column_{number}", "") for number in range(len(held.columns))]
    line = request.POST.get("header", "")
    try:
        held = commands.set_columns(
            actor=actor, list_id=held.pk, columns=[field if field in known else "" for field in chosen],
            header=int(line) if line.isascii() and line.isdigit() and len(line) < 7 else None, now=timezone.now(),
        )  # fmt: skip
    except commands.BadColumns as error:
        messages.error(request, _BAD_COLUMNS[error.code])
        return redirect("people:list-columns", held.pk)
    except commands.NotNow:
        messages.info(request, _("This list is already further on."))
    if held.state == ListState.MAPPING:
        messages.info(request, _("The headings were read again: look at the columns once more."))
        return redirect("people:list-columns", held.pk)
    wake_worker(held.pk)
    return redirect("people:list", held.pk)


_BAD_COLUMNS: Words = {
    "NO_NAME": gettext_lazy("Say which column holds the names: without a name nobody can be registered."),
    "NO_LINE": gettext_lazy("There is no such line in the file."),
}


@require_GET
@hides_what_is_not_there
def show(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Where the list stands: its progress while the worker is at it, then its rows by verdict."""
    actor = actor_of(request)
    held = list_queries.list_of(actor=actor, list_id=list_id)
    if held.state == ListState.MAPPING:
        return redirect("people:list-columns", held.pk)
    progress = list_queries.progress_of(actor=actor, list_id=held.pk)
    context = {
        "held": held,
        "state": list_words.STATES[ListState(held.state)],
        "is_busy": held.state in BUSY,
        "progress": progress,
        "counts": [
            (verdict.value, *list_words.VERDICTS[verdict], progress.by_verdict[verdict]) for verdict in RowVerdict
        ],
        "to_take": progress.by_verdict[RowVerdict.NEW] + progress.by_verdict[RowVerdict.KNOWN] + progress.answered,
        **_rows(request, actor, held),
    }
    return TemplateResponse(request, "people/list.html", context)


def _rows(request: HttpRequest, actor: Actor, held: Any) -> dict[str, Any]:
    chosen = request.GET.get("verdict", "")
    rows = list_queries.rows(actor=actor, list_id=held.pk)
    if chosen in set(RowVerdict):
        rows = rows.filter(verdict=chosen)
    elif chosen == "KEPT":
        rows = rows.exclude(kept_for=[])
    page = page_by_key(request, rows, order=("sheet", "line"))
    shown = [
        {
            "row": row,
            "cells": [cell for cell in commands.held.unseal_row(row)[0] if cell][:12],
            "word": list_words.verdict_word(row),
            "kind": list_words.VERDICTS[RowVerdict(row.verdict)][0] if row.verdict else "quiet",
            "why": list_words.sentences(row),
            "is_open": row.verdict == RowVerdict.REVIEW and row.made_at is None and held.state not in BUSY,
        }
        for row in page.rows
    ]
    return {"rows": shown, "chosen": chosen, "next_key": page.next_key, "previous_key": page.previous_key}


@require_POST
@hides_what_is_not_there
def apply(request: HttpRequest, list_id: UUID) -> HttpResponse:
    try:
        commands.apply_list(actor=actor_of(request), list_id=list_id)
    except commands.NotNow:
        messages.info(request, _("This list is already further on."))
    else:
        wake_worker(list_id)
    return redirect("people:list", list_id)


@require_POST
@hides_what_is_not_there
def undo(request: HttpRequest, list_id: UUID) -> HttpResponse:
    try:
        commands.undo_list(actor=actor_of(request), list_id=list_id)
    except commands.NotNow:
        messages.info(request, _("There is nothing to undo now."))
    else:
        wake_worker(list_id)
    return redirect("people:list", list_id)


@require_GET
@hides_what_is_not_there
def verdicts(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The file as it came, each line with its verdict, in the language of the page."""
    actor = actor_of(request)
    held = list_queries.list_of(actor=actor, list_id=list_id)
    book = list_queries.book_of(actor=actor, held=held)
    told = list_words.told(list_queries.rows(actor=actor, list_id=held.pk).iterator(chunk_size=2_000))
    headed: dict[int, int] = dict(held.tables)
    content, extension = with_verdicts(book, told, headings=list_words.headings(), headed=headed)
    commands.held.note(actor, held, "verdicts")
    name = f"wasl-{held.sent_at:%Y-%m-%d}-{_('verdicts')}.{extension}"
    answer = HttpResponse(content, content_type=TYPES[extension])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
