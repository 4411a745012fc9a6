from uuid import UUID

from django.db import models
from django.db.models import Q

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.messages.rules import CARRIED, OVER, MessageState


class Message(ScopedModel):
    """Something to tell one person, once, between `not_before` and `not_after`; `subject` and `subject_id` name why.

    `recipient` and `words` are sealed for the row, and wiped once it is over. `dossier_id` is the case it is about,
    so that it rises with it. A message on paper has neither: who calls reads the number on that day.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit_id = models.UUIDField()
    dossier_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=5)
    template = models.CharField(max_length=16)
    language = models.CharField(max_length=3)
    recipient = models.BinaryField(default=bytes)
    words = models.BinaryField(default=bytes)
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    state = models.CharField(max_length=9, default=MessageState.WAITING)
    error = models.CharField(max_length=16, blank=True)
    gateway = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="outbox_message_due",
                condition=Q(state__in=[MessageState.WAITING, MessageState.SENDING], channel__in=sorted(CARRIED)),
            ),
            models.Index(fields=["subject_id", "-queued_at"], name="outbox_message_subject"),
            models.Index(fields=["unit_id", "-queued_at", "-id"], name="outbox_message_unit"),
            models.Index(fields=["dossier_id"], name="outbox_message_dossier", condition=Q(dossier_id__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(MessageState)), name="outbox_message_state"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OVER)) | Q(recipient=b"", words=b"", ended_at__isnull=False),
                name="outbox_message_wiped",
            ),
        ]

    seal: UUID | None
