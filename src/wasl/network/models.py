"""The institution's dated tree. A unit is an identity; what it was between two days is a state."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Now

from wasl.core.identifiers import new_id
from wasl.core.text import SearchKey


class Institution(models.Model):
    """The one institution this database serves.

    `mode` is written once, and a trigger refuses to change or remove it: a demo can never turn real.
    """

    class Mode(models.TextChoices):
        DEMO = "demo"
        REAL = "real"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mode = models.CharField(max_length=4, choices=Mode)
    name_fr = models.CharField(max_length=200)
    name_ar = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="network_institution_single")]


class Unit(models.Model):
    """Headquarters, coordination, delegation, centre, cell or mobile team.

    `code` is the institution's own, stable, without dots; `path` is where the unit stands today
    ("MA.C05.D081.E0007.", each step a unit's code and a dot) and is what every scope compares. `closed_on` is the
    first day it no longer exists. `version` counts changes, so that nobody overwrites what they have not seen.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=6)
    path = models.CharField(max_length=120, unique=True, db_collation="C")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    is_simulated = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["kind", "code"], name="network_unit_kind")]
        constraints = [
            models.UniqueConstraint(fields=["id", "path"], name="network_unit_id_path"),
            models.CheckConstraint(condition=Q(path__endswith="."), name="network_unit_path_ends_with_dot"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="network_unit_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class _DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class UnitState(models.Model):
    """What a unit was from `since` to the day before `until` (null: still): parent, type, names, place, capacity.

    `type` is an establishment type of the vocabulary (blank above centres); `commune_code` an HCP code;
    `area` RUR, URB or PERI; `capacity` places authorised, null when not said.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="states")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="child_states")
    type = models.CharField(max_length=20, blank=True)
    name_fr = models.CharField(max_length=200)
    name_ar = models.CharField(max_length=200)
    eps_category = models.CharField(max_length=10, blank=True)
    management = models.CharField(max_length=12, blank=True)
    commune_code = models.CharField(max_length=20, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=4, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    capacity = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    words = models.GeneratedField(
        expression=SearchKey(Concat("name_fr", Value(" "), "name_ar")), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        indexes = [
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="network_state_words"),
            models.Index(fields=["unit", "-since"], name="network_state_unit"),
            models.Index(fields=["parent"], name="network_state_parent"),
            models.Index(fields=["province_code", "type"], name="network_state_province"),
        ]
        constraints = [
            ExclusionConstraint(
                name="network_state_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (_DateRange(F("since"), F("until")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="network_state_ends_after_start",
            ),
        ]

    unit_id: UUID
    parent_id: UUID | None


class Coverage(models.Model):
    """A territory (HCP code of a region or province) that a unit answers for, from `since` to the day before `until`.

    Many to many: ten coordinations stand over twelve regions, and a delegation may answer for two provinces.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="coverages")
    territory_code = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["territory_code", "since"], name="network_coverage_territory")]
        constraints = [
            ExclusionConstraint(
                name="network_coverage_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("territory_code", RangeOperators.EQUAL),
                    (_DateRange(F("since"), F("until")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="network_coverage_ends_after_start"
            ),
        ]

    unit_id: UUID


class Import(models.Model):
    """One workbook of the first day: held for review, then taken in whole or in part, then perhaps undone.

    `rows` are the file's, kept only until it is taken; `created_ids` the units (kind "units") or agents (kind
    "agents") it made: they can be removed again while nothing uses them. `sha256` is of the file.
    """

    class Kind(models.TextChoices):
        UNITS = "units"
        AGENTS = "agents"

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=6, choices=Kind)
    account_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    rows = models.JSONField(default=list)
    created_ids = ArrayField(models.UUIDField(), default=list)
    held_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-held_at"], name="network_import_held")]
