from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules.followups import FollowUpState

IS_DUE, IS_LOST = Q(state=FollowUpState.DUE), Q(state=FollowUpState.LOST)


class FollowUp(Recorded):
    """How she is, `months` after her dossier was closed; `responsible` asks. `attempts` counts the tries in vain,
    `words` are sealed for the row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    responsible = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=8, default=FollowUpState.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_on = models.DateField(null=True)
    way = models.CharField(max_length=8, blank=True)
    situation = models.CharField(max_length=8, blank=True)
    words = models.BinaryField(default=bytes)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case", "due_on"], name="assistance_followup_case"),
            models.Index(fields=["responsible", "due_on"], name="assistance_followup_mine", condition=IS_DUE),
            models.Index(fields=["path", "due_on"], name="assistance_followup_due", condition=IS_DUE),
            models.Index(fields=["path", "due_on"], name="assistance_followup_lost", condition=IS_LOST),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "months"], condition=IS_DUE, name="assistance_followup_once"),
        ]

    case_id: UUID
    responsible_id: UUID
