"""A date that was typed wrong is set right: the opening, the closing, or the day of a change."""

from datetime import date
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.commands.tree import CannotChange, refuse, settle, unit_to_change
from wasl.network.models import Coverage, Unit, UnitState
from wasl.network.rules import Refusal, day_refusal


@transaction.atomic
def correct_opening(
    *, actor: Actor, unit_id: UUID, day: date, today: date, version: int | None = None, reason: str = ""
) -> Unit:
    """The unit opened on `day` in truth; raises CannotChange when its first change is not after it."""
    unit = _unit(actor, unit_id, day, today, version)
    first = UnitState.objects.filter(unit=unit).order_by("since")[0]
    if first.until is not None and day >= first.until:
        raise CannotChange(Refusal.NOT_BETWEEN)
    Coverage.objects.filter(unit=unit, since=unit.opened_on).update(since=day)
    first.since = unit.opened_on = day
    first.save(update_fields=["since"])
    unit.save(update_fields=["opened_on"])
    return _corrected(actor, unit, today, reason)


@transaction.atomic
def correct_closing(
    *, actor: Actor, unit_id: UUID, day: date | None, today: date, version: int | None = None, reason: str = ""
) -> Unit:
    """The unit closed on `day` in truth, or (None) never closed; raises CannotChange."""
    unit = _unit(actor, unit_id, day, today, version)
    if unit.closed_on is None:
        raise CannotChange(Refusal.NO_SUCH_DATE)
    last = UnitState.objects.filter(unit=unit).order_by("-since")[0]
    if day is not None and day <= last.since:
        raise CannotChange(Refusal.NOT_BETWEEN)
    Coverage.objects.filter(unit=unit, until=unit.closed_on).update(until=day)
    last.until = unit.closed_on = day
    last.save(update_fields=["until"])
    unit.save(update_fields=["closed_on"])
    return _corrected(actor, unit, today, reason)


@transaction.atomic
def correct_change(
    *, actor: Actor, unit_id: UUID, was: date, day: date, today: date, version: int | None = None, reason: str = ""
) -> Unit:
    """The change noted on `was` happened on `day` in truth; raises CannotChange."""
    unit = _unit(actor, unit_id, day, today, version)
    states = list(UnitState.objects.filter(unit=unit).order_by("since"))
    at = next((index for index, state in enumerate(states) if state.since == was and index), None)
    if at is None:
        raise CannotChange(Refusal.NO_SUCH_DATE)
    before, after = states[at - 1], states[at]
    if day <= before.since or (after.until is not None and day >= after.until):
        raise CannotChange(Refusal.NOT_BETWEEN)
    # The one that shrinks goes first, so that the two never overlap.
    before.until = after.since = day
    for state in (before, after) if day < was else (after, before):
        state.save(update_fields=["since", "until"])
    return _corrected(actor, unit, today, reason)


def _unit(actor: Actor, unit_id: UUID, day: date | None, today: date, version: int | None) -> Unit:
    unit = unit_to_change(actor=actor, permission=Permission.UNIT_CHANGE, unit_id=unit_id, version=version)
    if day is not None:
        refuse(day_refusal(day, today=today), founded="27/04/1957")
    return unit


def _corrected(actor: Actor, unit: Unit, today: date, reason: str) -> Unit:
    settle(unit, today=today)
    record(
        actor=actor,
        verb=Permission.UNIT_CHANGE,
        subject="unit",
        subject_id=unit.pk,
        path=unit.path,
        reason="date_corrected",
        about=reason,
    )
    return unit
