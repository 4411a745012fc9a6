"""What units are called on a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from wasl.network.models import Unit, UnitState


class UnitName(NamedTuple):
    fr: str
    ar: str

    def in_language(self, language: str) -> str:
        return self.ar if language == "ar" else self.fr


def names_of(unit_ids: Iterable[UUID], *, on: date) -> dict[UUID, UnitName]:
    """Names in force on the day, in one query; a unit without a state that day is left out."""
    states = UnitState.objects.filter(unit_id__in=set(unit_ids), since__lte=on).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )
    return {unit: UnitName(fr, ar) for unit, fr, ar in states.values_list("unit_id", "name_fr", "name_ar")}


def names_by_path(paths: Iterable[str], *, on: date) -> dict[str, UnitName]:
    """Names in force on the day of the units that stand at these paths today."""
    ids = dict(Unit.objects.filter(path__in=set(paths)).values_list("pk", "path"))
    return {ids[unit_id]: name for unit_id, name in names_of(ids, on=on).items()}
