"""Weekly states, as their scope allows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.facts.rules.declaring import Status
from wasl.network.models import Unit, UnitState
from wasl.network.queries import in_force
from wasl.watch.measures import TYPES
from wasl.watch.models import WeekState


def state_of_week(*, actor: Actor, unit: Unit, week: date, is_locked: bool = False) -> dict[str, WeekState]:
    """By measure the version that counts: the open one, else the approved one."""
    rows = WeekState.objects.visible_to(actor, Permission.FACT_READ).filter(unit=unit, week=week)
    rows = rows.exclude(status=Status.CORRECTED)
    if is_locked:
        rows = rows.select_for_update()
    return {row.measure: row for row in rows.order_by("measure", "version")}


def units_asked(*, actor: Actor, week: date, is_missing: bool = False) -> "QuerySet[UnitState]":
    """Open units of the actor's territory that are asked for a weekly state; `is_missing` keeps those that said
    nothing of the week."""
    require(actor, Permission.FACT_DECLARE)
    low, high = path_range(actor.path)
    states = UnitState.objects.filter(in_force(week), unit__path__gte=low, unit__path__lt=high, type__in=TYPES)
    if is_missing:
        said = WeekState.objects.visible_to(actor, Permission.FACT_READ).filter(week=week)
        states = states.exclude(unit__in=said.exclude(status=Status.CORRECTED).values("unit"))
    return states.select_related("unit")


def types_of(unit_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The establishment types that each unit has, or once had."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for unit_id, type in UnitState.objects.filter(unit__in=list(unit_ids)).values_list("unit_id", "type"):
        found[unit_id].add(type)
    return found


def unit_asked(*, actor: Actor, unit_id: UUID, week: date) -> tuple[Unit, UnitState] | None:
    low, high = path_range(actor.path)
    states = UnitState.objects.filter(in_force(week), unit=unit_id, unit__path__gte=low, unit__path__lt=high)
    found = states.filter(type__in=TYPES).select_related("unit").first()
    return (found.unit, found) if found is not None else None


def reported(*, actor: Actor, unit_ids: Iterable[UUID], week: date) -> dict[UUID, str]:
    """The weakest status of each unit's values of the week; units that said nothing are left out."""
    rows = WeekState.objects.visible_to(actor, Permission.FACT_READ).filter(unit__in=list(unit_ids), week=week)
    order = (Status.DRAFT, Status.SUBMITTED, Status.APPROVED)
    found: dict[UUID, str] = {}
    for unit, status in rows.exclude(status=Status.CORRECTED).values_list("unit_id", "status"):
        found[unit] = min(found.get(unit, Status.APPROVED.value), status, key=lambda one: order.index(Status(one)))
    return found


@dataclass(frozen=True, slots=True)
class WaitingWeek:
    unit_id: UUID
    week: date
    values: int


def weeks_to_approve(*, actor: Actor) -> list[WaitingWeek]:
    """Submitted weeks of the actor's territory, oldest first."""
    rows = WeekState.objects.visible_to(actor, Permission.FACT_APPROVE).filter(status=Status.SUBMITTED)
    grouped = rows.values("unit_id", "week").annotate(values=Count("id"), first=Min("entered_at"))
    return [WaitingWeek(row["unit_id"], row["week"], row["values"]) for row in grouped.order_by("week", "first")[:200]]


def waiting_for(*, actor: Actor, most: int = 100) -> int:
    """How many weeks that somebody else sent the actor could approve, counted no further than `most`."""
    rows = WeekState.objects.visible_to(actor, Permission.FACT_APPROVE).filter(status=Status.SUBMITTED)
    weeks = rows.exclude(entered_by_id=actor.account_id).values("unit_id", "week").distinct().order_by()
    return int(weeks[:most].count())
