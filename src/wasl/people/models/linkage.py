from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.people.models.registration import Kept, Person, Registration


class PersonLink(Kept):
    """Which person a registration is, from `since_at` to `until_at` (null: today). Linking moves nothing else.

    Only PostgreSQL's functions write it after the first one, from the verdicts in force (docs/adr/0022). `reason` is
    empty on the registration's own person, the one it was made with.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    since_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, blank=True)
    account_id = models.UUIDField(null=True)

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["person"], name="people_link_today", condition=Q(until_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(until_at__isnull=True), name="people_link_one_person"
            ),
            models.UniqueConstraint(fields=["registration"], condition=Q(reason=""), name="people_link_one_own"),
        ]

    registration_id: UUID
    person_id: UUID


class NameCensus(models.Model):
    """How common names were when they were last counted, on a sample: `shares` by skeleton, of nobody in particular."""

    counted_at = models.DateTimeField(unique=True)
    registrations = models.PositiveIntegerField()
    shares = models.JSONField(default=dict)

    objects: models.Manager["NameCensus"] = models.Manager()


class Protection(models.Model):
    """A registration behind which a protected person stands. The application cannot read this table: only the
    functions of migration 0002 do, so that no query can tell a protected person from an unknown one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    seal = models.UUIDField()
    since_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "seal"], condition=Q(until_at__isnull=True), name="people_protection_once"
            )
        ]


class AccessRequest(ScopedModel):
    """Somebody outside asks to read one registration; it stands in the territory of that registration.

    The asker reads its own requests through a function that shows neither unit nor registration.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    asked_by = models.UUIDField()
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12)
    words = models.CharField(max_length=160, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, default="ASKED")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    until_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["state", "path"], name="people_request_queue"),
            models.Index(fields=["asked_by"], name="people_request_by"),
        ]

    registration_id: UUID
