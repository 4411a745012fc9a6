from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules import Capacity, PlanState, Responsible, Result
from wasl.core.history import keep_history

_RUNS = [PlanState.SIGNED, PlanState.REVIEWED]
_IS_MADE = [PlanState.DRAFT, PlanState.VALIDATED]


@keep_history()
class Plan(Recorded):
    """What was agreed with a person: goals and who does what. `sealed` is its summary in plain words.

    `signed_as` is the capacity of who signed first; `review_on` the next review; `version` counts changes, its goals'
    and actions' included, so that a paper signed is a paper of one version.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=10, default=PlanState.DRAFT)
    sealed = models.BinaryField()
    language = models.CharField(max_length=8)
    has_interpreter = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    validated_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    validated_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case", "-drafted_at"], name="assistance_plan_case"),
            models.Index(fields=["path", "review_on"], name="assistance_plan_review", condition=Q(state__in=_RUNS)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=_RUNS), name="assistance_plan_one_runs"),
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=_IS_MADE), name="assistance_plan_one_made"),
            models.CheckConstraint(
                condition=Q(validated_by__isnull=True) | ~Q(validated_by=F("recorded_by")),
                name="assistance_plan_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.ENDED, ended_at__isnull=False)
                | ~Q(state=PlanState.ENDED) & Q(ended_at__isnull=True),
                name="assistance_plan_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_RUNS)
                | Q(signed_on__isnull=False, review_on__isnull=False, validated_by__isnull=False),
                name="assistance_plan_signed",
            ),
        ]

    case_id: UUID
    validated_by_id: UUID | None


@keep_history()
class PlanGoal(Recorded):
    """Something to reach by a day, measured: `sealed` says what, by which measure, from where and up to where."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    rank = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    by_on = models.DateField()
    result = models.CharField(max_length=10, default=Result.OPEN)
    version = models.PositiveIntegerField(default=1)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["plan", "rank"], name="assistance_goal_plan")]

    plan_id: UUID


@keep_history()
class PlanAction(Recorded):
    """What is done for a goal, by the person, by the agent `account`, or by an outside service named in `sealed`."""

    goal = models.ForeignKey(PlanGoal, on_delete=models.PROTECT, related_name="actions")
    rank = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    responsible = models.CharField(max_length=8, default=Responsible.AGENT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    result = models.CharField(max_length=10, default=Result.OPEN)
    version = models.PositiveIntegerField(default=1)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["goal", "rank"], name="assistance_action_goal")]

    goal_id: UUID
    account_id: UUID | None


class PlanSignature(Recorded):
    """Somebody put a signature, a fingerprint or a cross on the paper; no image of it is kept.

    `sealed` names who signed, the witnesses and, for who stands in for a minor, on what ground.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=10, default=Capacity.PERSON)
    way = models.CharField(max_length=12)
    witnesses = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField()
    signed_on = models.DateField()
    plan_version = models.PositiveIntegerField()

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["plan"], name="assistance_signature_plan")]

    plan_id: UUID


class PlanReview(Recorded):
    """What was found when a plan was looked at again, sealed; `next_on` is the review after this one."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    next_on = models.DateField(null=True)
    sealed = models.BinaryField()
    language = models.CharField(max_length=8)
    has_interpreter = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["plan", "-reviewed_on"], name="assistance_planreview_plan")]

    plan_id: UUID
