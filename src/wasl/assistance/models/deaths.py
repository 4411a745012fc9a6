from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.access.models import Account
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules.deaths import DeathSource
from wasl.people.models import Registration


class Death(Recorded):
    """Somebody’s death as noted in her file. `ended` is how many of each thing ended with it. Noted by mistake it
    is withdrawn, and stays; what had ended is then opened again by hand."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    died_on = models.DateField()
    source = models.CharField(max_length=12)
    noted_at = models.DateTimeField()
    ended = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["registration"], name="assistance_death_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(withdrawn_at__isnull=True), name="assistance_death_once"
            ),
            models.CheckConstraint(condition=Q(source__in=list(DeathSource)), name="assistance_death_source"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="assistance_death_withdrawn",
            ),
        ]

    registration_id: UUID
    withdrawn_by_id: UUID | None
