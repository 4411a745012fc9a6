from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.people.models import Registration


class GlassRequest(Recorded):
    """An agent of a protection circuit asks to open, for hours, files on which nobody named the agent.

    It is asked about a registration of one's own territory and says nothing of what exists behind it. A second agent
    confirms it within the hour; `until_at` is when what was opened closes again.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=10)
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    #: What whoever answers for the team found afterwards, and what follows from it.
    reviewed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12, blank=True)
    follows = models.CharField(max_length=12, blank=True)
    escalated_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["path", "-asked_at"], name="assistance_glass_path")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | ~Q(reviewed_by=F("recorded_by")) & ~Q(reviewed_by=F("confirmed_by")),
                name="assistance_glass_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="assistance_glass_two_agents",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True, until_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, until_at__gt=F("confirmed_at")),
                name="assistance_glass_confirmed",
            ),
        ]

    registration_id: UUID
    confirmed_by_id: UUID | None
