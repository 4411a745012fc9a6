from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules.complaints import DECIDED, GRAVE, ComplaintState
from wasl.network.models import Unit


class Complaint(Recorded):
    """What somebody complains of, or appeals against. `unit` is the desk that looks into it, never `about_unit`.

    It stands behind a wall of its own: only handlers of complaints read it, and of these none who wrote it down, is
    `excluded` (whom it is about, who took the decision), or belongs to the unit. `words` is sealed for the row.
    """

    number = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12)
    urgency = models.CharField(max_length=8)
    about_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: Where the figures count it: the unit just below the region, or headquarters.
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8)
    speaker = models.CharField(max_length=8)
    is_anonymous = models.BooleanField(default=False)
    told = models.CharField(max_length=8)
    decision = models.CharField(max_length=12, blank=True)
    words = models.BinaryField()
    received_on = models.DateField()
    state = models.CharField(max_length=12, default=ComplaintState.RECEIVED)
    handler = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    excluded = ArrayField(models.UUIDField(), default=list)
    first_due_on = models.DateField()
    final_due_on = models.DateField()
    first_answer_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=12, blank=True)
    told_on = models.DateField(null=True)
    closing_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reminded_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["final_due_on", "id"], name="assistance_complaint_due"),
            models.Index(fields=["path", "-received_on"], name="assistance_complaint_path"),
            models.Index(
                fields=["first_due_on"], name="assistance_complaint_open", condition=~Q(state__in=sorted(DECIDED))
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ComplaintState)), name="assistance_complaint_state"),
            models.CheckConstraint(condition=~Q(unit=F("about_unit")), name="assistance_complaint_independent"),
            models.CheckConstraint(
                condition=Q(handler__isnull=True) | Q(recorded_by__isnull=True) | ~Q(handler=F("recorded_by")),
                name="assistance_complaint_handler",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.CLOSED)
                | ~Q(kind__in=sorted(GRAVE))
                | Q(closing_by__isnull=False, closed_by__isnull=False) & ~Q(closing_by=F("closed_by")),
                name="assistance_complaint_two_close",
            ),
        ]

    about_unit_id: UUID
    handler_id: UUID | None
    closing_by_id: UUID | None


class Complainant(Recorded):
    """Who complains and how to reach her, sealed, apart: the one who handles it opens it, and leaves a line."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="complainant")
    sealed = models.BinaryField()
    may_be_named = models.BooleanField(default=False)


class ComplaintStep(Recorded):
    """One step of a complaint's life with its words, sealed."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)
    at = models.DateTimeField()
    words = models.BinaryField(default=bytes)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["complaint", "at"], name="assistance_cstep_of")]


class ComplaintQuestion(Recorded):
    """All that the unit complained of learns: what the handler asks of it. It names no complaint to the unit.

    `unit` is who answers. `complaint_id` is a bare id for whoever may not read the complaint.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="questions")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    question = models.BinaryField()
    answer = models.BinaryField(default=bytes)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["complaint", "asked_at"], name="assistance_question_of"),
            models.Index(fields=["unit", "due_on"], name="assistance_question_unit"),
        ]

    complaint_id: UUID
