from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.watch.models.base import Observed
from wasl.watch.rules.partner_links import Handed


class PartnerLink(Observed):
    """A way to one bulletin, data set or signal passed on (`subject_id`), for one partner who has no account.

    Only the digest of its secret is kept, and which of its codes is good (`turn`). `asked_at`: the partner asks for a
    new code, or says that it is not for them.
    """

    subject = models.CharField(max_length=8)
    subject_id = models.UUIDField()
    partner = models.CharField(max_length=160)
    digest = models.BinaryField(unique=True)
    lang = models.CharField(max_length=2)
    until_at = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=1)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

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
