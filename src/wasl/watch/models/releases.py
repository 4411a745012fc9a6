from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit


class PublishedTable(models.Model):
    """One indicator of one month as it may leave: parts of the country, each its provinces and their count together.

    Frozen when first used and never changed: every data set is cut from it, so that no two differ in what they count.
    """

    indicator = models.CharField(max_length=40)
    month = models.DateField()
    threshold = models.PositiveSmallIntegerField()
    parts = models.JSONField()
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "month"], name="watch_published_once")]


class DataSet(ScopedModel):
    """A file for one partner: for what, what is in it, until when; asked for by one account, approved by another.

    `content` is the CSV as it leaves, from its approval on, with `sha256`; `taken` counts how often it was handed out.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=160)
    purpose = models.CharField(max_length=300)
    indicators = ArrayField(models.CharField(max_length=40))
    territory = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    revoked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64, blank=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta(ScopedModel.Meta):
        abstract = False
        indexes = [models.Index(fields=["path", "-made_at"], name="watch_dataset_path")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="watch_dataset_days"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")), name="watch_dataset_four_eyes"
            ),
        ]

    unit_id: UUID
    made_by_id: UUID
    approved_by_id: UUID | None
