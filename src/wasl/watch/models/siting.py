from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.core.identifiers import new_id


class SitingPlan(models.Model):
    """Where centres of one type (`type`, as the vocabulary codes it) might open: a question, and its alternatives."""

    id = models.UUIDField(primary_key=True, default=new_id)
    type = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="watch_siting_plan_made")]

    made_by_id: UUID


class SitingOption(models.Model):
    """One alternative of a plan: `asked` is the question as rules.siting writes it, `answer` what the solver found.

    `number` counts within the plan. `after` is the alternative one of whose sites was refused (`refused_code`, an HCP
    code, and `reason`): a new one is made, the old one stays. Communes and census counts only: nobody is in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    plan = models.ForeignKey(SitingPlan, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    asked = models.JSONField()
    state = models.CharField(max_length=8)
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    refused_code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    answer = models.JSONField(null=True)
    fault = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="watch_siting_option_number"),
            models.CheckConstraint(
                condition=Q(after__isnull=True, refused_code="") | Q(after__isnull=False) & ~Q(refused_code=""),
                name="watch_siting_refusal_says_what",
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="WAITING"), name="watch_siting_waiting")]

    plan_id: UUID
    after_id: UUID | None
    asked_by_id: UUID
