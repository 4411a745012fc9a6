"""The tree on any day: what was open, under what, and how many."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from wasl.network.models import Coverage, Institution, Unit, UnitState
from wasl.network.rules import Kind

# Ids of a unit and of everything below it on one day.
_BELOW = """
WITH RECURSIVE below AS (
    SELECT %s::uuid AS id
    UNION
    SELECT s.unit_id FROM network_unitstate s JOIN below b ON s.parent_id = b.id
    WHERE s.since <= %s AND (s.until IS NULL OR s.until > %s)
) SELECT id FROM below
"""

# The chain of states from a unit up to the root on one day, the root first.
_ABOVE = """
WITH RECURSIVE above AS (
    SELECT s.id, s.parent_id, 0 AS height FROM network_unitstate s
    WHERE s.unit_id = %(unit)s AND s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)
    UNION ALL
    SELECT s.id, s.parent_id, a.height + 1 FROM network_unitstate s JOIN above a ON s.unit_id = a.parent_id
    WHERE s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)
) SELECT id FROM above ORDER BY height DESC
"""


def institution() -> Institution | None:
    """The one this database serves; None before `wasl init` or `wasl demo`."""
    return Institution.objects.first()


def in_force(day: date) -> Q:
    """States that hold on `day`."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def units_on(
    day: date, *, kind: Kind | Collection[Kind] | None = None, types: Collection[str] = (), under: UUID | None = None
) -> QuerySet[UnitState]:
    """States, one per unit open on `day`, with their unit; `under` keeps a unit of that day's tree and all below it."""
    states = UnitState.objects.filter(in_force(day)).select_related("unit")
    if kind is not None:
        states = states.filter(unit__kind__in=[kind] if isinstance(kind, str) else kind)
    if types:
        states = states.filter(type__in=types)
    if under is not None:
        states = states.filter(unit_id__in=RawSQL(_BELOW, (under, day, day)))  # noqa: S611
    return states


def ancestors_on(unit_id: UUID, day: date) -> list[UnitState]:
    """From headquarters down to the unit itself, as they were on `day`; empty when it was not open."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"unit": unit_id, "day": day})
        ids = [row[0] for row in cursor.fetchall()]
    states = UnitState.objects.select_related("unit").in_bulk(ids)
    return [states[pk] for pk in ids]


@dataclass(frozen=True, slots=True)
class Counts:
    """Units open on one day. `types` counts centres by type; `rural` those in rural area; `eps` those of law 65.15."""

    kinds: Counter[str]
    types: Counter[str]
    rural: int
    eps: int

    @property
    def centres(self) -> int:
        return self.kinds[Kind.CENTRE]


def counts_on(day: date, *, under: UUID | None = None, province_code: str = "") -> Counts:
    states = units_on(day, under=under)
    if province_code:
        states = states.filter(province_code=province_code)
    rows = list(states.values_list("unit__kind", "type", "area", "eps_category"))
    centres = [row for row in rows if row[0] == Kind.CENTRE]
    return Counts(
        kinds=Counter(row[0] for row in rows),
        types=Counter(row[1] for row in centres),
        rural=sum(row[2] == "RUR" for row in centres),
        eps=sum(bool(row[3]) for row in centres),
    )


def opened_between(*, types: Collection[str], first: date, last: date) -> QuerySet[Unit]:
    """Units whose first state is of one of `types` and that opened from `first` to `last`, both included."""
    return Unit.objects.filter(opened_on__gte=first, opened_on__lte=last, states__type__in=types).distinct()


def coverage_on(day: date, *, unit_id: UUID | None = None, territory_code: str = "") -> QuerySet[Coverage]:
    """Which unit answers for which region or province on `day`."""
    rows = Coverage.objects.filter(in_force(day)).select_related("unit")
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    if territory_code:
        rows = rows.filter(territory_code=territory_code)
    return rows.order_by("territory_code")
