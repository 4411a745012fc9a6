from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.assistance import queries
from wasl.assistance.queries import plans as found
from wasl.assistance.rules import PLAN_IS_MADE, PLAN_RUNS, PlanState
from wasl.catalogue.queries import parameter
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing
from wasl.web.plans.forms import EndForm, ReviewForm, SignForm, StartForm
from wasl.web.plans.words import CAPACITIES, RESPONSIBLE, RESULTS, STATES, WAYS
from wasl.web.recordings.sounds import Sounds, always


@require_GET
@hidden_is_missing
def plans(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return plans_page(request, case_id, StartForm())


def plans_page(request: HttpRequest, case_id: UUID, form: StartForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = found.plans_of(actor=actor, case_id=case_id)
    may_start = actor.may(P.CASE_OPEN) and not any(row.state in PLAN_IS_MADE for row in rows)
    context = {
        "case_id": case_id, "rows": [(row, STATES[PlanState(row.state)]) for row in rows],
        "form": form if may_start else None, "today": timezone.localdate(),
        "runs": any(row.state in PLAN_RUNS for row in rows),
    }  # fmt: skip
    return TemplateResponse(request, "plans/list.html", context, status=422 if form.errors else 200)


@require_GET
@hidden_is_missing
def plan(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    return plan_page(request, case_id, plan_id)


def plan_page(request: HttpRequest, case_id: UUID, plan_id: UUID, **forms: Any) -> HttpResponse:
    """The plan with the form of its next step; `forms` holds one that came back with errors."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    sheet = sheet_of(request, case_id, plan_id)
    state = PlanState(sheet.plan.state)
    may_work = actor.may(P.CASE_OPEN)
    witnesses = parameter("plan.witnesses", on=today)
    context = {
        "case_id": case_id, "sheet": sheet, "plan": sheet.plan, "state": STATES[state], "today": today,
        "goals": [(line, RESULTS.get(line.row.result), _actions(line)) for line in sheet.goals],
        "is_draft": state == PlanState.DRAFT and may_work, "runs": state in PLAN_RUNS and may_work,
        "is_validated": state == PlanState.VALIDATED, "is_minor": sheet.age is not None and sheet.age < 18,
        "signatures": [(one, dict(WAYS)[one.row.way], dict(CAPACITIES)[one.row.capacity]) for one in sheet.signatures],
        "may_validate": state == PlanState.DRAFT and actor.may(P.PLAN_VALIDATE),
        "is_own": sheet.plan.recorded_by_id == actor.account_id,
        "sign_form": forms.get("sign") or SignForm(initial={"version": sheet.plan.version}, witnesses=witnesses),
        "review_form": forms.get("review") or ReviewForm(initial={"language": sheet.plan.language}),
        "end_form": forms.get("end") or EndForm(), "may_work": may_work, "may_print": actor.may(P.DOCUMENT_ISSUE),
        "results": [(code, words) for code, (_kind, words) in RESULTS.items()], "is_over": state == PlanState.ENDED,
    }  # fmt: skip
    return TemplateResponse(request, "plans/plan.html", context, status=422 if forms else 200)


def _actions(line: Any) -> list[tuple[Any, Any, Any]]:
    by_whom = dict(RESPONSIBLE)
    return [(one, RESULTS.get(one.row.result), one.who or by_whom[one.row.responsible]) for one in line.actions]


def sheet_of(request: HttpRequest, case_id: UUID, plan_id: UUID) -> Any:
    sheet = found.plan_sheet(actor=request.actor, plan_id=plan_id, on=timezone.localdate())  # type: ignore[attr-defined]
    if sheet.plan.case_id != case_id:
        raise Http404
    return sheet


@require_GET
@hidden_is_missing
def aloud(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    """The plan in plain words with drawings, to read to the person or let be heard."""
    sheet = sheet_of(request, case_id, plan_id)
    context = {
        "case_id": case_id, "sheet": sheet, "plan": sheet.plan, "sounds": Sounds(always("plan")),
        "goals": [(line, _actions(line)) for line in sheet.goals],
    }  # fmt: skip
    return TemplateResponse(request, "plans/aloud.html", context)


def colleagues(request: HttpRequest) -> list[tuple[str, str]]:
    """Who may do an action: the actor and those posted at the unit in force."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    others = queries.colleagues_of(actor=actor, on=today)
    return [(str(pk), name) for pk, name in others]
