"""What every command on a plan does first and last: takes it, locked with its dossier; counts and journals a change."""

from collections.abc import Mapping
from uuid import UUID

from wasl.assistance.commands.assessments import case_to_work_on
from wasl.assistance.models import Case, Plan
from wasl.assistance.rules import CASE_OVER, NEXT_PLAN, Merged, PlanFault, PlanState, merge
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record

PLAN, GOAL, ACTION, SIGNATURE, REVIEW = "plan", "plan-goal", "plan-action", "plan-signature", "plan-review"


class CannotPlan(Exception):
    """`fault` says which sentence the screen shows."""

    def __init__(self, fault: PlanFault) -> None:
        super().__init__(fault)
        self.fault = fault


class PlanConflict(Exception):
    """Two workers changed the same fields; nothing was written. `now` are the values as they stand."""

    def __init__(self, merged: Merged, now: Mapping[str, str]) -> None:
        super().__init__(sorted(merged.conflicts))
        self.conflicts, self.now = merged.conflicts, dict(now)


def plan_to_work_on(actor: Actor, plan_id: UUID) -> Plan:
    """Locked behind its dossier, so that two at once follow one another. Raises Plan.DoesNotExist."""
    case_id = Plan.objects.visible_to(actor, Permission.CASE_READ).values_list("case_id", flat=True).get(pk=plan_id)
    case = case_to_work_on(actor, case_id)
    plan: Plan = Plan.objects.visible_to(actor, Permission.CASE_READ).get(pk=plan_id)
    plan.case = case
    if case.state in CASE_OVER:
        raise CannotPlan(PlanFault.CASE_OVER)
    return plan


def refuse_unless_draft(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT:
        raise CannotPlan(PlanFault.STATE)


def move(plan: Plan, to: PlanState) -> None:
    if to not in NEXT_PLAN[PlanState(plan.state)]:
        raise CannotPlan(PlanFault.STATE)
    plan.state = to


def merged_or_conflict(*, seen: Mapping[str, str], mine: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    merged = merge(seen=seen, mine=mine, now=now)
    if merged.conflicts:
        raise PlanConflict(merged, now)
    return merged.values


def of_case(case: Case) -> dict[str, object]:
    """Columns that a row of a plan takes from its dossier."""
    return {"unit_id": case.unit_id, "path": case.path, "level": case.level, "seal": case.seal}


def journal_plan(actor: Actor, plan: Plan, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="plan", subject_id=plan.pk, path=plan.path, level=plan.level, seal=plan.seal,
        reason=reason,
    )  # fmt: skip
