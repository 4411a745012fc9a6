from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wasl.people.models import Registration
from wasl.people.models.registration import Kept


class CorrectionRequest(Kept):
    """Somebody asks that words of a registration be corrected: `before` and `after` hold the fields that differ, as
    `rules.corrections.stored` writes them. `asker` is rules.corrections.Asker, `evidence` a code of identity documents;
    `due_on` the day by which somebody else than `asked_by` decides."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="correction_requests")
    before = models.JSONField()
    after = models.JSONField()
    asker = models.CharField(max_length=8)
    evidence = models.CharField(max_length=10)
    words = models.CharField(max_length=200, blank=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    state = models.CharField(max_length=9, default="ASKED")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=12, blank=True)
    refusal_words = models.CharField(max_length=200, blank=True)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["path", "due_on"], name="rights_correction_queue", condition=Q(state="ASKED")),
            models.Index(fields=["registration", "-asked_at"], name="rights_correction_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="ASKED"), name="rights_correction_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="rights_correction_two_agents"
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED", decided_by__isnull=True, decided_at__isnull=True)
                | Q(state__in=["APPLIED", "REFUSED"], decided_by__isnull=False, decided_at__isnull=False),
                name="rights_correction_decided",
            ),
        ]

    registration_id: UUID
