from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.core.identifiers import new_id
from wasl.documents.models.issued import IssuedDocument


class DocumentCopy(models.Model):
    """One copy of a nominative paper that left the archive: the how-manyth, who took it, when, and why.

    It is read with its document and never otherwise: the policy of its table asks whether that one may be read, so
    that a copy follows its paper wherever a dossier goes. `who` is what the copy bears, a staff number.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField()
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()
    who = models.CharField(max_length=20)
    why = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_copy_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_copy_from_one"),
            models.CheckConstraint(condition=~Q(why=""), name="documents_copy_says_why"),
        ]

    document_id: UUID

    def __str__(self) -> str:
        return f"{self.document_id} no. {self.number}, {self.taken_at:%Y-%m-%d}"
