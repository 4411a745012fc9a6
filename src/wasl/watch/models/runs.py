from uuid import UUID

from django.db import models

from wasl.access.models import Account
from wasl.core.identifiers import new_id


class WatchRun(models.Model):
    """One run over all series: what was asked, with which model, up to which data, what came of it.

    `week` is the Monday of the week that was tested; `figures` counts series, tests, candidates and alerts, seconds
    and megabytes; `tests` how many were made by territory: a reader's threshold stands on those of the own territory.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    week = models.DateField()
    model = models.CharField(max_length=60)
    parameters = models.JSONField()
    cut_off = models.DateTimeField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    tests = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["-week", "-started_at"], name="watch_run_week")]


class Budget(models.Model):
    """How many false alarms a week an account accepts to be shown."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    false_alarms = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()

    account_id: UUID
