from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.facts.rules.declaring import OPEN, Status
from wasl.network.models import Unit


class WeekState(ScopedModel):
    """One version of one weekly count that a unit declares: `measure` of `watch.measures`, `week` its Monday.

    `enrolled` is out of how many (children enrolled); null where the measure asks for none. A correction is a new
    version; the approved one it replaces becomes `corrected`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    week = models.DateField()
    value = models.PositiveIntegerField()
    enrolled = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=10, default=Status.DRAFT.value)
    version = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["week", "measure"], name="watch_week_week", condition=Q(status="approved")),
            models.Index(fields=["path", "status"], name="watch_week_path"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "measure", "week", "version"], name="watch_week_version"),
            models.UniqueConstraint(
                fields=["unit", "measure", "week"],
                condition=Q(status=Status.APPROVED.value),
                name="watch_week_one_approved",
            ),
            models.UniqueConstraint(
                fields=["unit", "measure", "week"],
                condition=Q(status__in=sorted(s.value for s in OPEN)),
                name="watch_week_one_open",
            ),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="watch_week_monday"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")), name="watch_week_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(s.value for s in OPEN))
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="watch_week_approved_by",
            ),
        ]

    unit_id: UUID
    entered_by_id: UUID
    approved_by_id: UUID | None
