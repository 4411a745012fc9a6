"""Declared figures, as their scope allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.facts.measures import MEASURES
from wasl.facts.models import DeclaredFact
from wasl.facts.rules.declaring import Status
from wasl.network.models import Unit, UnitState


def declared_facts(*, actor: Actor) -> "QuerySet[DeclaredFact]":
    """Every version in the actor's scope."""
    rows: QuerySet[DeclaredFact] = DeclaredFact.objects.visible_to(actor, Permission.FACT_READ)
    return rows


def state_of(*, actor: Actor, unit: Unit, period: Period, is_locked: bool = False) -> list[DeclaredFact]:
    """The version that counts for each (measure, line): the open one, else the approved one."""
    rows = declared_facts(actor=actor).filter(unit=unit, period=period.code).exclude(status=Status.CORRECTED)
    if is_locked:
        rows = rows.select_for_update()
    latest: dict[tuple[str, str], DeclaredFact] = {}
    for fact in rows.order_by("measure", "line", "version"):
        latest[fact.measure, fact.line] = fact
    return list(latest.values())


def versions_of(*, actor: Actor, unit: Unit, period: Period) -> "QuerySet[DeclaredFact]":
    """All versions of a state, newest first within each measure and line."""
    rows = declared_facts(actor=actor).filter(unit=unit, period=period.code)
    return rows.select_related("entered_by__agent", "approved_by__agent").order_by("measure", "line", "-version")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A state that was submitted: how many values, since when."""

    unit_id: UUID
    period: str
    values: int
    since: datetime


def waiting_for_approval(*, actor: Actor) -> list[Waiting]:
    """Submitted states of the actor's territory, oldest first."""
    rows = DeclaredFact.objects.visible_to(actor, Permission.FACT_APPROVE).filter(status=Status.SUBMITTED)
    grouped = rows.values("unit_id", "period").annotate(values=Count("id"), since=Min("entered_at"))
    return [Waiting(**row) for row in grouped.order_by("since", "unit_id")]


def units_to_declare(*, actor: Actor, period: Period, today: date) -> "QuerySet[UnitState]":
    """States of the units of the actor's territory that are asked for something, at the end of the period."""
    require(actor, Permission.FACT_DECLARE)
    low, high = path_range(actor.path)
    kinds = {kind for measure in MEASURES.values() for kind in measure.kinds}
    types = {type for measure in MEASURES.values() for type in measure.types}
    day = min(period.last_day, today)
    states = UnitState.objects.filter(unit__path__gte=low, unit__path__lt=high, since__lte=day)
    states = states.filter(Q(until=None) | Q(until__gt=day)).select_related("unit")
    return states.filter(Q(unit__kind__in=kinds) | Q(type__in=types) | ~Q(eps_category=""))


def progress_of(*, actor: Actor, unit_ids: Iterable[UUID], period: Period) -> dict[UUID, dict[str, int]]:
    """How many values of each unit stand at each status, for the period."""
    rows = declared_facts(actor=actor).filter(unit__in=list(unit_ids), period=period.code)
    found: dict[UUID, dict[str, int]] = {}
    for row in rows.values("unit_id", "status").annotate(values=Count("id")):
        found.setdefault(row["unit_id"], {})[row["status"]] = row["values"]
    return found


def unit_and_state(*, actor: Actor, unit_id: UUID, period: Period, today: date) -> tuple[Unit, UnitState] | None:
    """A unit of the actor's territory, as it was at the end of the period; None when it is not to be found there."""
    low, high = path_range(actor.path)
    day = min(period.last_day, today)
    states = UnitState.objects.filter(unit=unit_id, unit__path__gte=low, unit__path__lt=high, since__lte=day)
    found = states.select_related("unit").order_by("-since").first()
    return (found.unit, found) if found is not None else None
