"""What screens and reports read of facts."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from wasl.catalogue.queries import in_force
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.facts.engine.shapes import Place
from wasl.facts.indicators import built_in
from wasl.facts.models import DeclaredFact, SimpleIndicator, Target
from wasl.facts.rules.declaring import OPEN, Status
from wasl.facts.rules.indicator import Acts, Declared, Indicator, Rule, Selection, Units
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


class Reach(StrEnum):
    """How much of a territory's units an actor's posting covers."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


def reach_of(*, actor: Actor, territory: str, period: Period) -> Reach:
    """Looks at the units that stood in the territory during the period, where they stand in today's tree."""
    require(actor, Permission.REPORT_READ)
    place = Place(territory)
    states = UnitState.objects.filter(since__lt=period.until).filter(Q(until=None) | Q(until__gt=period.since))
    if place.depth:
        below = f"{territory}."
        inside = Q(province_code=territory) | Q(province_code__startswith=below)
        states = states.filter(inside | Q(commune_code=territory) | Q(commune_code__startswith=below))
    low, high = path_range(actor.path)
    mine = Q(unit__path__gte=low, unit__path__lt=high)
    if not states.exclude(mine).exists():
        return Reach.WHOLE
    return Reach.PART if states.filter(mine).exists() else Reach.NONE


def simple_indicators_on(day: date) -> "QuerySet[SimpleIndicator]":
    return in_force(SimpleIndicator, on=day)


def targets_on(day: date) -> "QuerySet[Target]":
    return in_force(Target, on=day)


def indicators_on(day: date) -> Mapping[str, Indicator]:
    """Those of the program and those made on screen and in force that day."""
    return {**built_in(), **{row.code: indicator_of(row) for row in simple_indicators_on(day)}}


def indicator_of(row: SimpleIndicator) -> Indicator:
    """The same data an indicator of the program is made of."""
    selection: Selection
    if row.service:
        selection = Acts(services=() if row.service == "*" else (row.service,))
    elif row.measure:
        selection = Declared(row.measure)
    else:
        selection = Units(types=(row.unit_type,))
    label = Bilingual(row.label_fr, row.label_ar)
    formula = Bilingual(
        f"Indicateur simple, approuvé, en vigueur depuis le {row.since:%d/%m/%Y}",
        f"مؤشر بسيط مصادق عليه، معمول به منذ {row.since:%d/%m/%Y}",
    )
    return Indicator(row.code, label, label, Counted(row.counted), Rule(row.rule), selection, formula, row.is_sensitive)
