"""Weekly states by the thousand, written as approved: the demo world, simulations and the bench write through here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from wasl.core.scope import system
from wasl.facts.rules.declaring import Status
from wasl.watch.models import WeekState

JOB = "load demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWeekState:
    unit_id: UUID
    path: str
    measure: str
    week: date
    value: int
    enrolled: int | None = None


@transaction.atomic
def write_week_states(states: Iterable[NewWeekState], *, entered_by: UUID, approved_by: UUID, at: datetime) -> int:
    """Writes each as version 1, simulated; answers how many."""
    rows = [
        WeekState(
            unit_id=one.unit_id, path=one.path, level=0, measure=one.measure, week=one.week, value=one.value,
            enrolled=one.enrolled, status=Status.APPROVED, entered_by_id=entered_by, entered_at=at,
            approved_by_id=approved_by, approved_at=at, is_simulated=True,
        )
        for one in states
    ]  # fmt: skip
    with system(JOB):
        WeekState.objects.for_system(JOB).bulk_create(rows, batch_size=2_000)
    return len(rows)
