"""Figures that were declared, not recorded: kept with source, qualifier and status, version after version."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wasl.access.models import Account
from wasl.core.figures import Counted, Qualifier
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.core.scope import ScopedModel
from wasl.facts.rules.declaring import OPEN, Status
from wasl.network.models import Unit


def _choices(codes: type[Status] | type[Qualifier] | type[Counted]) -> list[tuple[str, str]]:
    return [(code.value, code.value) for code in codes]


class DeclaredFact(ScopedModel):
    """One version of one value a unit declares for a period.

    `measure` is a code of `facts.measures`; `line` tells several of one measure apart. `value` is what is
    published; `recorded_value` what was counted when `value` shortens it (1,914 beside "more than 1,900").
    A correction is a new version; the approved one it replaces becomes `corrected`. Nothing here is a total.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="declared_facts")
    measure = models.CharField(max_length=60)
    line = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=9)
    since = models.DateField()
    until = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=2)
    counted = models.CharField(max_length=20, choices=_choices(Counted))
    qualifier = models.CharField(max_length=10, choices=_choices(Qualifier), default=Qualifier.EXACT.value)
    recorded_value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=10, choices=_choices(Status), default=Status.DRAFT.value)
    version = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["period", "measure", "status"], name="facts_declared_period"),
            models.Index(fields=["since", "until"], name="facts_declared_since"),
            models.Index(fields=["path", "status"], name="facts_declared_path"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "measure", "line", "period", "version"], name="facts_declared_version"
            ),
            models.UniqueConstraint(
                fields=["unit", "measure", "line", "period"],
                condition=Q(status=Status.APPROVED.value),
                name="facts_declared_one_approved",
            ),
            models.UniqueConstraint(
                fields=["unit", "measure", "line", "period"],
                condition=Q(status__in=sorted(s.value for s in OPEN)),
                name="facts_declared_one_open",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="facts_declared_not_negative"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="facts_declared_since_until"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")),
                name="facts_declared_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(s.value for s in OPEN))
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="facts_declared_approved_by",
            ),
        ]

    unit_id: UUID
    entered_by_id: UUID
    approved_by_id: UUID | None

    def __str__(self) -> str:
        return f"{self.measure} {self.period} v{self.version}"

    @property
    def span(self) -> Period:
        return Period(self.period, self.since, self.until)
