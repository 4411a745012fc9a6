from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wasl.assistance.commands.appointment_papers import issue_appointment_slip, print_call_list, print_day_list
from wasl.core.permissions import Permission as P
from wasl.web.appointments.views.calendar import _day
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.papers import language_of, pdf_answer, to_paper
from wasl.web.printed import language


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def slip(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """In the language of the person who leaves with it."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    lang = language_of(request)
    made = issue_appointment_slip(actor=actor, now=timezone.now(), appointment_id=appointment_id, lang=lang)
    return to_paper(request, made)


@require_GET
@needs(P.APPOINTMENT_BOOK)
def call_list(request: HttpRequest) -> HttpResponse:
    made = print_call_list(actor=request.actor, now=timezone.now(), lang=language())  # type: ignore[attr-defined]
    return pdf_answer(made, name=timezone.localdate().isoformat())


@require_GET
@needs(P.APPOINTMENT_READ)
def day_list(request: HttpRequest) -> HttpResponse:
    """For when power fails: printed the evening before, or when the lamps begin to flicker."""
    day = _day(request.GET.get("day", ""), timezone.localdate())
    made = print_day_list(actor=request.actor, now=timezone.now(), day=day, lang=language())  # type: ignore[attr-defined]
    return pdf_answer(made, name=timezone.localdate().isoformat())
