from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance import commands, queries
from wasl.assistance.commands.placing import Refused
from wasl.assistance.rules import APART, CASE_OVER, NEXT_CASE, CaseState
from wasl.assistance.rules.followups import NOT_FOLLOWED
from wasl.catalogue.queries import names_of_services_and_destinations
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.case_forms import NoteForm, StepForm
from wasl.web.assistance.forms import CaseForm, SituationForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, kind_of_unit, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.caseload.tabs import tabs_of
from wasl.web.drafts.keeping import typed
from wasl.web.paging import page_by_key
from wasl.web.people import labels

STATES = ("open", "over", "all")
#: For so long after its closure, the page of a case offers the spoken question.
HEARD_DAYS = 14


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
        "today": timezone.localdate(), "tabs": tabs_of(actor, "all"),
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
    return sheet_page(request, case_id)


def sheet_page(request: HttpRequest, case_id: UUID, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a dossier, with the form that came back wrong."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    sheet = queries.case_sheet(actor=actor, case_id=case_id, on=today, before=_key(request))
    row, draft = sheet.case, f"casenote-{case_id}"
    services, destinations = names_of_services_and_destinations()
    context = {
        "sheet": sheet, "row": row, "today": today, "now": timezone.now(), "services": services,
        "destinations": destinations, "draft": draft, "contact": contact_sign(sheet.contact),
        "situation_form": forms.get("situation") or SituationForm(),
        "step_form": forms.get("step") or StepForm(),
        "note_form": forms.get("note") or NoteForm(initial=typed(request, draft)),
        "may_open": actor.may(P.CASE_OPEN), "may_close": actor.may(P.CASE_CLOSE),
        "next_states": sorted(NEXT_CASE[CaseState(row.state)] - APART),
        "may_hear": _may_hear(request, row), "is_open": row.state not in CASE_OVER,
        "is_nominative": row.level >= NOMINATIVE,
    }  # fmt: skip
    return TemplateResponse(request, "assistance/case.html", context, status=status)


def _may_hear(request: HttpRequest, row: Any) -> bool:
    """In the days after the closure she may still be here to say how she was received; the address bears no case."""
    if row.closed_at is None or row.closure_reason in NOT_FOLLOWED:
        return False
    days = (timezone.now() - row.closed_at).days
    return days < HEARD_DAYS and request.actor.may(P.VOICE_HEAR)  # type: ignore[attr-defined]


def contact_sign(code: str) -> tuple[str, Any]:
    """Kind and words of the sign that stands beside the name."""
    return (labels.CONTACT_BADGE[code], labels.CONTACT[code]) if code else ("quiet", _("no way to reach her is known"))


def _key(request: HttpRequest) -> tuple[datetime, UUID] | None:
    """Where the history goes on, from the address; a key that was tampered with gives the first page."""
    at, _dot, pk = request.GET.get("before", "").rpartition(".")
    try:
        return datetime.fromisoformat(at.replace(" ", "+")), UUID(pk)
    except ValueError:
        return None
