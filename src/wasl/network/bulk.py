"""Units by the thousand: the demo world and the first day's import write through here, without one command each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from wasl.core.identifiers import new_id
from wasl.network.commands.tree import Profile, refresh_paths
from wasl.network.models import Coverage, Institution, Unit, UnitState


@dataclass(slots=True, kw_only=True)
class NewState:
    """`until` and `parent` (a code) as in UnitState; the profile is not checked here."""

    since: date
    parent: str | None
    profile: Profile
    until: date | None = None
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class NewUnit:
    """States follow one another without a gap, from the opening to the closing. `coverage`: (territory, from, to)."""

    code: str
    kind: str
    states: list[NewState]
    closed_on: date | None = None
    is_simulated: bool = False
    coverage: Sequence[tuple[str, date, date | None]] = ()

    @property
    def opened_on(self) -> date:
        return self.states[0].since


@transaction.atomic
def write_units(units: Sequence[NewUnit], *, today: date) -> dict[str, Unit]:
    """Writes the units with their history; parents are in the batch or already there. Answers them by code."""
    made = {
        unit.code: Unit(
            id=new_id(),
            code=unit.code,
            kind=unit.kind,
            path=f"{unit.code}.",
            opened_on=unit.opened_on,
            closed_on=unit.closed_on,
            is_simulated=unit.is_simulated,
        )
        for unit in units
    }
    above = {state.parent for unit in units for state in unit.states if state.parent} - made.keys()
    known: Mapping[str, Unit] = made | {unit.code: unit for unit in Unit.objects.filter(code__in=above)}
    Unit.objects.bulk_create(made.values(), batch_size=2_000)
    UnitState.objects.bulk_create(
        (_state(made[unit.code], state, known) for unit in units for state in unit.states), batch_size=1_000
    )
    Coverage.objects.bulk_create(
        Coverage(unit=made[unit.code], territory_code=code, since=since, until=until)
        for unit in units
        for code, since, until in unit.coverage
    )
    refresh_paths(today=today)
    paths = dict(Unit.objects.filter(code__in=made).values_list("code", "path"))
    for code, unit in made.items():
        unit.path = paths[code]
    return made


def _state(unit: Unit, state: NewState, known: Mapping[str, Unit]) -> UnitState:
    columns: dict[str, Any] = state.profile.columns()
    parent = known[state.parent] if state.parent else None
    return UnitState(unit=unit, since=state.since, until=state.until, parent=parent, reason=state.reason, **columns)


def write_institution(*, mode: str, name_fr: str, name_ar: str) -> Institution:
    """Once per database; a second one, or another mode, is refused by the database itself."""
    return Institution.objects.create(mode=mode, name_fr=name_fr, name_ar=name_ar)
