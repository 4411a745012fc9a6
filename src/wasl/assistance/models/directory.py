from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wasl.access.models import Account
from wasl.assistance.rules.directory import Intake
from wasl.core.identifiers import new_id
from wasl.network.models import Unit


class DirectoryEntry(models.Model):
    """What one unit of the institution (`of_unit`), or a service outside it, does and for whom. Nobody is named here.

    `unit` keeps the entry: the unit itself, or a delegation for a service outside; `path` is the keeper's. Of a unit,
    name and place are the network's own. An entry of a unit that protects women or children, or one marked
    `is_secret`, is read within the keeper's part of the tree only (row-level security, migration 0015).
    `populations` empty: everybody. `hours` and `ramadan_hours` as rules.directory.Hours writes them.
    `free_places` as somebody said at `places_at`; null when nobody did.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", db_constraint=False)
    path = models.CharField(max_length=120, db_collation="C", editable=False)
    of_unit = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    destination = models.CharField(max_length=20)
    name_fr = models.CharField(max_length=160, blank=True)
    name_ar = models.CharField(max_length=160, blank=True)
    services = ArrayField(models.CharField(max_length=20), default=list)
    populations = ArrayField(models.CharField(max_length=20), default=list)
    conditions_fr = models.CharField(max_length=400, blank=True)
    conditions_ar = models.CharField(max_length=400, blank=True)
    hours = models.JSONField(default=dict)
    ramadan_hours = models.JSONField(default=dict)
    commune_code = models.CharField(max_length=20, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    intake = models.CharField(max_length=8, default=Intake.OPEN)
    is_secret = models.BooleanField(default=False)
    free_places = models.PositiveSmallIntegerField(null=True)
    places_at = models.DateTimeField(null=True)
    places_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    kept_at = models.DateTimeField(db_default=Now())
    kept_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GinIndex(fields=["services"], name="assistance_entry_services"),
            models.Index(fields=["province_code"], name="assistance_entry_province"),
            models.Index(fields=["path"], name="assistance_entry_path"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(of_unit__isnull=False) | ~Q(name_fr="") & ~Q(name_ar=""), name="assistance_entry_named"
            ),
            models.CheckConstraint(
                condition=Q(free_places__isnull=True) | Q(places_at__isnull=False), name="assistance_entry_places"
            ),
            models.CheckConstraint(condition=Q(intake__in=list(Intake)), name="assistance_entry_intake"),
        ]

    unit_id: UUID
    of_unit_id: UUID | None
