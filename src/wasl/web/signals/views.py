"""Signals about children: the inbox, the minute, one signal, the dossiers it opens. No name stands in a title."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance import queries
from wasl.assistance.commands.circuits import CannotAdvance
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.reporters import open_reporter, read_reporter
from wasl.assistance.commands.signals import (
    CannotSignal,
    add_child,
    dismiss_signal,
    join_signal,
    open_from_signal,
    record_signal,
    take_signal,
)
from wasl.assistance.queries.duty import on_duty
from wasl.assistance.queries.places import communes_around
from wasl.assistance.queries.signals import signal_sheet
from wasl.assistance.queries.signals import signals as signals_of
from wasl.assistance.rules import Fault
from wasl.assistance.rules.signals import OPEN_SIGNAL, SignalState, Way
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.web.assistance.choosing import REFUSALS, explain, people_found, registration_chosen
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS as CASE_FAULTS
from wasl.web.printed import language
from wasl.web.requests import Request, needed_uuid
from wasl.web.signals.forms import ROOM, ChildForm, DismissForm, ReporterForm, SignalForm
from wasl.web.signals.words import CIRCUITS, FAULTS, STATES, WAYS

LISTS = ("open", "followed", "over")


@require_GET
@needs(P.SIGNAL_RECORD)
def signals(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in LISTS else "open"
    rows = [_line(row) for row in signals_of(actor=request.actor, state=state)]
    duty = [(one, CIRCUITS.get(one.row.circuit, "")) for one in on_duty(actor=request.actor, at=timezone.now())]
    context = {"rows": rows, "state": state, "duty": duty, "now": timezone.now()}
    return TemplateResponse(request, "signals/list.html", context)


def _line(row: Any) -> dict[str, Any]:
    kind, word = STATES[SignalState(row.state)]
    return {"row": row, "way": WAYS[Way(row.way)], "badge": kind, "word": word}


def _colleagues(request: Request) -> list[tuple[str, str]]:
    found = queries.colleagues_of(actor=request.actor, on=timezone.localdate())
    return [(str(pk), name) for pk, name in found]


def _forms(request: Request) -> tuple[SignalForm, list[ChildForm]]:
    data = request.POST if request.method == "POST" else None
    communes = [
        (code, arabic if language() == "ar" else french)
        for code, french, arabic in communes_around(actor=request.actor, on=timezone.localdate())
    ]
    form = SignalForm(data, communes=communes, colleagues=_colleagues(request), initial={"way": "phone"})
    return form, [ChildForm(data, prefix=f"child{number}") for number in range(1, ROOM + 1)]


@require_http_methods(["GET", "POST"])
@needs(P.SIGNAL_RECORD)
def new(request: Request) -> HttpResponse:
    """The minute, as it is told on the telephone."""
    form, children = _forms(request)
    forms = [form, *children]
    if request.method == "POST" and not any(one.errors for one in forms):
        try:
            row = _recorded(request, form, children)
        except CannotSignal as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        except Refused as refusal:
            form.add_error(None, CASE_FAULTS[refusal.fault])
        else:
            messages.success(request, _("Written down. What comes next is below."))
            return redirect("signals:signal", row.pk)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "signals/new.html", {"form": form, "children": children}, status=status)


def _recorded(request: Request, form: SignalForm, children: list[ChildForm]) -> Any:
    given = form.cleaned_data
    told = [one.child() for number, one in enumerate(children) if one.is_told() or number == 0]
    return record_signal(
        actor=request.actor, now=timezone.now(), signal_id=command_id(request), way=given["way"],
        urgency=given["urgency"], situation=given["situation"], words=given["words"], place=given["place"],
        commune_code=given["commune_code"], received_at=form.received(), children=told, reporter=form.reporter(),
        keep_from=[UUID(one) for one in given.get("keep_from", [])],
    )  # fmt: skip


@require_GET
@needs(P.SIGNAL_RECORD)
@hidden_is_missing
def signal(request: Request, signal_id: UUID) -> HttpResponse:
    return signal_page(request, signal_id)


def signal_page(
    request: Request, signal_id: UUID, *, child: ChildForm | None = None, status: int = 200
) -> HttpResponse:
    sheet = signal_sheet(actor=request.actor, signal_id=signal_id)
    kind, word = STATES[SignalState(sheet.signal.state)]
    context = {
        "sheet": sheet, "row": sheet.signal, "way": WAYS[Way(sheet.signal.way)], "badge": kind, "word": word,
        "is_open": sheet.signal.state in OPEN_SIGNAL or sheet.signal.state == SignalState.FOLLOWED,
        "may_take": sheet.signal.state in {SignalState.WAITING, SignalState.DISMISSED, SignalState.JOINED},
        "likely": [_line(one) for one in sheet.likely], "dismiss": DismissForm(), "child_form": child or ChildForm(),
        "reporter_form": None if sheet.signal.is_anonymous else ReporterForm(colleagues=_colleagues(request)),
    }  # fmt: skip
    return TemplateResponse(request, "signals/signal.html", context, status=status)


@require_POST
@needs(P.SIGNAL_RECORD)
@hidden_is_missing
def act(request: Request, signal_id: UUID) -> HttpResponse:
    """Taken on, put aside, or joined to another event."""
    given: dict[str, Any] = {"actor": request.actor, "now": timezone.now(), "signal_id": signal_id}
    signal_sheet(actor=request.actor, signal_id=signal_id)
    what = request.POST.get("do", "take")
    try:
        if what == "dismiss":
            dismiss_signal(reason=request.POST.get("reason", ""), **given)
        elif what == "join":
            join_signal(event_id=needed_uuid(request.POST.get("event", "")), **given)
        else:
            take_signal(**given)
        messages.success(request, _("Saved."))
    except CannotSignal as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("signals:signal", signal_id)


@require_POST
@needs(P.SIGNAL_RECORD)
@hidden_is_missing
def child(request: Request, signal_id: UUID) -> HttpResponse:
    """A brother or sister found later."""
    form = ChildForm(request.POST)
    if not form.is_valid():
        return signal_page(request, signal_id, child=form, status=422)
    try:
        add_child(actor=request.actor, signal_id=signal_id, child=form.child())
    except CannotSignal as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("signals:signal", signal_id)


@require_http_methods(["GET", "POST"])
@needs(P.SIGNAL_RECORD)
@hidden_is_missing
def open_case(request: Request, signal_id: UUID, child_id: UUID) -> HttpResponse:
    """The child's own dossier: of somebody known, somebody new, or a child without a name."""
    sheet = signal_sheet(actor=request.actor, signal_id=signal_id)
    one = next((each for each in sheet.children if each.row.pk == child_id), None)
    if one is None:
        raise Http404
    faults: list[Any] = []
    if request.method == "POST":
        try:
            run = _opened(request, child_id, sex=one.row.sex)
        except CannotSignal as refusal:
            faults = [FAULTS[refusal.fault]]
        except CannotAdvance:
            faults = [CASE_FAULTS[Fault.STATE]]
        except REFUSALS as refusal:
            faults = _explained(refusal)
        else:
            return redirect("circuits:run", run.case_id, run.pk)
    context = {
        "row": sheet.signal, "child": one, "faults": faults, "needs_name": False,
        **people_found(request, chosen=request.POST.get("who", ""), first=one.name),
    }  # fmt: skip
    template = "signals/open.html#who" if request.htmx else "signals/open.html"
    return TemplateResponse(request, template, context, status=422 if faults else 200)


@transaction.atomic
def _opened(request: Request, child_id: UUID, *, sex: str) -> Any:
    """A newcomer is registered and the dossier opened in one go, or neither."""
    chosen = registration_chosen(request, who=request.POST.get("who", ""), new_pk=new_id(), sex=sex)
    return open_from_signal(
        actor=request.actor, now=timezone.now(), child_id=child_id, case_id=command_id(request), registration_id=chosen
    )


def _explained(refusal: Exception) -> list[Any]:
    form = ChildForm({})
    form.is_valid()
    explain(form, refusal)
    return list(form.non_field_errors())


@require_http_methods(["GET", "POST"])
@needs(P.SIGNAL_RECORD)
@hidden_is_missing
def reporter(request: Request, signal_id: UUID) -> HttpResponse:
    """Who reported: shown to whom a colleague opened it; sent here, it opens it to a colleague."""
    signal_sheet(actor=request.actor, signal_id=signal_id)
    if request.method == "GET":
        known = read_reporter(actor=request.actor, signal_id=signal_id)
        return TemplateResponse(request, "signals/reporter.html", {"known": known, "signal_id": signal_id})
    form = ReporterForm(request.POST, colleagues=_colleagues(request))
    if not form.is_valid():
        messages.error(request, _("Choose the colleague and the reason."))
        return redirect("signals:signal", signal_id)
    try:
        open_reporter(
            actor=request.actor, now=timezone.now(), signal_id=signal_id,
            account_id=UUID(form.cleaned_data["account"]), reason=form.cleaned_data["reason"],
        )  # fmt: skip
        messages.success(request, _("Your colleague reads it for some hours."))
    except CannotSignal as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("signals:signal", signal_id)
