from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.documents.models.issued import IssuedDocument
from wasl.documents.models.register import RegisterLine
from wasl.documents.rules.letters import FROZEN, LetterState


class Letter(ScopedModel):
    """A letter from its first draft to its departure; signed, its text, its number and its paper never change.

    `sealed` holds to whom, about what, the text of the template as it was in force, the values of the record and the
    free paragraph. `version` counts the drafts, so that a stale form overwrites nothing. `previous` is the letter this
    one replaces; `answers` the arrival it answers.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit_id = models.UUIDField()
    template = models.CharField(max_length=20)
    template_since = models.DateField()
    lang = models.CharField(max_length=3)
    state = models.CharField(max_length=10, default=LetterState.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    signed_above = models.BooleanField(default=False)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64, blank=True)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next_ones")
    answers = models.ForeignKey(RegisterLine, on_delete=models.PROTECT, null=True, related_name="answering_letters")
    line = models.OneToOneField(RegisterLine, on_delete=models.PROTECT, null=True, related_name="letter")
    document = models.OneToOneField(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="letter")
    written_at = models.DateTimeField()
    state_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["unit_id", "-state_at", "-id"], name="documents_letter_unit"),
            models.Index(
                fields=["path", "state_at"], name="documents_letter_waiting",
                condition=Q(state__in=[LetterState.PREPARED, LetterState.INITIALLED]),
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(LetterState)), name="documents_letter_state"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[LetterState.SIGNED, LetterState.SENT], line__isnull=False, document__isnull=False
                )
                & ~Q(sha256="")
                | Q(state=LetterState.CANCELLED)
                | ~Q(state__in=sorted(FROZEN)) & Q(line__isnull=True, document__isnull=True, sha256=""),
                name="documents_letter_signed",
            ),
        ]

    previous_id: UUID | None
    answers_id: UUID | None
    line_id: UUID | None
    document_id: UUID | None


class LetterStep(ScopedModel):
    """Who did what with a letter, and when; never changed. `sealed` holds the reason given, if any."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit_id = models.UUIDField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.UUIDField()
    sealed = models.BinaryField()

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["letter", "at"], name="documents_step_letter")]

    letter_id: UUID
