from typing import Any
from uuid import UUID

from django.contrib import messages
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
from wasl.people.commands import BadParticulars, IdTaken, LikelyKnown, register_person
from wasl.people.queries import search
from wasl.people.rules.sought import sought_in_box
from wasl.web.assistance.forms import ListeningForm, ReceptionForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, kind_of_unit, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.newcomers import newcomer
from wasl.web.assistance.views.day import day_page
from wasl.web.drafts.keeping import drop, typed
from wasl.web.paging import page_by_key
from wasl.web.people.labels import NONE_OF_THESE, birth_text, reason_texts

DRAFT = "reception"
MOST_TYPED = 120


@require_http_methods(["GET", "POST"])
@needs(P.RECEPTION_RECORD)
def receive(request: HttpRequest) -> HttpResponse:
    """Search before create, then three mandatory things; the answer to a search is only the part that changed."""
    if request.method == "POST":
        return _received(request)
    text = request.GET.get("q", "").strip()[:MOST_TYPED]
    context = {"form": ReceptionForm(initial={"channel": "SPONT"} | typed(request, DRAFT)), **_found(request, text)}
    template = "assistance/receive.html#who" if request.htmx else "assistance/receive.html"  # type: ignore[attr-defined]
    return TemplateResponse(request, template, context)


def _found(request: HttpRequest, text: str, *, chosen: str = "") -> dict[str, Any]:
    found, today = None, timezone.localdate()
    if text:
        found = search(actor=request.actor, sought=sought_in_box(text), today=today)  # type: ignore[attr-defined]
    candidates = [
        (
            one.registration,
            birth_text(one.registration.particulars.birth, today=today),
            reason_texts(one.agreement.reasons),
        )
        for one in (found.candidates if found else ())
    ]
    return {
        "q": text, "found": found, "candidates": candidates, "chosen": chosen, "newcomer": newcomer(text),
        "none_of_these": NONE_OF_THESE.items(), "draft": DRAFT,
    }  # fmt: skip


def _received(request: HttpRequest) -> HttpResponse:
    form = ReceptionForm(request.POST)
    if form.is_valid():
        try:
            row = _receive(request, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
            form.asks_again = refusal.fault == Fault.ALREADY_RECEIVED  # type: ignore[attr-defined]
        except LikelyKnown:
            form.add_error(None, _("Somebody very like this is known already: choose her, or say that it is not her."))
            form.asks_none_of_these = True  # type: ignore[attr-defined]
        except (BadParticulars, IdTaken):
            form.add_error(None, _("The name cannot be written like this: letters of one script in each box."))
        else:
            drop(request, DRAFT)
            messages.success(request, _("Received: the person is in the queue."))
            return _after(request, row)
    text = request.POST.get("q", "").strip()[:MOST_TYPED]
    context = {"form": form, **_found(request, text, chosen=request.POST.get("who", ""))}
    return TemplateResponse(request, "assistance/receive.html", context, status=422)


def _receive(request: HttpRequest, given: dict[str, Any]) -> Any:
    """A newcomer is registered and received in one go, or neither."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    one = command_id(request)
    return commands.receive_person(
        actor=actor, now=timezone.now(), reception_id=one, registration_id=_registration(request, given, one),
        sex=given["sex"], age_band=given["age_band"], head_count=given["head_count"] or 1, need=given["need"],
        urgency=given["urgency"], channel=given["channel"], language=given["language"],
        is_confirmed=given["is_confirmed"],
    )  # fmt: skip


def _registration(request: HttpRequest, given: dict[str, Any], one: UUID) -> UUID | None:
    who = given["who"]
    if who in {"", "anonymous"}:
        return None
    if who != "new":
        try:
            return UUID(who)
        except ValueError:
            raise commands.CannotReceive(Fault.NOBODY) from None
    made = register_person(
        actor=request.actor, now=timezone.now(), registration_id=one,  # type: ignore[attr-defined]
        particulars=newcomer("", request.POST, sex=given["sex"]), none_of_these=request.POST.get("none_of_these", ""),
    )  # fmt: skip
    return made.pk  # type: ignore[no-any-return]


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
