"""What screens and reports read of facts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.facts.models import DeclaredFact
from wasl.facts.rules.declaring import OPEN, Status
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


def waiting_for_approval(*, actor: Actor) -> "QuerySet[DeclaredFact]":
    """Submitted values, by unit and period, oldest first."""
    rows = DeclaredFact.objects.visible_to(actor, Permission.FACT_APPROVE).filter(status=Status.SUBMITTED)
    ordered: QuerySet[DeclaredFact] = rows.select_related("unit").order_by("entered_at", "unit_id", "measure", "line")
    return ordered


def unit_states_on(*, units: Iterable[Unit], on: date) -> dict[str, UnitState]:
    """The state each unit was in on the day, by unit id as text."""
    states = UnitState.objects.filter(unit__in=list(units), since__lte=on).order_by("unit_id", "since")
    return {str(state.unit_id): state for state in states}


def has_open_versions(*, actor: Actor, unit: Unit, period: Period) -> bool:
    rows = declared_facts(actor=actor).filter(unit=unit, period=period.code)
    return bool(rows.filter(status__in=sorted(OPEN)).exists())
