"""The paper that is signed, who signed it before whom, and the reviews that follow."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext

from wasl.assistance.commands.ages import age_of
from wasl.assistance.commands.placing import insert, registrations_of
from wasl.assistance.commands.plans.goals import action_values, goal_values
from wasl.assistance.commands.plans.plan import (
    PLAN,
    REVIEW,
    SIGNATURE,
    CannotPlan,
    journal_plan,
    move,
    of_case,
    plan_to_work_on,
)
from wasl.assistance.commands.sealing import sealed_values, unsealed_values
from wasl.assistance.commands.steps import add_task, end_tasks_about
from wasl.assistance.models import Plan, PlanAction, PlanGoal, PlanReview, PlanSignature
from wasl.assistance.rules import (
    PLAN_RUNS,
    Capacity,
    PlanFault,
    PlanState,
    Responsible,
    Result,
    Way,
    fault_of_signing,
    review_after,
)
from wasl.assistance.rules.steps import TaskKind
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.intervention_plan import Action, Goal, InterventionPlan
from wasl.network.letterhead import issuing_unit
from wasl.people.models import Registration


@transaction.atomic
def sign_plan(
    *,
    actor: Actor,
    now: datetime,
    plan_id: UUID,
    version: int,
    signed_on: date,
    capacity: Capacity,
    way: Way,
    signatory: str = "",
    ground: str = "",
    witnesses: Sequence[str] = (),
    signature_id: UUID,
) -> Plan:
    """Records how the paper of `version` was signed. The plan runs from then on, and the one before it ends.

    Raises CannotPlan.
    """
    plan = plan_to_work_on(actor, plan_id)
    signatures = PlanSignature.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    if signatures.filter(pk=signature_id).exists():
        return plan
    today = localtime(now).date()
    (person,) = registrations_of(actor, [plan.case.registration_id])
    names = tuple(name.strip() for name in witnesses if name.strip())
    fault = _fault_of_day(plan, signed_on, version, today=today) or fault_of_signing(
        capacity=capacity, way=way, age=age_of(person, on=signed_on), signatory=signatory.strip(),
        ground=ground.strip(), witnesses=names, wanted=parameter("plan.witnesses", on=signed_on),
    )  # fmt: skip
    if fault:
        raise CannotPlan(fault)
    move(plan, PlanState.SIGNED)
    insert(
        PlanSignature(
            pk=signature_id, plan=plan, capacity=capacity, way=way, witnesses=len(names), signed_on=signed_on,
            sealed=sealed_values(SIGNATURE, signature_id, {
                "signatory": signatory.strip(), "ground": ground.strip(), "witnesses": list(names),
            }),
            plan_version=version, recorded_by_id=actor.account_id, **of_case(plan.case),
        )
    )  # fmt: skip
    _end_the_one_before(actor, plan, now)
    plan.signed_on = signed_on
    plan.review_on = review_after(signed_on, parameter("plan.review_months", on=today))
    plan.save(update_fields=["state", "signed_on", "review_on"])
    _ask_for_review(actor, now, plan)
    journal_plan(actor, plan, "plan:sign", reason=f"{capacity} {way}")
    return plan


def _fault_of_day(plan: Plan, signed_on: date, version: int, *, today: date) -> PlanFault | None:
    if plan.state != PlanState.VALIDATED or plan.validated_at is None:
        return PlanFault.STATE
    if version != plan.version:
        return PlanFault.CHANGED_SINCE
    if signed_on > today:
        return PlanFault.NOT_YET
    return PlanFault.SIGNED_BEFORE if signed_on < localtime(plan.validated_at).date() else None


def _end_the_one_before(actor: Actor, plan: Plan, now: datetime) -> None:
    plans = Plan.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=plan.case_id)
    for before in plans.filter(state__in=sorted(PLAN_RUNS)):
        before.state, before.ended_at = PlanState.ENDED, now
        before.save(update_fields=["state", "ended_at"])
        end_tasks_about(actor=actor, now=now, case_id=plan.case_id, kind=TaskKind.PLAN, about=before.pk)
        journal_plan(actor, before, "plan:end", reason="replaced")


def _ask_for_review(actor: Actor, now: datetime, plan: Plan) -> None:
    """The review becomes a step of the dossier; the one that stood there for this plan moves."""
    if plan.review_on is not None:
        add_task(
            actor=actor, now=now, case_id=plan.case_id, due_on=plan.review_on, kind=TaskKind.PLAN, about=plan.pk,
            what=gettext("Look at the plan again with the person"),
        )  # fmt: skip


@transaction.atomic
def review_plan(
    *,
    actor: Actor,
    now: datetime,
    plan_id: UUID,
    review_id: UUID,
    note: str,
    language: str,
    results: Mapping[UUID, Result],
    has_interpreter: bool = False,
) -> PlanReview:
    """What was found with the person; `results` by goal. The next review is so many months later."""
    plan = plan_to_work_on(actor, plan_id)
    reviews = PlanReview.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    if known := reviews.filter(pk=review_id).first():
        return known  # type: ignore[no-any-return]
    move(plan, PlanState.REVIEWED)
    today = localtime(now).date()
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk, pk__in=list(results))
    for goal in goals:
        if goal.result != results[goal.pk] != Result.DROPPED:
            goal.result, goal.version = results[goal.pk], goal.version + 1
            goal.save(update_fields=["result", "version"])
    plan.review_on = review_after(today, parameter("plan.review_months", on=today))
    plan.save(update_fields=["state", "review_on"])
    row = insert(
        PlanReview(
            pk=review_id, plan=plan, reviewed_on=today, next_on=plan.review_on, language=language,
            has_interpreter=has_interpreter, sealed=sealed_values(REVIEW, review_id, {"note": note.strip()}),
            recorded_by_id=actor.account_id, **of_case(plan.case),
        )
    )  # fmt: skip
    _ask_for_review(actor, now, plan)
    journal_plan(actor, plan, "plan:review")
    return row


@transaction.atomic
def issue_plan(*, actor: Actor, now: datetime, plan_id: UUID, lang: str) -> IssuedDocument:
    """The paper to sign, once the plan was validated; numbered and archived at the level of its dossier."""
    require(actor, Permission.DOCUMENT_ISSUE)
    plan: Plan = Plan.objects.visible_to(actor, Permission.CASE_READ).select_related("case", "unit").get(pk=plan_id)
    if plan.state == PlanState.DRAFT:
        raise CannotPlan(PlanFault.STATE)
    today = localtime(now).date()
    (person,) = registrations_of(actor, [plan.case.registration_id])
    return issue(
        actor=actor, template=InterventionPlan.template, lang=lang, now=now, level=plan.level, seal=plan.seal,
        data=_paper(actor, plan, person, lang, on=today), subject="plan", subject_id=plan.pk,
        unit=issuing_unit(plan.unit, on=today),
    )  # fmt: skip


def _paper(actor: Actor, plan: Plan, person: Registration, lang: str, *, on: date) -> InterventionPlan:
    goals = PlanGoal.objects.visible_to(actor, Permission.CASE_READ).filter(plan_id=plan.pk)
    actions = PlanAction.objects.visible_to(actor, Permission.CASE_READ).filter(goal__plan_id=plan.pk)
    left = list(actions.exclude(result=Result.DROPPED).order_by("rank").select_related("account__agent"))
    age = age_of(person, on=on)
    return InterventionPlan(
        # It is kept at home: neither the unit nor what kind of paper this is.
        is_discreet=True,
        name=(person.name_ar or person.name_latin) if lang == "ar" else (person.name_latin or person.name_ar),
        version=plan.version, summary=unsealed_values(PLAN, plan.pk, plan.sealed)["summary"],
        review_months=parameter("plan.review_months", on=on), witnesses=parameter("plan.witnesses", on=on),
        is_minor=age is not None and age < 18, has_interpreter=plan.has_interpreter,
        goals=tuple(
            _goal(goal, [one for one in left if one.goal_id == goal.pk], lang)
            for goal in goals.exclude(result=Result.DROPPED).order_by("rank")
        ),
    )  # fmt: skip


def _goal(goal: PlanGoal, actions: Sequence[PlanAction], lang: str) -> Goal:
    words = goal_values(goal)
    return Goal(
        what=words["what"], measure=words["measure"], start=words["start"], target=words["target"], by=goal.by_on,
        actions=tuple(_action(one, lang) for one in actions),
    )  # fmt: skip


def _action(action: PlanAction, lang: str) -> Action:
    words = action_values(action)
    agent = action.account.agent.name_in(lang) if action.account and action.responsible == Responsible.AGENT else ""
    return Action(what=words["what"], responsible=str(action.responsible), who=agent or words["who"], due=action.due_on)
