"""Services asked for in dossiers: what waits with each programme, since when, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance import queries as assistance
from wasl.assistance.commands.requests import CannotSettle, decline_request, take_request
from wasl.assistance.queries import requests as queries
from wasl.assistance.rules.requests import NEXT, RequestState
from wasl.catalogue.queries import names_of_reasons, names_of_services, parameter
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.paging import page_by_key
from wasl.web.requested.forms import DeclineForm
from wasl.web.requested.words import FAULTS, STATES
from wasl.web.requests import Request


@require_GET
@needs(P.CASE_READ)
def asked(request: Request) -> HttpResponse:
    """By service and state, the longest waiting first; figures of each service beside."""
    today, names = timezone.localdate(), names_of_services()
    state = request.GET.get("state", "")
    state = state if state in set(RequestState) else RequestState.WAITING
    service = request.GET.get("service", "")
    service = service if service in names else ""
    rows = queries.requests_in(actor=request.actor, state=state, service=service)
    page = page_by_key(request, rows, order=("asked_at", "id"))
    queries.described(request.actor, page.rows, today=today)
    counts = queries.counts_by_service(actor=request.actor, now=timezone.now())
    context = {
        "page": page, "next_key": page.next_key, "previous_key": page.previous_key, "state": state, "service": service,
        "states": [(code, word) for code, (word, _kind) in STATES.items()], "services": names,
        "counts": [(one, names.get(one.service, one.service)) for one in counts], "reasons": names_of_reasons(),
        "late_days": parameter("request.answer_days", on=today), "words": STATES,
    }  # fmt: skip
    return TemplateResponse(request, "requested/list.html", context)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_READ)
@hidden_is_missing
def one(request: Request, request_id: UUID) -> HttpResponse:
    """Taken up, or refused with a reason; whoever follows the dossier is told by a step in it."""
    today = timezone.localdate()
    row: Any = queries.request_of(actor=request.actor, request_id=request_id, today=today)
    form = DeclineForm(request.POST if request.POST.get("do") == "decline" else None, on=today)
    if request.method == "POST" and (request.POST.get("do") == "take" or form.is_valid()):
        given: dict[str, Any] = {"actor": request.actor, "now": timezone.now(), "request_id": request_id}
        try:
            if request.POST.get("do") == "take":
                take_request(**given)
            else:
                decline_request(**given, **form.cleaned_data)
        except CannotSettle as refusal:
            messages.error(request, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Answered: whoever follows the case sees it."))
        return redirect("requested:one", request_id)
    context = {
        "row": row, "form": form, "word": STATES[row.state], "service": names_of_services().get(row.service, ""),
        "reason": names_of_reasons().get(row.reason, ""), "is_nominative": row.level >= NOMINATIVE,
        "possible": {str(state) for state in NEXT[RequestState(row.state)]},
        "may_answer": request.actor.may(P.ACT_RECORD),
    }  # fmt: skip
    return TemplateResponse(request, "requested/one.html", context, status=422 if form.errors else 200)


@require_GET
@needs(P.CASE_READ)
@hidden_is_missing
def of_case(request: Request, case_id: UUID) -> HttpResponse:
    """What was asked for in a dossier, and what became of it."""
    about = assistance.subject_of(actor=request.actor, case_id=case_id)
    rows = queries.requests_of(actor=request.actor, case_id=case_id)
    queries.described(request.actor, rows, today=timezone.localdate())
    context = {
        "case_id": case_id, "about": about, "rows": rows, "services": names_of_services(), "words": STATES,
        "reasons": names_of_reasons(),
    }  # fmt: skip
    return TemplateResponse(request, "requested/of_case.html", context)
