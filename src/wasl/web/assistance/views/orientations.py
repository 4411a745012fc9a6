from datetime import date, timedelta
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
from wasl.assistance.rules import NEXT_ORIENTATION, WAITS_FOR_ANSWER, Fault, OrientationState, Via
from wasl.catalogue.queries import names_of_destinations, names_of_reasons, names_of_services
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.forms import SHARED_LABELS, AnswerForm, CouponForm, OrientationForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, kind_of_unit, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.places import matches
from wasl.web.assistance.sharing import available
from wasl.web.drafts.keeping import drop, typed
from wasl.web.paging import page_by_key
from wasl.web.printed import language

SENSITIVE = 3
SIDES = ("sent", "received")
STATES = ("waiting", "back", "open")


@require_GET
def orientations(request: HttpRequest) -> HttpResponse:
    side, state = request.GET.get("side", ""), request.GET.get("state", "")
    side, state = (side if side in SIDES else "sent"), (state if state in STATES else "")
    actor = request.actor  # type: ignore[attr-defined]
    place = request.GET.get("place", "")
    # A figure counts what was sent and what was received alike.
    rows = queries.orientations(
        actor=actor, side="" if place else side, state=state, unit_kind=kind_of_unit(request)
    )  # fmt: skip
    rows = queries.behind(
        rows, actor=actor, place=place, outcome=request.GET.get("outcome", ""), reason=request.GET.get("reason", ""),
        since=_since(request.GET.get("days", "")),
    )  # fmt: skip
    page = page_by_key(request, rows, order=("-sent_at", "-id"))
    queries.described(actor, page.rows, on=timezone.localdate())
    context = {
        "page": page, "next_key": page.next_key, "previous_key": page.previous_key, "side": side, "state": state,
        "place": place, "now": timezone.now(), "today": timezone.localdate(), "services": names_of_services(),
        "destinations": names_of_destinations(), "may_answer": actor.may(P.ORIENTATION_ANSWER),
    }  # fmt: skip
    return TemplateResponse(request, "assistance/orientations.html", context)


def _since(days: str) -> date | None:
    """The first of the last `days` days; None for all."""
    return timezone.localdate() - timedelta(days=int(days) - 1) if days.isdecimal() and len(days) < 5 else None


@require_http_methods(["GET", "POST"])
@needs(P.ORIENTATION_SEND)
@hidden_is_missing
def orient(request: HttpRequest, reception_id: UUID | None = None, case_id: UUID | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    about = queries.subject_of(actor=actor, reception_id=reception_id, case_id=case_id)
    values = available(about, language(), actor=actor)
    draft = f"orientation-{about.reception_id or about.case_id}"
    options: dict[str, Any] = _options(request, about) | {"available": values}
    do = request.POST.get("do", "")
    if request.method != "POST" or do == "places":
        initial = {"service": about.need, "urgency": about.urgency, "basis": "CONSENT"}
        initial |= typed(request, draft, many=("shared", "receivers")) | _asked(request)
        initial |= _as_typed(request) if do else {}
        return _orient_page(request, OrientationForm(initial=initial, **options), about, draft)
    form = OrientationForm(request.POST, **options)
    if form.is_valid() and do == "preview":
        return _orient_page(request, form, about, draft, preview=_preview(form.cleaned_data, about, values))
    if form.is_valid():
        try:
            row = _send(request, form.cleaned_data, about, values)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            drop(request, draft)
            messages.success(request, _("Sent. The answer will come back to your day."))
            return redirect("assistance:orientation", row.pk)
    return _orient_page(request, form, about, draft)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The place that the page one comes from has chosen: one alone, whatever an older draft says."""
    asked = {name: request.GET.get(name, "") for name in ("entry", "to_unit", "destination")}
    chosen: dict[str, Any] = asked if any(asked.values()) else {}
    service = request.GET.get("service", "")
    return chosen | ({"service": service} if service in names_of_services() else {})


def _as_typed(request: HttpRequest) -> dict[str, Any]:
    """What stands in the form, when only the list of places is asked again."""
    given = {name: request.POST.get(name, "") for name in ("service", "urgency", "words", "basis", "why")}
    return given | {name: request.POST.getlist(name) for name in ("shared", "receivers")}


def _preview(given: dict[str, Any], about: Any, values: dict[str, str]) -> dict[str, Any]:
    """What the other side will read, and what the paper in the person's hand will say."""
    is_outside = not given["to_unit"] and not _unit_of_entry(given.get("entry", ""))
    return {
        "shared": [(SHARED_LABELS[name], values[name]) for name in given["shared"] if name in values],
        "words": given["words"], "service": names_of_services().get(given["service"], ""),
        "is_outside": is_outside, "is_discreet": about.level >= SENSITIVE, "is_nominative": about.level >= NOMINATIVE,
    }  # fmt: skip


def _options(request: HttpRequest, about: Any) -> dict[str, Any]:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    places = queries.targets(actor=actor, on=today, limit=60)
    index = 2 if language() == "ar" else 1
    receivers: list[tuple[str, str]] = []
    entry = request.POST.get("entry") or request.GET.get("entry") or ""
    to_unit = request.POST.get("to_unit") or request.GET.get("to_unit") or _unit_of_entry(entry)
    if about.level >= NOMINATIVE and to_unit in {str(place[0]) for place in places}:
        receivers = [
            (str(pk), name) for pk, name, _role in queries.receivers_of(actor=actor, unit_id=UUID(to_unit), on=today)
        ]
    asked = request.POST.get("service") or request.GET.get("service") or ""
    service = asked if asked in names_of_services() else about.need
    return {
        "targets": [(str(place[0]), place[index]) for place in places], "receivers": receivers,
        "entries": matches(request, service=service, about=about, chosen=entry),
    }  # fmt: skip


def _unit_of_entry(entry: str) -> str:
    """The unit behind a line of the directory, blank for a service outside."""
    try:
        return str(queries.unit_of_entry(UUID(entry)) or "")
    except ValueError:
        return ""


def _send(request: HttpRequest, given: dict[str, Any], about: Any, values: dict[str, str]) -> Any:
    shared = {name: values[name] for name in given["shared"] if name in values}
    return commands.send_orientation(
        actor=request.actor, now=timezone.now(), orientation_id=command_id(request),  # type: ignore[attr-defined]
        destination=given["destination"] or "EN_CENTRE", destination_name=given["destination_name"],
        entry_id=UUID(given["entry"]) if given.get("entry") else None, why=given["why"],
        to_unit_id=UUID(given["to_unit"]) if given["to_unit"] else None, service=given["service"],
        urgency=given["urgency"], basis=given["basis"], words=given["words"], shared=shared,
        registration_id=about.registration_ids[0] if about.registration_ids else None,
        reception_id=about.reception_id, case_id=about.case_id,
        receiver_ids=[UUID(one) for one in given.get("receivers", [])],
    )  # fmt: skip


def _orient_page(
    request: HttpRequest, form: OrientationForm, about: Any, draft: str, *, preview: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "form": form, "about": about, "draft": draft, "needs_names": about.level >= NOMINATIVE, "preview": preview,
    }  # fmt: skip
    return TemplateResponse(request, "assistance/orient.html", context, status=422 if form.errors else 200)


@require_GET
@hidden_is_missing
def orientation(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    return _sheet(request, orientation_id, AnswerForm())


def _sheet(request: HttpRequest, orientation_id: UUID, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    today, now = timezone.localdate(), timezone.now()
    sheet = queries.orientation_sheet(actor=request.actor, orientation_id=orientation_id, now=now)  # type: ignore[attr-defined]
    context = {
        "sheet": sheet, "row": sheet.orientation, "form": form, "now": now, "today": today,
        "services": names_of_services(), "destinations": names_of_destinations(), "reasons": names_of_reasons(),
        "shared": [(SHARED_LABELS[name], value) for name, value in sheet.shared.items() if name in SHARED_LABELS],
        "may_name": request.actor.may(P.PERSON_SEARCH) and request.actor.may(P.PERSON_CREATE),  # type: ignore[attr-defined]
        "may_book": _may_book(request, sheet), "waits": sheet.orientation.state in WAITS_FOR_ANSWER,
        "via": request.POST.get("via") or request.GET.get("via") or Via.SCREEN,
    }  # fmt: skip
    return TemplateResponse(request, "assistance/orientation.html", context, status=status)


def _may_book(request: HttpRequest, sheet: Any) -> bool:
    """The receiving side gives her a day once it has said who she is: that is its answer. A day given is moved where
    it stands."""
    state = OrientationState(sheet.orientation.state)
    can_answer = state != OrientationState.APPOINTED and OrientationState.APPOINTED in NEXT_ORIENTATION[state]
    return can_answer and sheet.may_answer and request.actor.may(P.APPOINTMENT_BOOK)  # type: ignore[attr-defined]


@require_POST
@needs(P.ORIENTATION_ANSWER)
@hidden_is_missing
def answer(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST)
    via = request.POST.get("via", "")
    if form.is_valid():
        try:
            commands.answer_orientation(
                actor=request.actor, now=timezone.now(), orientation_id=orientation_id,  # type: ignore[attr-defined]
                answer=form.cleaned_data["answer"], reason=form.cleaned_data["reason"],
                appointment_at=form.appointment(),
                via=via if via in {Via.COUPON, Via.PHONE} else Via.SCREEN,
            )  # fmt: skip
            messages.success(request, _("Answer noted."))
            return redirect("assistance:orientation", orientation_id)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _sheet(request, orientation_id, form, status=422)


@require_POST
@needs(P.ORIENTATION_SEND)
@hidden_is_missing
def acknowledge(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    commands.acknowledge_answer(actor=request.actor, now=timezone.now(), orientation_id=orientation_id)  # type: ignore[attr-defined]
    return redirect("assistance:my_day")


@require_POST
@needs(P.ORIENTATION_SEND)
@hidden_is_missing
def close(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    try:
        commands.close_orientation(
            actor=request.actor, now=timezone.now(), orientation_id=orientation_id,  # type: ignore[attr-defined]
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, _("Orientation closed."))
    except Refused as refusal:
        fault = Fault.UNKNOWN_REASON if refusal.fault == Fault.NO_REASON else refusal.fault
        messages.error(request, FAULTS[fault])
    return redirect("assistance:orientation", orientation_id)


@require_http_methods(["GET", "POST"])
@needs(P.ORIENTATION_ANSWER)
def coupon(request: HttpRequest) -> HttpResponse:
    """A reply coupon brought back, typed or scanned; a code that fits nothing says no more than that."""
    form = CouponForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = queries.by_coupon(actor=request.actor, text=form.cleaned_data["code"])  # type: ignore[attr-defined]
        if row is not None:
            return redirect(f"/orientations/{row.pk}/?via={Via.COUPON}#answer")
        form.add_error("code", FAULTS[Fault.UNKNOWN_COUPON])
    return TemplateResponse(request, "assistance/coupon.html", {"form": form}, status=422 if form.errors else 200)
