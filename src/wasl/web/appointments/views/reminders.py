from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wasl.assistance.queries.appointment_reminders import count_by_outcome, reminders_sent, with_appointments
from wasl.core.permissions import Permission as P
from wasl.messages.commands import CannotChangeMessage, note_reached
from wasl.web.appointments.words import CHANNELS, MESSAGE_STATES
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.paging import page_by_key


@require_GET
@needs(P.APPOINTMENT_READ)
def reminders(request: HttpRequest) -> HttpResponse:
    """What went out, what could not, and whom to call."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    only_calls = request.GET.get("show") == "calls"
    page = page_by_key(request, reminders_sent(actor=actor, to_call=only_calls), order=("-queued_at", "-id"))
    rows = with_appointments(actor=actor, rows=page.rows, on=timezone.localdate())
    context = {
        "page": page, "rows": rows, "next_key": page.next_key, "previous_key": page.previous_key,
        "channels": CHANNELS, "states": MESSAGE_STATES, "show": "calls" if only_calls else "",
        "counts": count_by_outcome(actor=actor, now=timezone.now()), "may_note": actor.may(P.APPOINTMENT_BOOK),
    }  # fmt: skip
    return TemplateResponse(request, "appointments/reminders.html", context)


@require_POST
@needs(P.APPOINTMENT_BOOK)
@hidden_is_missing
def reached(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """What became of a call; pressing twice is once."""
    is_reached = request.POST.get("reached") == "yes"
    try:
        note_reached(actor=request.actor, message_id=message_id, now=timezone.now(), is_reached=is_reached)  # type: ignore[attr-defined]
    except CannotChangeMessage:
        messages.error(request, _("Somebody noted something else meanwhile: look at the list again."))
    else:
        messages.success(request, _("Noted."))
    return redirect("appointments:reminders")
