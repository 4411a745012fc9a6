from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance import commands, queries
from wasl.assistance.commands.placing import Refused
from wasl.assistance.rules import Fault, ReceptionState
from wasl.catalogue.queries import names_of_reasons, names_of_services
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.web.assistance.choosing import REFUSALS, explain, people_found, registration_chosen
from wasl.web.assistance.forms import ListeningForm, ReceptionForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, kind_of_unit, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.views.day import day_page
from wasl.web.drafts.keeping import drop, typed
from wasl.web.paging import page_by_key

DRAFT = "reception"


@require_http_methods(["GET", "POST"])
@needs(P.RECEPTION_RECORD)
def receive(request: HttpRequest) -> HttpResponse:
    """Search before create, then three mandatory things; the answer to a search is only the part that changed."""
    if request.method == "POST":
        return _received(request)
    form = ReceptionForm(initial={"channel": "SPONT"} | typed(request, DRAFT))
    context = {"form": form, "draft": DRAFT, **people_found(request, chosen=request.GET.get("who", ""))}
    template = "assistance/receive.html#who" if request.htmx else "assistance/receive.html"  # type: ignore[attr-defined]
    return TemplateResponse(request, template, context)


def _received(request: HttpRequest) -> HttpResponse:
    form = ReceptionForm(request.POST)
    if form.is_valid():
        try:
            row = _receive(request, form.cleaned_data)
        except REFUSALS as refusal:
            explain(form, refusal)
        else:
            drop(request, DRAFT)
            messages.success(request, _("Received: the person is in the queue."))
            return _after(request, row)
    context = {"form": form, "draft": DRAFT, **people_found(request, chosen=request.POST.get("who", ""))}
    return TemplateResponse(request, "assistance/receive.html", context, status=422)


@transaction.atomic
def _receive(request: HttpRequest, given: dict[str, Any]) -> Any:
    """A newcomer is registered and received in one go, or neither."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    one = command_id(request)
    chosen = registration_chosen(request, who=given["who"], new_pk=one, sex=given["sex"])
    return commands.receive_person(
        actor=actor, now=timezone.now(), reception_id=one, registration_id=chosen,
        sex=given["sex"], age_band=given["age_band"], head_count=given["head_count"] or 1, need=given["need"],
        urgency=given["urgency"], channel=given["channel"], language=given["language"],
        is_confirmed=given["is_confirmed"],
    )  # fmt: skip


def _after(request: HttpRequest, row: Any) -> HttpResponse:
    if request.POST.get("then") == "hear":
        commands.change_reception(
            actor=request.actor, now=timezone.now(), reception_id=row.pk, to=ReceptionState.HEARD  # type: ignore[attr-defined]
        )  # fmt: skip
        return redirect("assistance:reception", row.pk)
    return day_page(request)


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    wanted = {
        "state": state if state in set(ReceptionState) else "",
        "need": request.GET.get("need", "")[:20],
    }
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.register(actor=actor, unit_kind=kind_of_unit(request), **wanted)
    page = page_by_key(request, rows, order=("-arrived_at", "-id"))
    queries.with_persons(actor, page.rows)
    context = {
        "page": page, "next_key": page.next_key, "previous_key": page.previous_key, "now": timezone.now(),
        "services": names_of_services(), **wanted,
    }  # fmt: skip
    return TemplateResponse(request, "assistance/register.html", context)


@require_GET
@hidden_is_missing
def reception(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    return reception_page(request, reception_id)


def reception_page(
    request: HttpRequest, reception_id: UUID, *, listening: ListeningForm | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    sheet = queries.reception_sheet(actor=actor, reception_id=reception_id)
    draft = f"listening-{reception_id}"
    spoken = {"language": sheet.reception.language, "sharing": "team"}
    context = {
        "sheet": sheet,
        "row": sheet.reception,
        "now": timezone.now(),
        "services": names_of_services(),
        "reasons": names_of_reasons(),
        "listening": listening or ListeningForm(initial=spoken | typed(request, draft)),
        "draft": draft,
        "may_act": actor.may(P.ACT_RECORD),
        "may_name": actor.may(P.RECEPTION_RECORD) and sheet.reception.is_one_without_a_name,
        "may_send": actor.may(P.ORIENTATION_SEND),
        "may_open": actor.may(P.CASE_OPEN),
        "act_id": new_id(),
    }
    return TemplateResponse(request, "assistance/reception.html", context, status=status)


@require_POST
@needs(P.RECEPTION_RECORD)
@hidden_is_missing
def change(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    """Calls in, sends back to the queue, ends, or notes that the person left."""
    wanted = request.POST.get("to", "")
    queries.subject_of(actor=request.actor, reception_id=reception_id)  # type: ignore[attr-defined]
    try:
        to = ReceptionState(wanted)
        commands.change_reception(actor=request.actor, now=timezone.now(), reception_id=reception_id, to=to)  # type: ignore[attr-defined]
    except (ValueError, Refused):
        messages.error(request, FAULTS[Fault.STATE])
        return redirect("assistance:my_day")
    if to == ReceptionState.HEARD:
        return redirect("assistance:reception", reception_id)
    return redirect("assistance:my_day")


@require_POST
@needs(P.ACT_RECORD)
@hidden_is_missing
def listen(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    form = ListeningForm(request.POST)
    if not form.is_valid():
        return reception_page(request, reception_id, listening=form, status=422)
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.reception_sheet(actor=actor, reception_id=reception_id).reception
    given = form.cleaned_data
    try:
        commands.record_listening(
            actor=actor, now=timezone.now(), act_id=command_id(request), note=given["note"], sharing=given["sharing"],
            reception_id=row.pk, ends_reception="goes_on" not in request.POST, minutes=given["minutes"],
            registration_ids=[row.registration_id] if row.registration_id else [],
            anonymous_count=0 if row.registration_id else row.head_count,
            language=given["language"], has_interpreter=given["has_interpreter"], case_id=row.case_id,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return reception_page(request, reception_id, listening=form, status=422)
    drop(request, f"listening-{reception_id}")
    messages.success(request, _("Listening noted."))
    return redirect("assistance:reception", reception_id)
