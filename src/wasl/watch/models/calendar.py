from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.core.identifiers import new_id


class Intervention(models.Model):
    """What moves figures without being a change in people's lives: a campaign, an opening, a reform (rules.Reason).

    `territory` is an HCP code ("MA": everywhere); `indicators` empty: all of them. Days are inclusive.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=12)
    territory = models.CharField(max_length=20)
    indicators = ArrayField(models.CharField(max_length=40), default=list)
    since = models.DateField()
    last_on = models.DateField()
    words = models.CharField(max_length=200)
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["since", "last_on"], name="watch_intervention_days")]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("since")), name="watch_intervention_ends_after_start")
        ]

    noted_by_id: UUID | None
