from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.documents.models import IssuedDocument
from wasl.network.models import Unit


class Bulletin(ScopedModel):
    """The bulletin of a month, as prepared by one and approved by another: canonical JSON with its SHA-256.

    `territory` is what the unit answers for. The two papers are archived when it is approved.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    territory = models.CharField(max_length=20)
    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    paper_fr = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+")
    paper_ar = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+")
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = False
        indexes = [models.Index(fields=["path", "-month", "-number"], name="watch_bulletin_path")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "territory", "month", "number"], name="watch_bulletin_number"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="watch_bulletin_four_eyes",
            ),
        ]

    unit_id: UUID
    prepared_by_id: UUID
    approved_by_id: UUID | None
    paper_fr_id: UUID | None
    paper_ar_id: UUID | None
