"""Simple indicators and targets, proposed by one account and approved by another, as every row of the catalogue."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from wasl.catalogue import commands as catalogue
from wasl.core.actor import Actor
from wasl.core.figures import Counted, Qualifier
from wasl.facts.measures import measure_of
from wasl.facts.models import SimpleIndicator, Target
from wasl.facts.queries import PROPOSALS
from wasl.facts.rules.indicator import Rule

#: What an indicator over acts counts; the others take the unit of their measure, or establishments.
COUNTED_OF_ACTS = {
    Rule.DISTINCT_PERSONS: Counted.PERSON,
    Rule.PERSON_SERVICES: Counted.PERSON_SERVICE,
    Rule.ACTS: Counted.ACT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What every proposed row says: its code (capitals), its labels and the day it starts."""

    code: str
    label_fr: str
    label_ar: str
    since: date


def propose_indicator(
    *,
    actor: Actor,
    row_id: UUID,
    wording: Wording,
    report: str,
    section: str,
    now: datetime,
    service: str = "",
    rule: Rule = Rule.DISTINCT_PERSONS,
    measure: str = "",
    unit_type: str = "",
    is_sensitive: bool = False,
) -> SimpleIndicator:
    """`service` is a code or "*" for any; else `measure`, else `unit_type`, says what is counted."""
    if service:
        counted = COUNTED_OF_ACTS[rule]
    elif measure:
        rule, counted = Rule.SUM, measure_of(measure).unit
        is_sensitive = is_sensitive or measure_of(measure).is_sensitive
    else:
        rule, counted = Rule.EXISTING, Counted.ESTABLISHMENT
    row = SimpleIndicator(
        pk=row_id, **_said(wording), report=report, section=section, rule=rule, counted=counted, service=service,
        measure=measure, unit_type=unit_type, is_sensitive=is_sensitive,
    )  # fmt: skip
    return catalogue.propose(actor=actor, row=row, now=now)


def propose_target(
    *,
    actor: Actor,
    row_id: UUID,
    wording: Wording,
    period: str,
    value: Decimal,
    now: datetime,
    qualifier: Qualifier = Qualifier.EXACT,
    unit_type: str = "",
    counts_from: date | None = None,
    measure: str = "",
    source: str = "",
) -> Target:
    """Units of a type opened after `counts_from`, or what a declared measure must reach."""
    counted = measure_of(measure).unit if measure else Counted.ESTABLISHMENT
    row = Target(
        pk=row_id, **_said(wording), plan=period, period=period, value=value, counted=counted, qualifier=qualifier,
        unit_type=unit_type, counts_from=counts_from, measure=measure, source=source,
    )  # fmt: skip
    return catalogue.propose(actor=actor, row=row, now=now)


def approve_proposal(*, actor: Actor, kind: str, row_id: UUID, now: datetime) -> SimpleIndicator | Target:
    return catalogue.approve(actor=actor, kind=PROPOSALS[kind], row_id=row_id, now=now)


def refuse_proposal(*, actor: Actor, kind: str, row_id: UUID, reason: str, now: datetime) -> SimpleIndicator | Target:
    return catalogue.refuse(actor=actor, kind=PROPOSALS[kind], row_id=row_id, reason=reason, now=now)


def _said(wording: Wording) -> dict[str, Any]:
    return {
        "code": wording.code, "label_fr": wording.label_fr, "label_ar": wording.label_ar, "since": wording.since,
    }  # fmt: skip
