from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wasl.core.identifiers import new_id
from wasl.network.models import Unit


class NeedsRun(models.Model):
    """The forecast of all demand of one month: with which model and parameters, from data before `month`.

    `finished_at` is null while it is being made, or was cut; `total` is how many services it has to foretell. A
    finished run is never changed: how wrong it was is read later against what came since.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    month = models.DateField(unique=True)
    model = models.CharField(max_length=60)
    parameters = models.JSONField()
    total = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    is_simulated = models.BooleanField(default=False)


class Need(models.Model):
    """Demand a year ahead of one `kind` and `service` (a service's code, an establishment type, or blank) in one place.

    `territory` is MA, a region or a province; with `unit`, that centre's province. `past` are the months before, null
    for a month nobody said anything of; bounds are those of the run's level. `error` and `naive_error` are shares of
    what came in the `tested` months before, when foretold from before them, and when the year before is repeated.
    `capacity` is a month's, null when unknown; `missing`, `room` and what follows are of the `centres` below.
    """

    run = models.ForeignKey(NeedsRun, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=10)
    service = models.CharField(max_length=60, blank=True)
    territory = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    past = ArrayField(models.FloatField(null=True))
    mean = ArrayField(models.FloatField())
    lower = ArrayField(models.FloatField())
    upper = ArrayField(models.FloatField())
    error = models.FloatField(null=True)
    naive_error = models.FloatField(null=True)
    tested = models.PositiveSmallIntegerField()
    known = models.PositiveSmallIntegerField()
    capacity = models.FloatField(null=True)
    agents = models.PositiveIntegerField(default=0)
    centres = models.PositiveIntegerField(default=1)
    missing = ArrayField(models.FloatField())
    room = ArrayField(models.FloatField())
    sure = models.PositiveIntegerField(default=0)
    likely = models.PositiveIntegerField(default=0)
    perhaps = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "territory", "kind", "service", "unit"], nulls_distinct=False, name="watch_need_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "service", "territory"], name="watch_need_place")]

    run_id: UUID
    unit_id: UUID | None
