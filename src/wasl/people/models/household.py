from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wasl.core.history import keep_history
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.people.models.registration import Kept, Registration


class Household(ScopedModel):
    """People who live together, as one unit knows them: its members are registrations of that unit."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["id", "unit", "path"], name="people_household_place")]

    unit_id: UUID


@keep_history()
class Membership(Kept):
    """A registration in a household from `since` (null: not known) to the day before `until` (null: still)."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["household"], name="people_member_household"),
            models.Index(fields=["registration"], name="people_member_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="people_member_ends_after_start",
            ),
        ]

    registration_id: UUID
    household_id: UUID


@keep_history()
class Address(Kept):
    """Where somebody lives: a commune, a douar, or only a landmark in words. At level 4 it is a protected address."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="addresses")
    commune_code = models.CharField(max_length=20, blank=True)
    douar = models.CharField(max_length=120, blank=True)
    line = models.CharField(max_length=200, blank=True)
    landmark = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta(Kept.Meta):
        indexes = [models.Index(fields=["registration"], name="people_address_of")]

    registration_id: UUID
