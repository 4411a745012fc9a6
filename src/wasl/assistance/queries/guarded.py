"""In which circuits something of a dossier or of a unit stands: what may be said to a person outside depends on it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wasl.assistance.rules.appointments import CIRCUIT_OF_TYPE
from wasl.network.models import UnitState
from wasl.network.queries import in_force


def circuits_of(runs: Any, *, unit_id: UUID, case_id: UUID | None, on: date) -> frozenset[str]:
    """Of the unit by its type, and of the dossier by what it follows; `runs` is a query set already opened."""
    types = UnitState.objects.filter(in_force(on), unit_id=unit_id).values_list("type", flat=True)
    found = {CIRCUIT_OF_TYPE[one] for one in types if one in CIRCUIT_OF_TYPE}
    if case_id is not None:
        found.update(runs.filter(case_id=case_id, ended_at__isnull=True).values_list("circuit", flat=True))
    return frozenset(found)


def circuits_of_each(runs: Any, rows: Sequence[Any], *, on: date) -> dict[UUID, frozenset[str]]:
    """As `circuits_of`, by the id of each row that has `unit_id` and `case_id`; two queries for all of them."""
    states = UnitState.objects.filter(in_force(on), unit_id__in={row.unit_id for row in rows})
    units = {unit_id: CIRCUIT_OF_TYPE.get(type_) for unit_id, type_ in states.values_list("unit_id", "type")}
    followed = defaultdict(set)
    cases = {row.case_id for row in rows if row.case_id}
    for case_id, circuit in runs.filter(case_id__in=cases, ended_at__isnull=True).values_list("case_id", "circuit"):
        followed[case_id].add(circuit)
    return {row.pk: frozenset(filter(None, {units.get(row.unit_id), *followed[row.case_id]})) for row in rows}
