from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedModel, ScopedQuerySet, path_range
from wasl.network.models import Unit
from wasl.people.models.registration import Kept, Person, Registration


class PersonLink(Kept):
    """Which person a registration is, from `since_at` to `until_at` (null: today). Linking moves nothing else."""

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
            )
        ]

    registration_id: UUID
    person_id: UUID


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


class DoubleQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Pairs with both sides in the actor's territory and at most at its level, named or not."""
        require(actor, permission)
        low, high = path_range(actor.path)
        return self.filter(
            level__lte=actor.level, path__gte=low, path__lt=high, other_path__gte=low, other_path__lt=high
        )._open()


class DoubleManager(models.Manager.from_queryset(DoubleQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class LikelyDouble(models.Model):
    """Two registrations that may be one person, waiting for an adjudicator who reaches both and has the level.

    `state` is rules.DoubleState. `level` is 4 when either person is protected, whatever the rows' own levels.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    one = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    other_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    path = models.CharField(max_length=120, db_collation="C")
    other_path = models.CharField(max_length=120, db_collation="C")
    level = models.PositiveSmallIntegerField()
    score = models.FloatField(default=0)
    state = models.CharField(max_length=10)
    found_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    objects = DoubleManager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["state", "path"], name="people_double_queue")]
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="people_double_once")]

    one_id: UUID
    other_id: UUID


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
