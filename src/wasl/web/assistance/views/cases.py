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
from wasl.assistance.rules import APART, CASE_OVER, NEXT_CASE, CaseState, Fault, is_protection
from wasl.catalogue.queries import names_of_destinations, names_of_services
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.forms import CaseForm, CloseForm, ColleagueForm, LowerForm, SituationForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, kind_of_unit, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.paging import page_by_key

STATES = ("open", "over", "all")


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in STATES else "open"
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.cases(actor=actor, unit_kind=kind_of_unit(request), state=state)
    page = page_by_key(request, rows, order=("-opened_at", "-id"))
    queries.with_persons(actor, page.rows)
    context = {
        "page": page, "next_key": page.next_key, "previous_key": page.previous_key, "state": state,
        "today": timezone.localdate(),
    }  # fmt: skip
    return TemplateResponse(request, "assistance/cases.html", context)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def open_case(
    request: HttpRequest, reception_id: UUID | None = None, registration_id: UUID | None = None
) -> HttpResponse:
    """From a reception whose person is known, or from a person's page."""
    actor = request.actor  # type: ignore[attr-defined]
    about = queries.subject_of(actor=actor, reception_id=reception_id, registration_id=registration_id)
    form = CaseForm(request.POST or None)
    if not about.registration_ids:
        messages.error(request, _("Say first who it is: a case is opened for a person with a name."))
        return redirect("assistance:my_day")
    if request.method == "POST" and form.is_valid():
        try:
            row = commands.open_case(actor=actor, now=timezone.now(), **_opening(request, form, about))
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Case opened."))
            return redirect("assistance:case", row.pk)
    context = {"form": form, "about": about}
    return TemplateResponse(request, "assistance/open_case.html", context, status=422 if form.errors else 200)


def _opening(request: HttpRequest, form: CaseForm, about: Any) -> dict[str, Any]:
    given, today = form.cleaned_data, timezone.localdate()
    return {
        "case_id": command_id(request), "registration_id": about.registration_ids[0], "basis": given["basis"],
        "channel": about.channel or "SPONT", "reception_id": about.reception_id,
        "situations": [(code, int(given["severity"]), today) for code in given["situations"]],
    }  # fmt: skip


@require_GET
@hidden_is_missing
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return _sheet(request, case_id, {})


def _sheet(request: HttpRequest, case_id: UUID, forms: dict[str, Any], *, status: int = 200) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    sheet = queries.case_sheet(actor=actor, case_id=case_id, on=today)
    may_open = actor.may(P.CASE_OPEN)
    colleagues = [(str(pk), name) for pk, name in queries.colleagues_of(actor=actor, on=today)] if may_open else []
    context = {
        "sheet": sheet, "row": sheet.case, "today": today, "now": timezone.now(),
        "services": names_of_services(), "destinations": names_of_destinations(),
        "readers": queries.readers_of(actor=actor, case_id=case_id),
        "situation_form": forms.get("situation") or SituationForm(),
        "close_form": forms.get("close") or CloseForm(),
        "lower_form": forms.get("lower") or LowerForm(),
        "colleague_form": forms.get("colleague") or ColleagueForm(colleagues=colleagues),
        "may_open": may_open, "may_close": actor.may(P.CASE_CLOSE),
        "may_name": actor.may(P.CASE_NAME),
        "next_states": sorted(NEXT_CASE[CaseState(sheet.case.state)] - APART),
        "is_open": sheet.case.state not in CASE_OVER,
        "is_nominative": sheet.case.level >= NOMINATIVE,
        "is_protected": is_protection(s.code for s in sheet.situations if s.until is None),
    }  # fmt: skip
    return TemplateResponse(request, "assistance/case.html", context, status=status)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def add_situation(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = SituationForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case_id, {"situation": form}, status=422)
    given = form.cleaned_data
    return _done(
        request, case_id, commands.add_situation, code=given["code"], severity=int(given["severity"]),
        since=given["since"], now=timezone.now(),
    )  # fmt: skip


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def advance(request: HttpRequest, case_id: UUID) -> HttpResponse:
    wanted = request.POST.get("to", "")
    queries.subject_of(actor=request.actor, case_id=case_id)  # type: ignore[attr-defined]
    if wanted not in set(CaseState):
        messages.error(request, FAULTS[Fault.STATE])
        return redirect("assistance:case", case_id)
    return _done(request, case_id, commands.advance_case, to=CaseState(wanted), now=timezone.now())


@require_POST
@needs(P.CASE_CLOSE)
@hidden_is_missing
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case_id, {"close": form}, status=422)
    return _done(request, case_id, commands.close_case, now=timezone.now(), **form.cleaned_data)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def colleague(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Names a colleague on the case, or closes it to one."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    known = [(str(pk), name) for pk, name in queries.colleagues_of(actor=actor, on=today)]
    form = ColleagueForm(request.POST, colleagues=known)
    if not form.is_valid():
        return _sheet(request, case_id, {"colleague": form}, status=422)
    account = UUID(form.cleaned_data["account"])
    if request.POST.get("do") == "deny":
        return _done(request, case_id, commands.deny_reader, account_id=account, reason="relative")
    return _done(request, case_id, commands.name_reader, account_id=account)


@require_POST
@needs(P.CASE_CLOSE)
@hidden_is_missing
def end_protection(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = LowerForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case_id, {"lower": form}, status=422)
    reason = form.cleaned_data["reason"]
    return _done(request, case_id, commands.end_protection, reason=reason, now=timezone.now())


@require_POST
@needs(P.CASE_CLOSE)
@hidden_is_missing
def lower(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The team reads the case again."""
    form = LowerForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case_id, {"lower": form}, status=422)
    return _done(request, case_id, commands.lower_case, reason=form.cleaned_data["reason"])


def _done(request: HttpRequest, case_id: UUID, command: Any, **given: Any) -> HttpResponse:
    try:
        command(actor=request.actor, case_id=case_id, **given)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
    except Refused as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("assistance:case", case_id)
