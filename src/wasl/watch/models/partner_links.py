from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.assistance.models.links import AccountlessLink
from wasl.watch.models.base import Observed
from wasl.watch.rules.partner_links import Handed


class PartnerLink(AccountlessLink, Observed):
    """A way to one bulletin, data set or signal passed on (`subject_id`), for one partner who has no account."""

    subject = models.CharField(max_length=8)
    subject_id = models.UUIDField()
    partner = models.CharField(max_length=160)
    opened = models.PositiveIntegerField(default=0)

    class Meta(Observed.Meta):
        abstract = False
        indexes = [models.Index(fields=["subject_id", "-recorded_at"], name="watch_link_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(subject__in=list(Handed)), name="watch_link_handed"),
            models.UniqueConstraint(
                fields=["subject_id", "partner", "unit"],
                condition=Q(revoked_at__isnull=True),
                name="watch_link_one_open",
            ),
        ]

    unit_id: UUID
