"""Reports from the field: the list, the form that takes under a minute, one report with its whole thread."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands.placing import Refused
from wasl.assistance.queries.duty import on_duty
from wasl.assistance.queries.places import communes_around
from wasl.core.permissions import Permission as P
from wasl.network.queries import Filters, states_for, visible_names
from wasl.vocabulary.choices import choices, current_label
from wasl.watch.commands import field_signals as commands
from wasl.watch.commands.field_signals import CannotReport
from wasl.watch.commands.receiving import receive_from_signal
from wasl.watch.queries.field_signals import (
    STATES,
    Sheet,
    field_signals,
    signal_of,
    signal_sheet,
    waiting_for_me,
)
from wasl.watch.queries.places import names_of_places
from wasl.watch.rules.field_signals import COARSE, NEXT_SIGNAL, About, SignalFault, SignalState
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS as DESK_FAULTS
from wasl.web.field_signals import words
from wasl.web.field_signals.forms import CloseForm, DismissForm, ReceiveForm, SendForm, SignalForm, VisitForm
from wasl.web.paging import page_by_key
from wasl.web.people.places import commune_name, province_of
from wasl.web.printed import language
from wasl.web.requests import Request, needed_uuid

#: Units offered when a signal is passed on: those of a province.
RECEIVERS = 600


@require_GET
@needs(P.WATCH_SIGNAL_READ)
def reports(request: Request) -> HttpResponse:
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    state = state if state in STATES else "open"
    kinds = choices("watch_signal_types")()
    kind = kind if kind in dict(kinds) else ""
    page = page_by_key(
        request, field_signals(actor=request.actor, state=state, kind=kind), order=("-recorded_at", "-id")
    )
    places = names_of_places((row.place_code for row in page.rows), lang=language())
    may_answer = request.actor.may(P.WATCH_SIGNAL_ANSWER)
    context = {
        "rows": [line(row, places) for row in page.rows], "state": state, "kind": kind, "kinds": kinds,
        "late": waiting_for_me(actor=request.actor, today=timezone.localdate()) if may_answer else 0,
        "may_record": request.actor.may(P.WATCH_SIGNAL_RECORD), "may_answer": may_answer,
        "next_key": page.next_key, "previous_key": page.previous_key,
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/list.html", context)


def line(row: Any, places: dict[str, str]) -> dict[str, Any]:
    kind, word = words.STATES[SignalState(row.state)]
    return {
        "row": row, "badge": kind, "word": word, "amount": words.amount(row),
        "place": places.get(row.place_code, row.place_code), "source": words.SOURCES_TOLD[row.source],
        "is_coarse": row.kind in COARSE,
    }  # fmt: skip


def communes(request: Request) -> list[tuple[str, str]]:
    """Those of the province, and the province itself; none above it."""
    found = [
        (code, arabic if language() == "ar" else french)
        for code, french, arabic in communes_around(actor=request.actor, on=timezone.localdate())
    ]
    province = province_of(request.actor) or (".".join(found[0][0].split(".")[:2]) if found else "")
    whole = [(province, _("The whole province: %(name)s") % {"name": commune_name(province)})]
    return found + whole if found else []


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_SIGNAL_RECORD)
def new(request: Request) -> HttpResponse:
    form = SignalForm(
        request.POST or None, communes=communes(request), province=province_of(request.actor),
        initial={"place": request.GET.get("commune", "")[:20]},
    )  # fmt: skip
    about = request.POST.get("about", "")
    if about in {About.FAMILY, About.PROTECTION}:
        return _elsewhere(request, about)
    if request.method == "POST" and form.is_valid():
        try:
            row = _recorded(request, form)
        except CannotReport as refusal:
            form.add_error(None, words.FAULTS[refusal.fault])
        else:
            messages.success(request, _("Written down. Thank you: nobody can be recognised in it."))
            return redirect("field_signals:signal", row.pk)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "field_signals/new.html", {"form": form}, status=status)


def _recorded(request: Request, form: SignalForm) -> Any:
    given = form.cleaned_data
    return commands.record_field_signal(
        actor=request.actor, now=timezone.now(), signal_id=command_id(request), what=form.what(),
        about=given["about"], urgency=given["urgency"], reporter=given["reporter"],
        is_confirmed=given["is_confirmed"],
    )  # fmt: skip


def _elsewhere(request: Request, about: str) -> HttpResponse:
    """Nothing was written: where this is told."""
    may_see = request.actor.may(P.RECEPTION_READ)
    context = {
        "is_protection": about == About.PROTECTION,
        "duty": on_duty(actor=request.actor, at=timezone.now()) if may_see else [],
        "may_signal": request.actor.may(P.SIGNAL_RECORD), "may_receive": request.actor.may(P.RECEPTION_RECORD),
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/elsewhere.html", context)


@require_GET
@needs(P.WATCH_SIGNAL_READ)
@hidden_is_missing
def report(request: Request, signal_id: UUID) -> HttpResponse:
    return signal_page(request, signal_id)


def signal_page(
    request: Request, signal_id: UUID, *, visit: VisitForm | None = None, send: SendForm | None = None,
    receive: ReceiveForm | None = None, call_back: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    sheet = signal_sheet(actor=request.actor, signal_id=signal_id, today=timezone.localdate())
    places = names_of_places({sheet.row.place_code, *(one.place_code for one in sheet.likely)}, lang=language())
    actor, next_states = request.actor, NEXT_SIGNAL[SignalState(sheet.row.state)]
    may_follow, may_answer = actor.may(P.WATCH_SIGNAL_FOLLOW), actor.may(P.WATCH_SIGNAL_ANSWER)
    is_open = sheet.row.state in STATES["open"]
    context = line(sheet.row, places) | {
        "sheet": sheet, "likely": [line(one, places) for one in sheet.likely], "may_follow": may_follow,
        "steps": told_steps(sheet.steps), "dispatches": dispatch_lines(request, sheet), "call_back": call_back,
        "visits": visit_lines(sheet.visits), "next_states": {str(one) for one in next_states},
        "visit_form": (visit or VisitForm()) if may_answer and is_open else None,
        "send_form": (send or SendForm(units=receivers(request))) if may_follow and is_open else None,
        "receive_form": (receive or ReceiveForm()) if _may_receive(request) and is_open else None,
        "dismiss_form": DismissForm(), "close_form": CloseForm(),
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/signal.html", context, status=status)


def _may_receive(request: Request) -> bool:
    kinds = {"CENTRE", "CELL", "TEAM"}
    return request.actor.may(P.RECEPTION_RECORD) and request.posting.unit.kind in kinds


def told_steps(steps: Any) -> list[dict[str, Any]]:
    return [
        {"title": words.STEPS.get(step.step, step.step), "when": step.at, "text": _why(step)}
        for step in steps
    ]  # fmt: skip


def _why(step: Any) -> str:
    told = {**words.DISMISSALS, **words.OUTCOMES, **words.FOUND, **words.SOURCES_TOLD}
    return str(told.get(step.reason, ""))


def visit_lines(visits: Any) -> list[dict[str, Any]]:
    return [
        {"row": one.row, "words": one.words, "found": words.FOUND[one.row.found], "amount": words.amount(one.row)}
        for one in visits
    ]  # fmt: skip


def dispatch_lines(request: Request, sheet: Sheet) -> list[dict[str, Any]]:
    ids = {one.row.to_unit_id for one in sheet.dispatches if one.row.to_unit_id}
    names = visible_names(actor=request.actor, unit_ids=ids, day=timezone.localdate(), language=language())
    return [dispatch_line(one, names) for one in sheet.dispatches]


def dispatch_line(one: Any, names: dict[Any, str]) -> dict[str, Any]:
    kind, word = words.ANSWERS[one.row.state]
    name = names.get(one.row.to_unit_id, "") if one.row.to_unit_id else one.row.destination_name
    return {"row": one.row, "badge": kind, "word": word, "name": name, "is_late": one.is_late}


def receivers(request: Request) -> list[tuple[str, list[tuple[str, str]]]]:
    """Units of the province of the posting in force, by kind and name."""
    today = timezone.localdate()
    near = ".".join(request.actor.path.rstrip(".").split(".")[:3]) + "."
    states = states_for(actor=request.actor, filters=Filters(day=today, under=near))
    states = states.exclude(unit_id=request.actor.unit_id)
    rows = states.order_by("name_ar" if language() == "ar" else "name_fr", "unit__code")[:RECEIVERS]
    found: dict[str, list[tuple[str, str]]] = {}
    for one in rows:
        code = ("establishment_types", one.type) if one.type else ("org_unit_types", one.unit.kind)
        name = one.name_ar if language() == "ar" else one.name_fr
        found.setdefault(current_label(*code), []).append((str(one.unit_id), name))
    return sorted(found.items())


@require_POST
@needs(P.WATCH_SIGNAL_FOLLOW)
@hidden_is_missing
def move(request: Request, signal_id: UUID) -> HttpResponse:
    signal_of(actor=request.actor, signal_id=signal_id)
    try:
        commands.move_signal(
            actor=request.actor, now=timezone.now(), signal_id=signal_id, to=request.POST.get("to", ""),
            reason=request.POST.get("reason", ""), outcome=request.POST.get("outcome", ""),
        )  # fmt: skip
        messages.success(request, _("Saved."))
    except CannotReport as refusal:
        messages.error(request, words.FAULTS[refusal.fault])
    return redirect("field_signals:signal", signal_id)


@require_POST
@needs(P.WATCH_SIGNAL_FOLLOW)
@hidden_is_missing
def join(request: Request, signal_id: UUID) -> HttpResponse:
    """Joined to another report, or taken apart again."""
    signal_of(actor=request.actor, signal_id=signal_id)
    given: dict[str, Any] = {"actor": request.actor, "now": timezone.now(), "signal_id": signal_id}
    if request.POST.get("do") != "apart" and not request.POST.get("event"):
        messages.error(request, _("Choose the report it belongs to."))
        return redirect("field_signals:signal", signal_id)
    try:
        if request.POST.get("do") == "apart":
            commands.undo_join(**given)
        else:
            commands.join_field_signal(event_id=needed_uuid(request.POST.get("event", "")), **given)
        messages.success(request, _("Saved. It can be undone."))
    except CannotReport as refusal:
        messages.error(request, words.FAULTS[refusal.fault])
    return redirect("field_signals:signal", signal_id)


@require_POST
@needs(P.WATCH_SIGNAL_ANSWER)
@hidden_is_missing
def visit(request: Request, signal_id: UUID) -> HttpResponse:
    row, form = signal_of(actor=request.actor, signal_id=signal_id), VisitForm(request.POST)
    if visited(request, row, form):
        return redirect("field_signals:signal", signal_id)
    return signal_page(request, signal_id, visit=form, status=422)


def visited(request: Request, row: Any, form: VisitForm) -> bool:
    """Whether the visit to a report, or to one passed on, was noted; else the form has its faults."""
    if not form.is_valid():
        return False
    try:
        commands.record_visit(
            actor=request.actor, now=timezone.now(), visit_id=command_id(request), signal=row, **form.values()
        )
    except CannotReport as refusal:
        form.add_error(None, words.FAULTS[refusal.fault])
        return False
    messages.success(request, _("The visit is noted."))
    return True


@require_POST
@needs(P.WATCH_SIGNAL_ANSWER)
@hidden_is_missing
def receive(request: Request, signal_id: UUID) -> HttpResponse:
    signal_of(actor=request.actor, signal_id=signal_id)
    form = ReceiveForm(request.POST)
    answer = received_somebody(request, form, signal_id)
    return answer or signal_page(request, signal_id, receive=form, status=422)


def received_somebody(request: Request, form: ReceiveForm, signal_id: UUID) -> HttpResponse | None:
    """To the reception that was made; None with the form's faults."""
    if not form.is_valid():
        return None
    try:
        row = receive_from_signal(
            actor=request.actor, now=timezone.now(), signal_id=signal_id, reception_id=command_id(request),
            **form.cleaned_data,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, DESK_FAULTS[refusal.fault])
        return None
    messages.success(request, _("Received, without a name as yet. The rest happens here."))
    return redirect("assistance:reception", row.pk)


@never_cache
@require_POST
@needs(P.WATCH_SIGNAL_RECORD)
@hidden_is_missing
def reporter(request: Request, signal_id: UUID) -> HttpResponse:
    """Shown once, on a page that is not kept; the reading is noted."""
    signal_of(actor=request.actor, signal_id=signal_id)
    found = commands.read_reporter(actor=request.actor, signal_id=signal_id)
    if not found:
        messages.error(request, words.FAULTS[SignalFault.STATE])
        return redirect("field_signals:signal", signal_id)
    return signal_page(request, signal_id, call_back=found)
