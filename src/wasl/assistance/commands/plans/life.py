from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.assistance.commands.assessments import case_to_work_on
from wasl.assistance.commands.placing import insert, registrations_of
from wasl.assistance.commands.plans.plan import (
    ACTION,
    GOAL,
    PLAN,
    CannotPlan,
    journal_plan,
    merged_or_conflict,
    move,
    of_case,
    plan_to_work_on,
    refuse_unless_draft,
)
from wasl.assistance.commands.sealing import sealed_values, unsealed_values
from wasl.assistance.commands.steps import end_tasks_about
from wasl.assistance.models import Case, Plan, PlanAction, PlanGoal
from wasl.assistance.rules import CASE_OVER, PLAN_IS_MADE, PLAN_RUNS, PlanFault, PlanState, Result
from wasl.assistance.rules.steps import TaskKind
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission


@transaction.atomic
def start_plan(
    *,
    actor: Actor,
    now: datetime,
    plan_id: UUID,
    case_id: UUID,
    language: str,
    summary: str = "",
    has_interpreter: bool = False,
) -> Plan:
    """A draft; when a plan runs already its open goals and actions are taken over, and it ends when this is signed."""
    case = case_to_work_on(actor, case_id)
    plans = Plan.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    if known := plans.filter(pk=plan_id).first():
        return known  # type: ignore[no-any-return]
    if case.state in CASE_OVER:
        raise CannotPlan(PlanFault.CASE_OVER)
    (person,) = registrations_of(actor, [case.registration_id])
    if person.is_anonymous:
        raise CannotPlan(PlanFault.PERSON_GONE)
    if plans.filter(state__in=sorted(PLAN_IS_MADE)).exists():
        raise CannotPlan(PlanFault.ALREADY_ONE)
    plan = insert(
        Plan(
            pk=plan_id, case=case, language=language, has_interpreter=has_interpreter, drafted_at=now,
            sealed=sealed_values(PLAN, plan_id, {"summary": summary.strip()}), recorded_by_id=actor.account_id,
            **of_case(case),
        )
    )  # fmt: skip
    running = plans.filter(state__in=sorted(PLAN_RUNS)).first()
    if running is not None:
        _take_over(actor, running, plan, case)
    journal_plan(actor, plan, "plan:start")
    return plan


def _take_over(actor: Actor, old: Plan, new: Plan, case: Case) -> None:
    """What is still open, copied: the signed plan stays as it was signed."""
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=old.pk, result=Result.OPEN)
    actions = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(result=Result.OPEN)
    for goal in goals.order_by("rank"):
        pk = new_id()
        copied = insert(
            PlanGoal(
                pk=pk, plan=new, rank=goal.rank, sealed=_again(GOAL, goal, pk), by_on=goal.by_on,
                recorded_by_id=actor.account_id, **of_case(case),
            )
        )  # fmt: skip
        for action in actions.filter(goal_id=goal.pk).order_by("rank"):
            pk = new_id()
            insert(
                PlanAction(
                    pk=pk, goal=copied, rank=action.rank, sealed=_again(ACTION, action, pk), due_on=action.due_on,
                    responsible=action.responsible, account_id=action.account_id, recorded_by_id=actor.account_id,
                    **of_case(case),
                )
            )  # fmt: skip


def _again(kind: str, row: PlanGoal | PlanAction, pk: UUID) -> bytes:
    return sealed_values(kind, pk, unsealed_values(kind, row.pk, row.sealed))


@transaction.atomic
def change_plan(*, actor: Actor, plan_id: UUID, seen: Mapping[str, str], summary: str) -> Plan:
    """Raises PlanConflict when the summary was changed by somebody else since `seen`."""
    plan = plan_to_work_on(actor, plan_id)
    refuse_unless_draft(plan)
    now = unsealed_values(PLAN, plan.pk, plan.sealed)
    values = merged_or_conflict(seen=seen, mine={"summary": summary.strip()}, now=now)
    if values != now:
        plan.sealed = sealed_values(PLAN, plan.pk, values)
        plan.version += 1
        plan.save(update_fields=["sealed", "version"])
        journal_plan(actor, plan, "plan:change")
    return plan


@transaction.atomic
def validate_plan(*, actor: Actor, now: datetime, plan_id: UUID, version: int) -> Plan:
    """Four eyes: not by who drafted it, and only the version that was read."""
    require(actor, Permission.PLAN_VALIDATE)
    plan = plan_to_work_on(actor, plan_id)
    if plan.state == PlanState.VALIDATED:
        return plan
    if plan.recorded_by_id == actor.account_id:
        raise CannotPlan(PlanFault.SAME_ACCOUNT)
    if plan.version != version:
        raise CannotPlan(PlanFault.CHANGED_SINCE)
    _refuse_empty(actor, plan)
    move(plan, PlanState.VALIDATED)
    plan.validated_by_id, plan.validated_at = actor.account_id, now
    plan.save(update_fields=["state", "validated_by", "validated_at"])
    journal_plan(actor, plan, Permission.PLAN_VALIDATE)
    return plan


def _refuse_empty(actor: Actor, plan: Plan) -> None:
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    ids = set(goals.exclude(result=Result.DROPPED).values_list("pk", flat=True))
    if not ids:
        raise CannotPlan(PlanFault.NO_GOAL)
    actions = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(goal_id__in=ids)
    if ids - set(actions.exclude(result=Result.DROPPED).values_list("goal_id", flat=True)):
        raise CannotPlan(PlanFault.NO_ACTION)


@transaction.atomic
def return_plan(*, actor: Actor, plan_id: UUID) -> Plan:
    """A validated plan is worked on again; it is validated again afterwards."""
    plan = plan_to_work_on(actor, plan_id)
    move(plan, PlanState.DRAFT)
    plan.validated_by_id = plan.validated_at = None
    plan.save(update_fields=["state", "validated_by", "validated_at"])
    journal_plan(actor, plan, "plan:return")
    return plan


@transaction.atomic
def end_plan(*, actor: Actor, now: datetime, plan_id: UUID, reason: str) -> Plan:
    """For a reason of rules.EndOfPlan, journalled."""
    plan = plan_to_work_on(actor, plan_id)
    if plan.state == PlanState.ENDED:
        return plan
    if not reason:
        raise CannotPlan(PlanFault.NO_REASON)
    move(plan, PlanState.ENDED)
    plan.ended_at = now
    plan.save(update_fields=["state", "ended_at"])
    end_tasks_about(actor=actor, now=now, case_id=plan.case_id, kind=TaskKind.PLAN, about=plan.pk)
    journal_plan(actor, plan, "plan:end", reason=reason)
    return plan
