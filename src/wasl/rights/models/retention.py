"""What is past its time, what must not go, and what went."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.people.models import Registration
from wasl.people.models.registration import Kept


class PastPeriod(Kept):
    """A registration whose time is over since `due_on`, by the rule `rule` (rules.retention.Rule). Written by the
    worker each night; its level and seal are the highest of what is held, so that nobody else learns that it is held.
    """

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    rule = models.CharField(max_length=40)
    seen_at = models.DateTimeField(db_default=Now())

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["path", "due_on", "id"], name="rights_past_path")]

    registration_id: UUID


class LegalHold(Kept):
    """The file must stay, whatever its age: justice, a complaint, an audit, or the person herself asks for it."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10)
    words = models.CharField(max_length=160, blank=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField(db_default=Now())
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["registration"], name="rights_hold_of", condition=Q(ended_at__isnull=True))]

    registration_id: UUID


class Erasure(ScopedModel):
    """Registrations proposed for anonymisation by one agent and approved by another; the worker carries it out.

    `digest` is the SHA-256 of what was erased, line by line, once it is done.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    state = models.CharField(max_length=8, default="PROPOSED")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField(db_default=Now())
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["path", "-proposed_at"], name="rights_erasure_path"),
            models.Index(fields=["state"], name="rights_erasure_state", condition=Q(state="APPROVED")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="rights_erasure_two_agents"
            )
        ]

    unit_id: UUID


class ErasureItem(Kept):
    """One registration of an erasure; `counts` says how many rows of each table were emptied or removed."""

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="items")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    state = models.CharField(max_length=8, default="WAITING")
    counts = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["erasure", "state"], name="rights_item_of")]
        constraints = [
            models.UniqueConstraint(fields=["erasure", "registration"], name="rights_item_once"),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="WAITING"), name="rights_item_one_waiting"
            ),
        ]

    erasure_id: UUID
    registration_id: UUID


class Erased(Kept):
    """A registration that was anonymised: when, and by which rule."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    at = models.DateTimeField()

    registration_id: UUID
