"""The country's divisions, what they were called before, and what the censuses counted in them.

Public reference data: no row is about a person, so nothing here is scoped.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Now

from wasl.core.identifiers import new_id
from wasl.core.text import SearchKey
from wasl.territory.rules import Level


class Source(models.Model):
    """One loading or import: what was read, in which version, by whom (null: the program itself)."""

    name = models.CharField(max_length=200)
    version = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64)
    account_id = models.UUIDField(null=True)
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Upload(models.Model):
    """A file of caïdats, annexes or douars as sent, before and after it is imported (`source` says so).

    `rows` are its lines by column, as text; the verdicts are worked out again each time, never kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    sent_at = models.DateTimeField(db_default=Now())
    source = models.OneToOneField(Source, on_delete=models.PROTECT, null=True, related_name="upload")

    def __str__(self) -> str:
        return self.file_name


class Territory(models.Model):
    """A division of the country.

    `code` is the census's ("05.081.01.03"), or the institution's own below the commune. `path` holds the codes from
    the region down, each ending with a slash; the country's is empty, so that one prefix means "all below".
    `kind` tells provinces from prefectures and caïdats from annexes; `area` is RUR or URB, for communes.
    Days are inclusive; a level of the census has none until a division is renumbered.
    """

    code = models.CharField(max_length=32, unique=True, db_collation="C")
    level = models.CharField(max_length=14, choices=[(level.value, level.value) for level in Level])
    kind = models.CharField(max_length=30, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=160, unique=True, db_collation="C")
    name_fr = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    area = models.CharField(max_length=4, blank=True)
    population_2014 = models.PositiveIntegerField(null=True)
    population_2024 = models.PositiveIntegerField(null=True)
    households_2024 = models.PositiveIntegerField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    search = models.GeneratedField(
        expression=SearchKey(Concat("name_fr", Value(" "), "name_ar")),
        output_field=models.TextField(),
        db_persist=True,
    )
    consonants = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.COUNTRY, path="", parent__isnull=True)
                | Q(path__endswith="/", parent__isnull=False) & ~Q(level=Level.COUNTRY),
                name="territory_path_and_parent",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="territory_valid_days",
            ),
        ]
        indexes = [models.Index(fields=["level"], name="territory_level")]

    def __str__(self) -> str:
        return self.code


class FormerCode(models.Model):
    """What a commune of today was numbered and called in the census of 2014."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="former_codes")
    code = models.CharField(max_length=32, unique=True, db_collation="C")
    name_fr = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    until_year = models.PositiveSmallIntegerField()
    search = models.GeneratedField(
        expression=SearchKey(Concat("name_fr", Value(" "), "name_ar")),
        output_field=models.TextField(),
        db_persist=True,
    )

    def __str__(self) -> str:
        return self.code


class CensusColumn(models.Model):
    """Where an indicator stands in the figures of one census; `position` counts from zero.

    `subject` is people, households, establishments or (urban) dwellings; `comparable`: asked the same way in 2014 and
    in 2024.
    """

    census = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=14)
    code = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=24)
    sexes = ArrayField(models.CharField(max_length=1, blank=True), default=list)
    comparable = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["census", "code"], name="territory_column_code"),
            models.UniqueConstraint(fields=["census", "subject", "position"], name="territory_column_position"),
        ]

    def __str__(self) -> str:
        return f"{self.census} {self.code}"


class CensusFigures(models.Model):
    """One line of a census table: all the figures of one territory for one area and one sex ("" is both, or all).

    `is_sum`: HCP published the parts alone; the counts are their sums, and there are no rates.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="figures")
    census = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=14)
    area = models.CharField(max_length=4, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    values = ArrayField(models.FloatField(null=True))
    is_sum = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "census", "subject", "area", "sex"], name="territory_figures_line"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.census} {self.subject}"
