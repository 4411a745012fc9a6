from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance import commands
from wasl.assistance.commands import CannotPlan, PlanConflict
from wasl.assistance.queries import plans as found
from wasl.assistance.rules import Result
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.plans.conflicts import shown_conflict
from wasl.web.plans.forms import ActionForm, GoalForm
from wasl.web.plans.views.pages import colleagues, sheet_of
from wasl.web.plans.words import FAULTS


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def goal(request: HttpRequest, case_id: UUID, plan_id: UUID, goal_id: UUID | None = None) -> HttpResponse:
    sheet = sheet_of(request, case_id, plan_id)
    actor = request.actor  # type: ignore[attr-defined]
    stands = found.goal_line(actor=actor, plan_id=plan_id, goal_id=goal_id)[1] if goal_id else {}
    form = GoalForm(request.POST or None, initial=_shown(stands), seen=stands)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_goal(
                actor=actor, plan_id=plan_id, goal_id=goal_id or command_id(request), values=form.values(),
                seen=form.seen() if goal_id else None,
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("plans:plan", case_id, plan_id)
        except PlanConflict as conflict:
            form = shown_conflict(form, GoalForm, conflict)
        except CannotPlan as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _edited(request, case_id, sheet.plan, form, _("A goal that can be measured"))


def _shown(values: dict[str, str]) -> dict[str, Any]:
    """Initial values of a form: days in their three parts."""
    shown: dict[str, Any] = {}
    for name, value in values.items():
        if name.endswith("_on"):
            year, month, day = value.split("-")
            shown[name] = {"day": str(int(day)), "month": str(int(month)), "year": year}
        else:
            shown[name] = value
    return shown


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def action(
    request: HttpRequest, case_id: UUID, plan_id: UUID, goal_id: UUID, action_id: UUID | None = None
) -> HttpResponse:
    """Who does what for a goal, and for which day."""
    sheet = sheet_of(request, case_id, plan_id)
    actor = request.actor  # type: ignore[attr-defined]
    found.goal_line(actor=actor, plan_id=plan_id, goal_id=goal_id)
    stands = found.action_line(actor=actor, plan_id=plan_id, action_id=action_id)[1] if action_id else {}
    known = [(str(actor.account_id), _("Me")), *colleagues(request)]
    initial = _shown(stands) or {"responsible": "agent", "account": str(actor.account_id)}
    form = ActionForm(request.POST or None, initial=initial, seen=stands, colleagues=known)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_action(
                actor=actor, goal_id=goal_id, action_id=action_id or command_id(request), values=form.values(),
                seen=form.seen() if action_id else None,
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("plans:plan", case_id, plan_id)
        except PlanConflict as conflict:
            form = shown_conflict(form, ActionForm, conflict, colleagues=known)
        except CannotPlan as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _edited(request, case_id, sheet.plan, form, _("Who does what"))


def _edited(request: HttpRequest, case_id: UUID, plan: Any, form: Any, heading: str) -> HttpResponse:
    context = {"case_id": case_id, "plan": plan, "form": form, "heading": heading}
    return TemplateResponse(request, "plans/edit.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def result(request: HttpRequest, case_id: UUID, plan_id: UUID, row_id: UUID) -> HttpResponse:
    """What became of a goal or an action; in a draft, taking it out."""
    sheet_of(request, case_id, plan_id)
    wanted = request.POST.get("result", "")
    if wanted not in set(Result):
        raise Http404
    try:
        commands.note_result(actor=request.actor, plan_id=plan_id, row_id=row_id, result=Result(wanted))  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
    except CannotPlan as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("plans:plan", case_id, plan_id)
