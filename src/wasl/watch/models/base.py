"""What signals and rounds have in common: rows of a unit that name nobody."""

from uuid import UUID

from django.db import models

from wasl.access.models import Account
from wasl.core.figures import Qualifier
from wasl.core.identifiers import new_id
from wasl.core.scope import ScopedModel
from wasl.network.models import Unit

#: Nothing here is about a person: whoever reads figures reads it.
NOBODY = 0


class Observed(ScopedModel):
    """A row of one unit, written by an account. `recorded_at` is the clock of the command, not of what was seen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", db_constraint=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    is_simulated = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        abstract = True

    unit_id: UUID
    recorded_by_id: UUID | None


class Between(Observed):
    """A row with an end in the unit that wrote it and one in another (`to_unit`, null: outside the institution)."""

    path_columns: tuple[str, ...] = ("path", "to_path")  # type: ignore[assignment]

    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, db_index=False, null=True, related_name="+", db_constraint=False
    )
    to_path = models.CharField(max_length=120, blank=True, db_collation="C", editable=False)

    class Meta(Observed.Meta):
        abstract = True

    to_unit_id: UUID | None


class Told(models.Model):
    """What was told (rules.field_signals.What); `words` is sealed for the row, empty when there are none."""

    kind = models.CharField(max_length=12)
    place_code = models.CharField(max_length=20)
    douar = models.CharField(max_length=120, blank=True)
    landmark = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(null=True)
    counted = models.CharField(max_length=20)
    qualifier = models.CharField(max_length=10, default=Qualifier.ABOUT.value)
    source = models.CharField(max_length=8)
    observed_on = models.DateField()
    words = models.BinaryField(default=bytes)

    class Meta:
        abstract = True
