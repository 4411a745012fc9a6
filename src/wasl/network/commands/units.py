from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.commands.tree import (
    CannotChange,
    Profile,
    change_from,
    check_day,
    checked_profile,
    life_of,
    lock_tree,
    refuse,
    settle,
    unit_to_change,
)
from wasl.network.models import Coverage, Unit, UnitState
from wasl.network.rules import (
    Kind,
    Refusal,
    code_refusal,
    day_refusal,
    normal_code,
    parent_refusal,
    path_under,
    within,
)


@transaction.atomic
def create_unit(
    *,
    actor: Actor,
    code: str,
    kind: Kind,
    parent_id: UUID | None,
    opened_on: date,
    profile: Profile,
    today: date,
    reason: str = "",
) -> Unit:
    """Opens a unit from `opened_on` on (a day to come is allowed); raises CannotChange."""
    lock_tree()
    parent = Unit.objects.filter(pk=parent_id).first() if parent_id else None
    require(actor, Permission.UNIT_CREATE, path=parent.path if parent else None)
    code = normal_code(code)
    refuse(code_refusal(code))
    refuse(parent_refusal(kind, Kind(parent.kind) if parent else None))
    refuse(day_refusal(opened_on, today=today), founded="27/04/1957")
    if Unit.objects.filter(code=code).exists():
        raise CannotChange(Refusal.CODE_TAKEN, code=code)
    columns = checked_profile(kind, profile.columns())
    if parent and not within((opened_on, None), (parent.opened_on, parent.closed_on)):
        raise CannotChange(Refusal.PARENT_CLOSED)
    path = path_under(parent.path if parent else "", code)
    unit = Unit.objects.create(code=code, kind=kind, path=path, opened_on=opened_on)
    UnitState.objects.create(unit=unit, since=opened_on, parent=parent, reason=reason, **columns)
    record(actor=actor, verb=Permission.UNIT_CREATE, subject="unit", subject_id=unit.pk, path=path, about=reason)
    return unit


@transaction.atomic
def change_state(
    *,
    actor: Actor,
    unit_id: UUID,
    since: date,
    changes: Mapping[str, Any],
    today: date,
    version: int | None = None,
    reason: str = "",
) -> Unit:
    """Makes `changes` (columns of Profile) true from `since` on; raises CannotChange."""
    unit = unit_to_change(actor=actor, permission=Permission.UNIT_CHANGE, unit_id=unit_id, version=version)
    check_day(unit, since, today=today)
    in_force = _state_on(unit, since)
    columns = {column: getattr(in_force, column) for column in Profile.__dataclass_fields__}
    columns = checked_profile(Kind(unit.kind), columns | dict(changes))
    change_from(unit, since, columns, reason=reason)
    settle(unit, today=today)
    record(actor=actor, verb=Permission.UNIT_CHANGE, subject="unit", subject_id=unit.pk, path=unit.path, about=reason)
    return unit


@transaction.atomic
def move_unit(
    *,
    actor: Actor,
    unit_id: UUID,
    parent_id: UUID,
    since: date,
    today: date,
    version: int | None = None,
    reason: str = "",
) -> Unit:
    """Places a unit and all below it under another one from `since` on; raises CannotChange.

    Paths follow at once when the day has come, else on that day (`apply_due_changes`).
    """
    unit = unit_to_change(actor=actor, permission=Permission.UNIT_MOVE, unit_id=unit_id, version=version)
    parent = Unit.objects.get(pk=parent_id)
    require(actor, Permission.UNIT_MOVE, path=parent.path)
    if parent.path.startswith(unit.path):
        raise CannotChange(Refusal.UNDER_ITSELF)
    refuse(parent_refusal(Kind(unit.kind), Kind(parent.kind)))
    check_day(unit, since, today=today)
    if _state_on(unit, since).parent_id == parent.pk:
        raise CannotChange(Refusal.SAME_PARENT)
    left = unit.path
    change_from(unit, since, {"parent_id": parent.pk}, reason=reason)
    settle(unit, today=today)
    # Both territories see the line: the one that lost the unit and the one that received it.
    for path in dict.fromkeys((left, unit.path)):
        record(actor=actor, verb=Permission.UNIT_MOVE, subject="unit", subject_id=unit.pk, path=path, about=reason)
    return unit


@transaction.atomic
def close_unit(
    *,
    actor: Actor,
    unit_id: UUID,
    closed_on: date,
    today: date,
    with_units_below: bool = False,
    version: int | None = None,
    reason: str = "",
) -> Unit:
    """Closes a unit: `closed_on` is the first day it no longer exists. Raises CannotChange.

    Units below are closed or moved first, or closed with it. Changes planned after that day are dropped.
    """
    unit = unit_to_change(actor=actor, permission=Permission.UNIT_CLOSE, unit_id=unit_id, version=version)
    if unit.closed_on is not None:
        raise CannotChange(Refusal.ALREADY_CLOSED, **life_of(unit))
    refuse(day_refusal(closed_on, today=today), founded="27/04/1957")
    below = _units_below(unit, closed_on)
    if below and not with_units_below:
        raise CannotChange(Refusal.CHILDREN_OPEN, count=len(below))
    for one in (*reversed(below), unit):
        _close(one, closed_on)
        record(actor=actor, verb=Permission.UNIT_CLOSE, subject="unit", subject_id=one.pk, path=one.path, about=reason)
    settle(unit, today=today)
    return unit


@transaction.atomic
def set_coverage(
    *, actor: Actor, unit_id: UUID, territory_codes: Iterable[str], since: date, today: date, version: int | None = None
) -> Unit:
    """Says which regions or provinces a unit answers for from `since` on."""
    unit = unit_to_change(actor=actor, permission=Permission.UNIT_CHANGE, unit_id=unit_id, version=version)
    check_day(unit, since, today=today)
    wanted = set(territory_codes)
    Coverage.objects.filter(unit=unit, since__gte=since).delete()
    open_rows = Coverage.objects.filter(unit=unit).filter(Q(until__isnull=True) | Q(until__gt=since))
    kept = set(open_rows.filter(territory_code__in=wanted).values_list("territory_code", flat=True))
    open_rows.filter(territory_code__in=wanted).update(until=unit.closed_on)
    open_rows.exclude(territory_code__in=wanted).update(until=since)
    Coverage.objects.bulk_create(
        Coverage(unit=unit, territory_code=code, since=since, until=unit.closed_on) for code in sorted(wanted - kept)
    )
    settle(unit, today=today)
    record(actor=actor, verb=Permission.UNIT_CHANGE, subject="unit", subject_id=unit.pk, path=unit.path)
    return unit


def _state_on(unit: Unit, day: date) -> UnitState:
    return UnitState.objects.filter(unit=unit, since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day)).get()


def _units_below(unit: Unit, day: date) -> list[Unit]:
    """Units that stand under it on `day` or later, those above first."""
    found: dict[UUID, Unit] = {}
    wave = [unit.pk]
    while wave:
        states = UnitState.objects.filter(parent__in=wave).filter(Q(until__isnull=True) | Q(until__gt=day))
        new = {state.unit_id: state.unit for state in states.select_related("unit")}
        wave = [pk for pk in new if pk not in found]
        found |= new
    return list(found.values())


def _close(unit: Unit, day: date) -> None:
    if day <= unit.opened_on:
        raise CannotChange(Refusal.CLOSES_TOO_EARLY, **life_of(unit))
    UnitState.objects.filter(unit=unit, since__gte=day).delete()
    UnitState.objects.filter(unit=unit).filter(Q(until__isnull=True) | Q(until__gt=day)).update(until=day)
    Coverage.objects.filter(unit=unit, since__gte=day).delete()
    Coverage.objects.filter(unit=unit).filter(Q(until__isnull=True) | Q(until__gt=day)).update(until=day)
    Unit.objects.filter(pk=unit.pk).update(closed_on=day)
    unit.closed_on = day
