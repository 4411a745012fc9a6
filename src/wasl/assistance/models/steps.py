from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.models.cases import Case
from wasl.assistance.rules.receptions import Urgency
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.core.history import keep_history

OPEN = Q(state=TaskState.OPEN)
LOST = OPEN & Q(kind=TaskKind.LOST)


@keep_history()
class CaseTask(Recorded):
    """Something to do in a dossier by `due_on`; the earliest open one is its next step.

    `what` and, once it has ended, `how` are sealed for the row; `what` is empty when the kind says it. `about` is the
    id of the row it stands for (an action of a plan, an appointment …), `reason` a code of its kind.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=12, default=TaskKind.STEP)
    about = models.UUIDField(null=True)
    reason = models.CharField(max_length=12, blank=True)
    what = models.BinaryField(default=bytes)
    due_on = models.DateField()
    urgency = models.CharField(max_length=8, default=Urgency.NORMAL)
    responsible = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=8, default=TaskState.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    how = models.BinaryField(default=bytes)
    escalated_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["case", "due_on"], name="assistance_task_case"),
            models.Index(fields=["responsible", "due_on"], name="assistance_task_mine", condition=OPEN),
            models.Index(fields=["due_on", "id"], name="assistance_task_due", condition=OPEN),
            models.Index(
                fields=["path", "escalated_on"],
                name="assistance_task_escalated",
                condition=OPEN & Q(escalated_on__isnull=False),
            ),
            models.Index(fields=["path", "due_on"], name="assistance_task_lost", condition=LOST),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "about"],
                condition=OPEN & Q(about__isnull=False),
                name="assistance_task_once",
            ),
            models.CheckConstraint(
                condition=OPEN & Q(ended_at__isnull=True) | ~OPEN & Q(ended_at__isnull=False),
                name="assistance_task_ended",
            ),
        ]

    case_id: UUID
    responsible_id: UUID
    ended_by_id: UUID | None
