from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules.circuits import StepState
from wasl.core.identifiers import new_id


class CircuitVersion(models.Model):
    """A circuit as it stood when somebody first started it so: `content` is its definition, `digest` tells versions
    apart. Runs keep theirs, whatever becomes of the file."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=20)
    digest = models.CharField(max_length=16)
    content = models.JSONField()
    first_used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "digest"], name="assistance_circuitversion_once")]


class CircuitRun(Recorded):
    """A dossier that follows a circuit. `started_at` is the first word of the matter: deadlines may count from it.

    One run of a circuit at a time in a dossier; `ended_at` and `end_reason` (of `closure_reasons`) go together.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="runs")
    circuit = models.CharField(max_length=20)
    definition = models.ForeignKey(CircuitVersion, on_delete=models.PROTECT, db_index=False, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=14, blank=True)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["case"], name="assistance_run_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "circuit"], condition=Q(ended_at__isnull=True), name="assistance_run_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | Q(ended_at__isnull=False) & ~Q(end_reason=""),
                name="assistance_run_ended",
            ),
        ]

    case_id: UUID


class CircuitStep(Recorded):
    """One occurrence of a step: opened, then done, skipped with a reason, undone, or withdrawn because what opened it
    was undone. Nothing is removed. `sealed` holds what was recorded (JSON of field to text, sealed for the row).
    """

    run = models.ForeignKey(CircuitRun, on_delete=models.PROTECT, related_name="steps")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    occurrence = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=StepState.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    reason = models.CharField(max_length=14, blank=True)
    sealed = models.BinaryField(default=bytes)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["run"], name="assistance_step_run"),
            models.Index(fields=["case"], name="assistance_step_case"),
            models.Index(fields=["path", "due_at"], name="assistance_step_due", condition=Q(state=StepState.OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "code", "occurrence"], name="assistance_step_once"),
            models.UniqueConstraint(
                fields=["run", "code"], condition=Q(state=StepState.OPEN), name="assistance_step_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(StepState)), name="assistance_step_state"),
            models.CheckConstraint(
                condition=Q(state=StepState.OPEN, settled_at__isnull=True)
                | ~Q(state=StepState.OPEN) & Q(settled_at__gte=F("opened_at")),
                name="assistance_step_settled",
            ),
        ]

    run_id: UUID
    case_id: UUID
    settled_by_id: UUID | None
