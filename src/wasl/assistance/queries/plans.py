"""The plans of a dossier, one with all that belongs to it, those to review, and how many there were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from wasl.assistance.commands.ages import age_of
from wasl.assistance.commands.placing import registrations_of
from wasl.assistance.commands.plans.goals import action_values, goal_values
from wasl.assistance.commands.plans.plan import PLAN, REVIEW, SIGNATURE
from wasl.assistance.commands.sealing import unsealed_values
from wasl.assistance.models import Case, Plan, PlanAction, PlanGoal, PlanReview, PlanSignature
from wasl.assistance.queries.names import agents, persons
from wasl.assistance.rules import PLAN_RUNS, Result
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.journal.commands import record
from wasl.people.models import Registration


@dataclass(frozen=True, slots=True)
class ActionLine:
    row: PlanAction
    values: Mapping[str, str]
    who: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    row: PlanGoal
    values: Mapping[str, str]
    actions: list[ActionLine]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    row: PlanSignature
    signatory: str
    ground: str
    witnesses: list[str]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    row: PlanReview
    note: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """`age` in whole years today, None when not known; goals and actions that were dropped are left out."""

    plan: Plan
    person: Registration | None
    age: int | None
    summary: str
    goals: list[GoalLine]
    signatures: list[SignatureLine]
    reviews: list[ReviewLine]
    drafter: str
    validator: str


def plans_of(*, actor: Actor, case_id: UUID) -> list[Plan]:
    """The latest first; raises Case.DoesNotExist. The reading is journalled."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    _journal(actor, case)
    rows = Plan.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    return list(rows.order_by("-drafted_at", "-id"))


def plan_sheet(*, actor: Actor, plan_id: UUID, on: date) -> PlanSheet:
    """Raises Plan.DoesNotExist; the reading is journalled."""
    plan = Plan.objects.visible_to(actor, Permission.CASE_READ).select_related("case").get(pk=plan_id)
    _journal(actor, plan.case)
    (registration,) = registrations_of(actor, [plan.case.registration_id])
    people = agents([plan.recorded_by_id, plan.validated_by_id])
    return PlanSheet(
        plan=plan, person=persons(actor, [registration.pk]).get(registration.pk),
        age=age_of(registration, on=on), summary=unsealed_values(PLAN, plan.pk, plan.sealed)["summary"],
        goals=_goals(actor, plan), signatures=_signatures(actor, plan), reviews=_reviews(actor, plan),
        drafter=people.get(plan.recorded_by_id, "") if plan.recorded_by_id else "",
        validator=people.get(plan.validated_by_id, "") if plan.validated_by_id else "",
    )  # fmt: skip


def _goals(actor: Actor, plan: Plan) -> list[GoalLine]:
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    actions = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(goal__plan_id=plan.pk)
    kept = list(actions.exclude(result=Result.DROPPED).order_by("rank", "id"))
    names = agents(one.account_id for one in kept)
    lines = [(one.goal_id, ActionLine(one, action_values(one), _who(one, names))) for one in kept]
    return [
        GoalLine(goal, goal_values(goal), [line for goal_id, line in lines if goal_id == goal.pk])
        for goal in goals.exclude(result=Result.DROPPED).order_by("rank", "id")
    ]


def _who(action: PlanAction, names: Mapping[UUID, str]) -> str:
    return names.get(action.account_id, "") if action.account_id else action_values(action)["who"]


def _signatures(actor: Actor, plan: Plan) -> list[SignatureLine]:
    rows = PlanSignature.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk).order_by("signed_on")
    found = [(row, unsealed_values(SIGNATURE, row.pk, row.sealed)) for row in rows]
    return [SignatureLine(row, said["signatory"], said["ground"], said["witnesses"]) for row, said in found]


def _reviews(actor: Actor, plan: Plan) -> list[ReviewLine]:
    rows = PlanReview.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    ordered = rows.order_by("-reviewed_on", "-id")
    return [ReviewLine(row, unsealed_values(REVIEW, row.pk, row.sealed)["note"]) for row in ordered]


def goal_line(*, actor: Actor, plan_id: UUID, goal_id: UUID) -> tuple[PlanGoal, dict[str, str]]:
    """Raises PlanGoal.DoesNotExist."""
    rows = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan_id)
    row = rows.get(pk=goal_id)
    return row, goal_values(row)


def action_line(*, actor: Actor, plan_id: UUID, action_id: UUID) -> tuple[PlanAction, dict[str, str]]:
    """Raises PlanAction.DoesNotExist."""
    rows = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(goal__plan_id=plan_id)
    row = rows.get(pk=action_id)
    return row, action_values(row)


def counted(*, actor: Actor, path: str, since: datetime, until: datetime) -> dict[str, int]:
    """Plans drafted in [since, until) by state today, of units at this path or below, that the actor may read."""
    low, high = path_range(path)
    rows = Plan.objects.visible_to(actor, Permission.CASE_READ).filter(path__gte=low, path__lt=high)
    found = rows.filter(drafted_at__gte=since, drafted_at__lt=until).values("state").annotate(number=Count("id"))
    return {line["state"]: line["number"] for line in found.order_by("state")}


def late_reviews(*, actor: Actor, path: str, on: date) -> int:
    """Running plans whose review day has passed, of units at this path or below."""
    low, high = path_range(path)
    rows = Plan.objects.visible_to(actor, Permission.CASE_READ).filter(path__gte=low, path__lt=high)
    return int(rows.filter(state__in=sorted(PLAN_RUNS), review_on__lt=on).count())


def _journal(actor: Actor, case: Case) -> None:
    record(
        actor=actor, verb=Permission.CASE_READ, subject="case", subject_id=case.pk, path=case.path, level=case.level,
        seal=case.seal,
    )  # fmt: skip
