"""Data sets in the reader's scope."""

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.watch.models import DataSet


def datasets(*, actor: Actor) -> "QuerySet[DataSet]":
    """Newest first; whoever may revoke one reads the register."""
    rows: QuerySet[DataSet] = DataSet.objects.visible_to(actor, Permission.DATASET_REVOKE)
    return rows.order_by("-made_at", "id")
