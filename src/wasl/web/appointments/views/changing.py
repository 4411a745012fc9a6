from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands import appointments as commands
from wasl.assistance.queries.appointments import appointment_sheet, reaches_for, workers_here
from wasl.assistance.rules.appointments import NEXT_APPOINTMENT, AppointmentState
from wasl.catalogue.queries import names_of_services
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.appointments.forms import CancelForm, MoveForm
from wasl.web.appointments.views.booking import explain
from wasl.web.appointments.words import BECAUSE, FAULTS, PLACES, REASONS, WAYS
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs


@require_GET
@needs(P.APPOINTMENT_READ)
@hidden_is_missing
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    return _page(request, appointment_id)


def _page(request: HttpRequest, appointment_id: UUID, *, cancelling: Any = None, status: int = 200) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    row: Any = appointment_sheet(actor=actor, appointment_id=appointment_id)
    possible = NEXT_APPOINTMENT[AppointmentState(row.state)]
    reach, _number = reaches_for(actor=actor, rows=[row], on=timezone.localdate()).get(row.pk, (None, ""))
    context = {
        "row": row, "reason": REASONS.get(row.reason, ""), "place": PLACES.get(row.place, ""),
        "service": names_of_services().get(row.service, ""), "is_guarded": row.level >= NOMINATIVE,
        "may_change": actor.may(P.APPOINTMENT_BOOK), "possible": {str(state) for state in possible},
        "way": WAYS[reach.way] if reach else "", "because": BECAUSE.get(reach.because, "") if reach else "",
        "cancel_form": cancelling or CancelForm(initial={"version": row.version}),
        "has_begun": commands.begins(row) <= timezone.now(), "is_near": commands.is_near(row, now=timezone.now()),
        "is_to_confirm": row.state == AppointmentState.TO_CONFIRM,
    }  # fmt: skip
    return TemplateResponse(request, "appointments/appointment.html", context, status=status)


@require_POST
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def mark(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """She came, or did not; pressing twice is once."""
    came = request.POST.get("came") == "yes"
    return _do(
        request, appointment_id, lambda actor: commands.mark_appointment(
            actor=actor, now=timezone.now(), appointment_id=appointment_id, came=came
        ), _("Noted."),
    )  # fmt: skip


@require_POST
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def confirm(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """She was told that it stands, by whoever the case came to."""
    return _do(
        request, appointment_id, lambda actor: commands.confirm_appointment(
            actor=actor, now=timezone.now(), appointment_id=appointment_id
        ), _("Confirmed: she is expected then."),
    )  # fmt: skip


@require_POST
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def cancel(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, appointment_id, cancelling=form, status=422)
    return _do(
        request, appointment_id, lambda actor: commands.cancel_appointment(
            actor=actor, now=timezone.now(), appointment_id=appointment_id, **form.cleaned_data
        ), _("Appointment cancelled."),
    )  # fmt: skip


def _do(request: HttpRequest, appointment_id: UUID, command: Callable[[Any], object], word: str) -> HttpResponse:
    try:
        command(request.actor)  # type: ignore[attr-defined]
    except commands.CannotBook as refusal:
        messages.error(request, FAULTS[refusal.fault])
    else:
        messages.success(request, word)
    return redirect("appointments:appointment", appointment_id)


@require_http_methods(["GET", "POST"])
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def move(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    row: Any = appointment_sheet(actor=actor, appointment_id=appointment_id)
    workers = [(str(pk), name) for pk, name in workers_here(actor=actor, on=timezone.localdate())]
    start = {
        "day": row.day, "starts": f"{row.starts:%H:%M}", "minutes": row.minutes, "desk": row.desk,
        "worker_id": str(row.worker_id or ""), "version": row.version,
    }  # fmt: skip
    form = MoveForm(request.POST or None, workers=workers, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.move_appointment(
                actor=actor, now=timezone.now(), appointment_id=appointment_id, new_id=command_id(request),
                **form.cleaned_data,
            )  # fmt: skip
        except commands.CannotBook as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Appointment moved: give her the new day on paper."))
            return redirect("appointments:appointment", made.pk)
    context = {"form": form, "row": row, "is_guarded": row.level >= NOMINATIVE}
    return TemplateResponse(request, "appointments/move.html", context, status=422 if form.errors else 200)
