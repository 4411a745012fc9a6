from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules import CASE_OVER, CaseState
from wasl.core.history import keep_history
from wasl.people.models import Registration

IS_OPEN = ~Q(state__in=sorted(CASE_OVER))


@keep_history(exclude=("next_on", "news_on"))
class Case(Recorded):
    """A dossier. It seals its rows: their `seal` is the id of the case. Accounts denied it read none of them, and at
    level 4 only those named on it do. While it is open it has a next step, due on `next_on`; `news_on` is the last day
    something was done for it. `version` counts the changes made on screen, so that none overwrites another unseen.

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
    outcome = models.CharField(max_length=8, blank=True)
    suspended_until = models.DateField(null=True)
    suspension_reason = models.CharField(max_length=10, blank=True)
    next_on = models.DateField(null=True)
    news_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["unit", "-opened_at", "-id"], name="assistance_case_unit"),
            models.Index(fields=["-opened_at", "-id"], name="assistance_case_latest"),
            models.Index(fields=["registration", "-opened_at"], name="assistance_case_of"),
            models.Index(fields=["path", "opened_at"], name="assistance_case_path"),
            models.Index(
                fields=["worker", "review_on"],
                name="assistance_case_review",
                condition=IS_OPEN,
            ),
            models.Index(fields=["worker", "next_on", "id"], name="assistance_case_next", condition=IS_OPEN),
            models.Index(fields=["path", "worker", "next_on"], name="assistance_case_load", condition=IS_OPEN),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seal=F("id")), name="assistance_case_seal"),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False) & ~Q(closure_reason="")
                | ~Q(state=CaseState.CLOSED) & Q(closed_at__isnull=True, closure_reason=""),
                name="assistance_case_closed",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED) & ~Q(outcome="") | ~Q(state=CaseState.CLOSED) & Q(outcome=""),
                name="assistance_case_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.SUSPENDED, suspended_until__isnull=False) & ~Q(suspension_reason="")
                | ~Q(state=CaseState.SUSPENDED) & Q(suspended_until__isnull=True, suspension_reason=""),
                name="assistance_case_suspended",
            ),
            # While it is open, something is due on some day.
            models.CheckConstraint(condition=Q(next_on__isnull=True) ^ IS_OPEN, name="assistance_case_next_step"),
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
