from uuid import UUID

from django.db import models

from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.documents.models import IssuedDocument
from wasl.network.models import Unit


class ReportIssue(ScopedModel):
    """A report frozen as it was: its canonical JSON with its SHA-256, and the papers archived from it.

    `number` counts the issues of one report, territory and period that a unit made. Never changed, never removed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="report_issues")
    report = models.CharField(max_length=40)
    territory = models.CharField(max_length=32)
    period = models.CharField(max_length=9)
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    paper_fr = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="+")
    paper_ar = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="+")
    frozen_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "report", "territory", "period", "number"], name="reports_issue_number"
            )
        ]
        indexes = [models.Index(fields=["path", "-frozen_at"], name="reports_issue_path")]

    unit_id: UUID
    frozen_by_id: UUID
    paper_fr_id: UUID
    paper_ar_id: UUID

    def __str__(self) -> str:
        return f"{self.report} {self.territory} {self.period} no. {self.number}"
