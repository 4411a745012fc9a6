from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.documents.models.register import RegisterEntry
from wasl.documents.rules.attachments import Kind


class Attachment(ScopedModel):
    """A file that somebody attached: what it is, and what is known of it as it came. Never replaced; withdrawn.

    `sealed` holds its name, what it shows, and what the camera said of time and place. `sha256` is that of the bytes
    that are kept, `original_sha256` that of the file as it came (of a photograph they differ). `entry` is the line of
    the register it came with, null for a file of a dossier or a person.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit_id = models.UUIDField()
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, null=True, related_name="attachments")
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original_size = models.PositiveIntegerField()
    original_sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawal = models.CharField(max_length=12, blank=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["path", "-added_at"], name="documents_attached_path"),
            models.Index(fields=["entry"], name="documents_attached_entry", condition=Q(entry__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="documents_attached_kind"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal=""),
                name="documents_attached_withdrawn",
            ),
        ]

    entry_id: UUID | None


class AttachmentContent(ScopedModel):
    """The bytes of an attachment, sealed; apart, so that a list never carries them."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, primary_key=True, related_name="content")
    unit_id = models.UUIDField()
    sealed = models.BinaryField()

    attachment_id: UUID
