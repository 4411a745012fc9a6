"""Declared states by the thousand, for the demo world: written as approved, without one command each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from wasl.access.models import Account
from wasl.catalogue.models import SHIPPED
from wasl.catalogue.rules import State
from wasl.core.figures import Counted, Qualifier
from wasl.core.period import Period
from wasl.core.scope import system
from wasl.facts.measures import measure_of
from wasl.facts.models import DeclaredFact, Target
from wasl.facts.rules.declaring import Status
from wasl.network.models import Unit

JOB = "load demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewState:
    unit: Unit
    measure: str
    period: Period
    value: Decimal | int
    line: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    source: str = ""
    is_simulated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTarget:
    code: str
    label_fr: str
    label_ar: str
    plan: str
    period: str
    value: int
    since: date
    counted: Counted = Counted.ESTABLISHMENT
    qualifier: Qualifier = Qualifier.EXACT
    unit_type: str = ""
    counts_from: date | None = None
    measure: str = ""
    rank: int = 0


@transaction.atomic
def write_states(states: Sequence[NewState], *, entered_by: Account, approved_by: Account, at: datetime) -> int:
    """Writes each as version 1, approved; answers how many."""
    rows = [
        DeclaredFact(
            unit=one.unit, path=one.unit.path, level=0, measure=one.measure, line=one.line,
            counted=measure_of(one.measure).unit, period=one.period.code, since=one.period.since,
            until=one.period.until, value=one.value, qualifier=one.qualifier, source=one.source,
            status=Status.APPROVED, entered_by=entered_by, entered_at=at, approved_by=approved_by, approved_at=at,
            is_simulated=one.is_simulated,
        )
        for one in states
    ]  # fmt: skip
    with system(JOB):
        DeclaredFact.objects.for_system(JOB).bulk_create(rows, batch_size=1_000)
    return len(rows)


@transaction.atomic
def write_targets(targets: Sequence[NewTarget]) -> int:
    """Writes targets as rows that came with the demo."""
    rows = [
        Target(
            state=State.APPROVED, origin=SHIPPED, code=one.code, label_fr=one.label_fr, label_ar=one.label_ar,
            rank=one.rank, since=one.since, plan=one.plan, period=one.period, value=one.value, counted=one.counted,
            qualifier=one.qualifier, unit_type=one.unit_type, counts_from=one.counts_from, measure=one.measure,
        )
        for one in targets
    ]  # fmt: skip
    return len(Target.objects.bulk_create(rows))
