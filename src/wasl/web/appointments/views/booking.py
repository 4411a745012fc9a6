from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance import queries
from wasl.assistance.commands.appointments import CannotBook, book_appointment
from wasl.assistance.queries.appointments import appointments_of, workers_here
from wasl.assistance.rules.appointments import AppointmentFault
from wasl.core.permissions import Permission as P
from wasl.web.appointments.forms import BookForm, BusyForm
from wasl.web.appointments.views.calendar import _day
from wasl.web.appointments.words import FAULTS
from wasl.web.assistance.choosing import people_found
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.requests import uuid_of


@require_GET
@needs(P.APPOINTMENT_BOOK)
def choose(request: HttpRequest) -> HttpResponse:
    """Whom it is for: looked for first, as at the desk."""
    return TemplateResponse(request, "appointments/choose.html", people_found(request))


@require_http_methods(["GET", "POST"])
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def book(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    about = queries.subject_of(actor=request.actor, registration_id=registration_id)  # type: ignore[attr-defined]
    return _booking(request, about, back="")


@require_http_methods(["GET", "POST"])
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def book_for_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    about = queries.subject_of(actor=request.actor, case_id=case_id)  # type: ignore[attr-defined]
    return _booking(request, about, back=str(case_id))


def _booking(request: HttpRequest, about: Any, *, back: str) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    workers = [(str(pk), name) for pk, name in workers_here(actor=actor, on=today)]
    start: dict[str, Any] = {
        "day": _day(request.GET.get("day", ""), today),
        "worker_id": workers[0][0] if workers else "",
    }
    start["service"] = request.GET.get("service", "")
    form = BookForm(request.POST or None, workers=workers, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            row = book_appointment(
                actor=actor, now=timezone.now(), appointment_id=command_id(request),
                registration_id=about.registration_ids[0], case_id=about.case_id,
                orientation_id=uuid_of(request.GET.get("orientation", "")), **form.cleaned_data,
            )  # fmt: skip
        except CannotBook as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Appointment given."))
            return redirect("appointments:appointment", row.pk)
    context = {"form": form, "about": about, "case_id": back, "is_guarded": about.level >= 4}
    return TemplateResponse(request, "appointments/book.html", context, status=422 if form.errors else 200)


def explain(form: Any, refusal: CannotBook) -> None:
    form.add_error(None, FAULTS[refusal.fault])
    form.asks_again = refusal.fault == AppointmentFault.SAME_PERSON


@require_http_methods(["GET", "POST"])
@needs(P.APPOINTMENT_BOOK)
def busy(request: HttpRequest) -> HttpResponse:
    """A time at which I am not free; nobody is told why."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    form = BusyForm(request.POST or None, initial={"day": _day(request.GET.get("day", ""), timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        try:
            row = book_appointment(
                actor=actor, now=timezone.now(), appointment_id=command_id(request), worker_id=actor.account_id,
                place="centre", **form.cleaned_data,
            )  # fmt: skip
        except CannotBook as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Noted: you are not free then."))
            return redirect(f"/appointments/?day={row.day.isoformat()}")
    return TemplateResponse(request, "appointments/busy.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@needs(P.APPOINTMENT_READ)
@hidden_is_missing
def of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    about = queries.subject_of(actor=actor, case_id=case_id)
    context = {
        "about": about, "case_id": case_id, "rows": appointments_of(actor=actor, case_id=case_id),
        "may_book": actor.may(P.APPOINTMENT_BOOK),
    }  # fmt: skip
    return TemplateResponse(request, "appointments/of_case.html", context)
