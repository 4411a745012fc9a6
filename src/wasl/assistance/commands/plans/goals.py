"""Goals and actions, changed by two workers at once without either losing a word."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from wasl.access.models import Account
from wasl.assistance.commands.placing import insert
from wasl.assistance.commands.plans.plan import (
    ACTION,
    GOAL,
    CannotPlan,
    journal_plan,
    merged_or_conflict,
    of_case,
    plan_to_work_on,
    refuse_unless_draft,
)
from wasl.assistance.commands.sealing import sealed_values, unsealed_values
from wasl.assistance.models import Plan, PlanAction, PlanGoal
from wasl.assistance.rules import PLAN_RUNS, PlanFault, PlanState, Responsible, Result
from wasl.core.actor import Actor
from wasl.core.permissions import Permission

Values = Mapping[str, str]

#: Sealed words of each; the rest are columns.
_GOAL_WORDS = ("what", "measure", "start", "target")
_ACTION_WORDS = ("what", "who")


@transaction.atomic
def set_goal(*, actor: Actor, plan_id: UUID, goal_id: UUID, values: Values, seen: Values | None = None) -> PlanGoal:
    """Writes a goal of a draft: `what`, `measure`, `start`, `target` and `by_on` (ISO).

    `seen` are the values when the form was opened. Raises PlanConflict, CannotPlan.
    """
    plan = plan_to_work_on(actor, plan_id)
    refuse_unless_draft(plan)
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    row: PlanGoal | None = goals.filter(pk=goal_id).first()
    if row is None:
        row = PlanGoal(pk=goal_id, plan=plan, rank=goals.count() + 1, recorded_by_id=actor.account_id,
                       **of_case(plan.case))  # fmt: skip
        _write_goal(row, values)
        insert(row)
    else:
        now = goal_values(row)
        merged = merged_or_conflict(seen=now if seen is None else seen, mine=values, now=now)
        if merged == now:
            return row
        _write_goal(row, now | merged)
        row.version += 1
        row.save(update_fields=["sealed", "by_on", "version"])
    _changed(actor, plan, "plan:goal")
    return row


def _write_goal(row: PlanGoal, values: Values) -> None:
    row.sealed = sealed_values(GOAL, row.pk, {name: values.get(name, "").strip() for name in _GOAL_WORDS})
    row.by_on = date.fromisoformat(values["by_on"])


def goal_values(row: PlanGoal) -> dict[str, str]:
    words = unsealed_values(GOAL, row.pk, row.sealed)
    return {name: words.get(name, "") for name in _GOAL_WORDS} | {"by_on": row.by_on.isoformat()}


@transaction.atomic
def set_action(
    *, actor: Actor, goal_id: UUID, action_id: UUID, values: Values, seen: Values | None = None
) -> PlanAction:
    """Writes an action of a draft: `what`, `who` (an outside service), `responsible`, `account` (id) and `due_on`."""
    goal: PlanGoal = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).get(pk=goal_id)
    plan = plan_to_work_on(actor, goal.plan_id)
    refuse_unless_draft(plan)
    actions = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(goal_id=goal.pk)
    row: PlanAction | None = actions.filter(pk=action_id).first()
    if row is None:
        row = PlanAction(pk=action_id, goal=goal, rank=actions.count() + 1, recorded_by_id=actor.account_id,
                         **of_case(plan.case))  # fmt: skip
        _write_action(plan, row, values)
        insert(row)
    else:
        now = action_values(row)
        merged = merged_or_conflict(seen=now if seen is None else seen, mine=values, now=now)
        if merged == now:
            return row
        _write_action(plan, row, now | merged)
        row.version += 1
        row.save(update_fields=["sealed", "responsible", "account", "due_on", "version"])
    _changed(actor, plan, "plan:action")
    return row


def _write_action(plan: Plan, row: PlanAction, values: Values) -> None:
    row.responsible = Responsible(values["responsible"])
    row.account_id = UUID(values["account"]) if values.get("account") and row.responsible == Responsible.AGENT else None
    if row.account_id is not None and row.account_id != plan.case.worker_id:
        posted = Account.objects.filter(pk=row.account_id, is_active=True, postings__unit_id=plan.unit_id)
        if not posted.exists():
            raise CannotPlan(PlanFault.UNKNOWN_AGENT)
    row.sealed = sealed_values(ACTION, row.pk, {name: values.get(name, "").strip() for name in _ACTION_WORDS})
    row.due_on = date.fromisoformat(values["due_on"])


def action_values(row: PlanAction) -> dict[str, str]:
    words = unsealed_values(ACTION, row.pk, row.sealed)
    columns = {
        "responsible": str(row.responsible), "account": str(row.account_id or ""), "due_on": row.due_on.isoformat(),
    }  # fmt: skip
    return {name: words.get(name, "") for name in _ACTION_WORDS} | columns


def _changed(actor: Actor, plan: Plan, verb: str) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])
    journal_plan(actor, plan, verb)


@transaction.atomic
def note_result(*, actor: Actor, plan_id: UUID, row_id: UUID, result: Result) -> Plan:
    """What became of a goal or an action: while the plan runs; in a draft it can only be dropped, or taken back."""
    plan = plan_to_work_on(actor, plan_id)
    row = _row_of(actor, plan, row_id)
    is_draft = plan.state == PlanState.DRAFT and {result, row.result} <= {Result.DROPPED, Result.OPEN}
    if not is_draft and (plan.state not in PLAN_RUNS or result == Result.DROPPED):
        raise CannotPlan(PlanFault.STATE)
    if row.result != result:
        row.result, row.version = result, row.version + 1
        row.save(update_fields=["result", "version"])
        if is_draft:
            _changed(actor, plan, "plan:result")
        else:
            journal_plan(actor, plan, "plan:result", reason=result)
    return plan


def _row_of(actor: Actor, plan: Plan, row_id: UUID) -> PlanGoal | PlanAction:
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk, pk=row_id)
    if goal := goals.first():
        return goal  # type: ignore[no-any-return]
    actions = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(goal__plan_id=plan.pk)
    return actions.get(pk=row_id)  # type: ignore[no-any-return]
