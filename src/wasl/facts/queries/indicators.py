"""Indicators and targets in force, and how much of a territory a reader's posting covers."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from wasl.catalogue import queries as catalogue
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
from wasl.facts.models import SimpleIndicator, Target
from wasl.facts.rules.indicator import Acts, Declared, Indicator, Rule, Selection, Units
from wasl.network.models import UnitState

#: Kinds of dated rows of this room, by the word in their address.
PROPOSALS: Mapping[str, type[SimpleIndicator] | type[Target]] = {"indicators": SimpleIndicator, "targets": Target}


def proposals(*, actor: Actor, kind: str, on: date) -> tuple[list[Any], list[Any]]:
    """Rows in force on the day, and those that wait for a decision."""
    model = PROPOSALS[kind]
    return (
        list(catalogue.entries_of(actor=actor, kind=model, on=on)),
        list(catalogue.waiting(actor=actor, kind=model).select_related("proposed_by__agent")),
    )


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
