"""Passing a report on, and what a receiver sees and does with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wasl.core.permissions import Permission as P
from wasl.network.queries import visible_names
from wasl.watch.commands.dispatches import answer_dispatch, dispatch_signal
from wasl.watch.commands.field_signals import CannotReport
from wasl.watch.queries.field_signals import dispatch_of, dispatch_sheet, received_dispatches, signal_of
from wasl.watch.queries.places import names_of_places
from wasl.watch.rules.dispatches import OPEN_DISPATCH
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.field_signals import words
from wasl.web.field_signals.forms import AnswerForm, ReceiveForm, SendForm, VisitForm
from wasl.web.field_signals.views.signals import (
    _may_receive,
    received_somebody,
    receivers,
    signal_page,
    told_steps,
    visit_lines,
    visited,
)
from wasl.web.paging import page_by_key
from wasl.web.printed import language
from wasl.web.requests import Request


@require_POST
@needs(P.WATCH_SIGNAL_FOLLOW)
@hidden_is_missing
def send(request: Request, signal_id: UUID) -> HttpResponse:
    signal_of(actor=request.actor, signal_id=signal_id)
    form = SendForm(request.POST, units=receivers(request))
    if form.is_valid():
        try:
            dispatch_signal(
                actor=request.actor, now=timezone.now(), signal_id=signal_id, partners=form.partners(),
                unit_ids=tuple(UUID(one) for one in form.cleaned_data["units"]),
            )  # fmt: skip
        except CannotReport as refusal:
            form.add_error(None, words.FAULTS[refusal.fault])
        else:
            messages.success(request, _("Passed on. Whoever does not answer is reminded."))
            return redirect("field_signals:signal", signal_id)
    return signal_page(request, signal_id, send=form, status=422)


@require_GET
@needs(P.WATCH_SIGNAL_ANSWER)
def received(request: Request) -> HttpResponse:
    """What others passed on to the unit in force."""
    is_open = request.GET.get("state") != "all"
    rows = received_dispatches(actor=request.actor, is_open=is_open)
    page = page_by_key(request, rows, order=("-sent_at", "-id"))
    places = names_of_places((row.place_code for row in page.rows), lang=language())
    today = timezone.localdate()
    context = {
        "rows": [_line(row, places, today) for row in page.rows], "is_open": is_open,
        "next_key": page.next_key, "previous_key": page.previous_key,
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/received.html", context)


def _line(row: Any, places: dict[str, str], today: Any) -> dict[str, Any]:
    kind, word = words.ANSWERS[row.state]
    return {
        "row": row, "badge": kind, "word": word, "amount": words.amount(row),
        "place": places.get(row.place_code, row.place_code), "source": words.SOURCES_TOLD[row.source],
        "is_late": row.state in OPEN_DISPATCH and row.due_on < today,
    }  # fmt: skip


@require_GET
@needs(P.WATCH_SIGNAL_READ)
@hidden_is_missing
def dispatch(request: Request, dispatch_id: UUID) -> HttpResponse:
    return _page(request, dispatch_id)


def _page(
    request: Request, dispatch_id: UUID, *, answer: AnswerForm | None = None, visit: VisitForm | None = None,
    receive: ReceiveForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    sheet = dispatch_sheet(actor=request.actor, dispatch_id=dispatch_id, today=today)
    row = sheet.shown.row
    names = visible_names(actor=request.actor, unit_ids={row.unit_id}, day=today, language=language())
    may_answer = sheet.is_mine and request.actor.may(P.WATCH_SIGNAL_ANSWER) and row.state != "CLOTUREE"
    context = _line(row, names_of_places([row.place_code], lang=language()), today) | {
        "may_send": request.actor.may(P.WATCH_SIGNAL_FOLLOW),
        "sheet": sheet, "sender": names.get(row.unit_id, ""), "steps": told_steps(sheet.steps),
        "visits": visit_lines(sheet.visits), "is_mine": sheet.is_mine,
        "answer_form": (answer or AnswerForm()) if may_answer else None,
        "visit_form": (visit or VisitForm()) if may_answer and row.to_unit_id else None,
        "receive_form": (receive or ReceiveForm()) if may_answer and row.to_unit_id and _may_receive(request) else None,
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/dispatch.html", context, status=status)


@require_POST
@needs(P.WATCH_SIGNAL_ANSWER)
@hidden_is_missing
def answer(request: Request, dispatch_id: UUID) -> HttpResponse:
    dispatch_of(actor=request.actor, dispatch_id=dispatch_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_dispatch(
                actor=request.actor, now=timezone.now(), dispatch_id=dispatch_id, **form.cleaned_data
            )  # fmt: skip
        except CannotReport as refusal:
            form.add_error(None, words.FAULTS[refusal.fault])
        else:
            messages.success(request, _("Your answer is noted, and seen by who passed it on."))
            return redirect("field_signals:dispatch", dispatch_id)
    return _page(request, dispatch_id, answer=form, status=422)


@require_POST
@needs(P.WATCH_SIGNAL_ANSWER)
@hidden_is_missing
def visit(request: Request, dispatch_id: UUID) -> HttpResponse:
    row, form = dispatch_of(actor=request.actor, dispatch_id=dispatch_id), VisitForm(request.POST)
    if visited(request, row, form):
        return redirect("field_signals:dispatch", dispatch_id)
    return _page(request, dispatch_id, visit=form, status=422)


@require_POST
@needs(P.WATCH_SIGNAL_ANSWER)
@hidden_is_missing
def receive(request: Request, dispatch_id: UUID) -> HttpResponse:
    row = dispatch_of(actor=request.actor, dispatch_id=dispatch_id)
    form = ReceiveForm(request.POST)
    return received_somebody(request, form, row.signal_id) or _page(request, dispatch_id, receive=form, status=422)
