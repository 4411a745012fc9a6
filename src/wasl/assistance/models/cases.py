from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules import CASE_OVER, CaseState
from wasl.core.history import keep_history
from wasl.people.models import Registration


@keep_history()
class Case(Recorded):
    """A dossier. It seals its rows: their `seal` is the id of the case. Accounts denied it read none of them, and at
    level 4 only those named on it do.

    It bears no number: a gap in a series would tell that a hidden dossier exists.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="cases")
    worker = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    basis = models.CharField(max_length=8)
    state = models.CharField(max_length=12, default=CaseState.NEW)
    opened_at = models.DateTimeField()
    review_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closure_reason = models.CharField(max_length=14, blank=True)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["unit", "-opened_at", "-id"], name="assistance_case_unit"),
            models.Index(fields=["-opened_at", "-id"], name="assistance_case_latest"),
            models.Index(fields=["registration", "-opened_at"], name="assistance_case_of"),
            models.Index(fields=["path", "opened_at"], name="assistance_case_path"),
            models.Index(
                fields=["worker", "review_on"],
                name="assistance_case_review",
                condition=~Q(state__in=sorted(CASE_OVER)),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seal=F("id")), name="assistance_case_seal"),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False) & ~Q(closure_reason="")
                | ~Q(state=CaseState.CLOSED) & Q(closed_at__isnull=True, closure_reason=""),
                name="assistance_case_closed",
            ),
        ]

    registration_id: UUID
    worker_id: UUID


@keep_history()
class CaseSituation(Recorded):
    """A situation of vulnerability from `since` to the day before `until` (null: still); severity 1 to 3."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="situations")
    code = models.CharField(max_length=12)
    severity = models.PositiveSmallIntegerField(default=2)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["case"], name="assistance_situation_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(until__isnull=True), name="assistance_situation_once"
            ),
            models.CheckConstraint(condition=Q(severity__range=(1, 3)), name="assistance_situation_severity"),
        ]

    case_id: UUID
