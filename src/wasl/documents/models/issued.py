from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.documents.rules import number_in_print


class Counter(models.Model):
    """The last number a unit gave out in a year; its row is locked until the paper is committed."""

    unit_id = models.UUIDField()
    path = models.CharField(max_length=120, db_collation="C")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="documents_counter_once")]


class IssuedDocument(ScopedModel):
    """A paper that left the institution, as it left: its number in the unit's year, its bytes and their SHA-256.

    `subject` and `subject_id` name the act that issued it ("reception", an id). `code` is what anybody may verify it
    by. `pdf` is null for a paper that must not be kept, such as a one-time password. The application adds rows and
    never changes one.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit_id = models.UUIDField()
    template = models.CharField(max_length=40)
    lang = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=16, unique=True)
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    issued_by = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["subject_id"], name="documents_issued_subject"),
            models.Index(fields=["path", "-issued_at"], name="documents_issued_path"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "year", "number"], name="documents_issued_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_issued_number_from_one"),
        ]

    seal: UUID | None

    @property
    def number_in_print(self) -> str:
        return number_in_print(self.year, self.number)
