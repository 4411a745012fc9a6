from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit
from wasl.watch.models.calendar import Intervention
from wasl.watch.models.runs import WatchRun
from wasl.watch.rules.alerts import OVER, AlertState


class Alert(ScopedModel):
    """A rise that the machine found in one indicator of one territory; `unit` answers for the territory.

    `since` and `week` are the Mondays of its first and latest week (or first days of months); `p_value` its clearest,
    of the channel named; `rung` how much history stood behind it; `evidence` the series with what was expected,
    neighbours, and the other territories in which the same rise shows. `was_right` and `outcome` are people's.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    territory = models.CharField(max_length=20)
    about_unit = models.UUIDField(null=True)
    step = models.CharField(max_length=5, default="week")
    since = models.DateField()
    week = models.DateField()
    channel = models.CharField(max_length=8)
    observed = models.FloatField()
    expected = models.FloatField()
    upper = models.FloatField(null=True)
    p_value = models.FloatField()
    rung = models.CharField(max_length=12)
    evidence = models.JSONField(default=dict)
    explained_by = models.ForeignKey(Intervention, on_delete=models.PROTECT, null=True, related_name="+")
    first_run = models.ForeignKey(WatchRun, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(WatchRun, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=AlertState.DETECTED)
    reason = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    partners = ArrayField(models.CharField(max_length=12), default=list)
    was_right = models.BooleanField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["path", "-week", "p_value"], name="watch_alert_path"),
            models.Index(fields=["indicator", "territory", "-week"], name="watch_alert_of"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(AlertState)), name="watch_alert_state"),
            models.UniqueConstraint(
                fields=["indicator", "territory", "about_unit"],
                condition=~Q(state__in=sorted(OVER)),
                nulls_distinct=False,
                name="watch_alert_one_open",
            ),
        ]

    unit_id: UUID
    run_id: UUID
    explained_by_id: UUID | None


class AlertStep(ScopedModel):
    """One step of an alert's life: from where to where, by whom, why, in which words (never a name)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=400, blank=True)

    class Meta(ScopedModel.Meta):
        abstract = False
        indexes = [models.Index(fields=["alert", "at"], name="watch_step_of")]

    alert_id: UUID
    by_id: UUID | None
