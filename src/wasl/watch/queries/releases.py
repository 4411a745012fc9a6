"""Data sets in the reader's scope."""

from datetime import date

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.watch.models import DataSet


def datasets(*, actor: Actor) -> "QuerySet[DataSet]":
    """Newest first; whoever may revoke one reads the register."""
    rows: QuerySet[DataSet] = DataSet.objects.visible_to(actor, Permission.DATASET_REVOKE)
    return rows.order_by("-made_at", "id")


def waiting_for(*, actor: Actor, today: date, most: int = 100) -> int:
    """How many data sets the actor could approve, counted no further than `most`."""
    rows = datasets(actor=actor).filter(approved_at=None, revoked_at=None, expires_on__gte=today)
    return rows.exclude(made_by_id=actor.account_id).order_by()[:most].count()
