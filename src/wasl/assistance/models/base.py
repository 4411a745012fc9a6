from uuid import UUID

from django.db import models
from django.db.models.functions import Now

from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit


class Recorded(ScopedModel):
    """A row of one unit, written by an account: `recorded_at` is the server's clock, the moment told is another."""

    id = models.UUIDField(primary_key=True, default=new_id)
    # The composite key of `protect` already ties (unit, path) to the unit.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", db_constraint=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = True

    unit_id: UUID
    recorded_by_id: UUID | None
