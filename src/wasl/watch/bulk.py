"""Weekly states by the thousand, written as approved, and proposals as they would be once the score is no longer tried:
the demo world, simulations and the bench write through here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from wasl.core.scope import system
from wasl.facts.rules.declaring import Status
from wasl.watch.models import ContactProposal, HouseholdScore, WeekState

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


@transaction.atomic
def propose_tried(*, today: date) -> int:
    """A simulated proposal for each score that would give one, though the score is still tried; answers how many."""
    with system(JOB):
        scores = HouseholdScore.objects.for_system(JOB).filter(is_proposed=True, replaced_on__isnull=True)
        rows = [
            ContactProposal(
                unit_id=one.unit_id, path=one.path, level=one.level, seal=one.seal, score=one, proposed_on=today,
                is_simulated=True,
            )
            for one in scores.filter(proposal__isnull=True)
        ]  # fmt: skip
        ContactProposal.objects.for_system(JOB).bulk_create(rows)
    return len(rows)
