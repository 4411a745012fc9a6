from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wasl.core.identifiers import new_id
from wasl.network.models import Unit
from wasl.watch.models.poverty_definitions import PovertyDefinition


class PovertyRun(models.Model):
    """One count of who lacks several things: by `kind` (rules.poverty.Kind), over what `read` names.

    `as_of` is the day that nothing later was read of; `definition` is null for the census, whose columns are the
    model's. Unfinished ones were cut: nothing reads them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=12)
    model = models.CharField(max_length=80)
    definition = models.ForeignKey(PovertyDefinition, on_delete=models.PROTECT, null=True, related_name="+")
    read = models.JSONField()
    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    is_simulated = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["kind", "-as_of", "-started_at"], name="watch_poverty_run_latest")]

    definition_id: UUID | None


class CensusPoverty(models.Model):
    """Guessed from census rates: people (in a hundred) who lack several things, in each census, null where a rate was
    not published. `composite` compares with the other territories of the level; ranks count from the worst off, 1."""

    run = models.ForeignKey(PovertyRun, on_delete=models.CASCADE, related_name="territories")
    territory = models.CharField(max_length=20)
    level = models.CharField(max_length=14)
    before = models.FloatField(null=True)
    now = models.FloatField(null=True)
    composite = models.FloatField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    composite_rank = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "territory"], name="watch_census_poverty_once")]
        indexes = [models.Index(fields=["run", "level", "territory"], name="watch_census_poverty_level")]


class AssessedPoverty(models.Model):
    """Assessed households of one place: `territory` is MA, a region or a province; with `unit`, that centre's province.

    `assessed` households are `unsure` (too little was said of them), `poor` or neither. `contributions` (adding up to
    `adjusted`), `lacking` (poor households without the thing) and `unsaid` stand in the order of the definition's
    things. `hidden` names the counts that are told nowhere above the delegation: small ones, and those that would give
    them away.
    """

    run = models.ForeignKey(PovertyRun, on_delete=models.CASCADE, related_name="places")
    territory = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    assessed = models.PositiveIntegerField()
    unsure = models.PositiveIntegerField()
    poor = models.PositiveIntegerField()
    headcount = models.FloatField(null=True)
    intensity = models.FloatField(null=True)
    adjusted = models.FloatField(null=True)
    contributions = ArrayField(models.FloatField())
    lacking = ArrayField(models.PositiveIntegerField())
    unsaid = ArrayField(models.PositiveIntegerField())
    hidden = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "territory", "unit"], nulls_distinct=False, name="watch_assessed_poverty_once"
            )
        ]

    run_id: UUID
    unit_id: UUID | None
