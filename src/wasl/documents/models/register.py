from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.documents.rules import Direction, number_in_register

#: A number and a day say nothing of anybody: whoever may read the register sees that each number is there.
OPEN_LEVEL = 1


class RegisterCounter(models.Model):
    """The last number of a unit's register in a year; its row is locked until the line is committed."""

    unit_id = models.UUIDField()
    path = models.CharField(max_length=120, db_collation="C")
    direction = models.CharField(max_length=9)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "direction", "year"], name="documents_registercounter_once")
        ]


class RegisterLine(ScopedModel):
    """That a number was given on a day, and nothing else. It is never changed, nor removed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit_id = models.UUIDField()
    direction = models.CharField(max_length=9)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    entered_on = models.DateField()

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["unit_id", "direction", "-year", "-number"], name="documents_line_unit"),
            models.Index(fields=["path", "-year", "-number"], name="documents_line_path"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "direction", "year", "number"], name="documents_line_once"),
            models.CheckConstraint(condition=Q(level=OPEN_LEVEL, seal__isnull=True), name="documents_line_open"),
            models.CheckConstraint(condition=Q(direction__in=list(Direction)), name="documents_line_direction"),
        ]

    @property
    def number_in_print(self) -> str:
        return number_in_register(self.direction, self.year, self.number)


class RegisterEntry(ScopedModel):
    """What a line is about, at its own level: from or to whom, the subject and their reference, sealed as JSON.

    `words` are keyed digests of the words in it, so that it is found without being readable at rest. `corrects` is
    the line that this one puts right.
    """

    line = models.OneToOneField(RegisterLine, on_delete=models.PROTECT, primary_key=True, related_name="entry")
    unit_id = models.UUIDField()
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()
    medium = models.CharField(max_length=10)
    dated_on = models.DateField(null=True)
    corrects = models.ForeignKey(RegisterLine, on_delete=models.PROTECT, null=True, related_name="corrections")
    sealed = models.BinaryField()
    words = ArrayField(models.CharField(max_length=16), default=list)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["unit_id", "-entered_at"], name="documents_entry_unit")]

    line_id: UUID
    corrects_id: UUID | None


class RegisterMark(ScopedModel):
    """What followed a line: transmitted, answered by a departure, sent, cancelled, filed. At the level of its entry."""

    id = models.UUIDField(primary_key=True, default=new_id)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="marks")
    unit_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    sealed = models.BinaryField()
    answer = models.ForeignKey(RegisterLine, on_delete=models.PROTECT, null=True, related_name="answers")
    marked_at = models.DateTimeField()
    marked_by = models.UUIDField()

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["entry", "marked_at"], name="documents_mark_entry")]

    entry_id: UUID
    answer_id: UUID | None
