"""What was recorded about the people of a unit, as the score's rule takes it: events with their rows, and nothing of
who somebody is. Read by the one listed job, for many households at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from wasl.assistance.models import Case, CaseSituation, Orientation, Reception, UnmetRequest
from wasl.assistance.rules import OrientationState
from wasl.watch.rules.scores import CANDIDATES, MOST_DAYS, Fact, Feature

JOB = "watch households"
SITUATIONS = frozenset(one.of for one in CANDIDATES.values() if one.feature == Feature.SITUATION)
WITHOUT_RESULT = (OrientationState.REFUSED, OrientationState.UNANSWERED)
LOST = "PERDU_VUE"


@dataclass(slots=True)
class Recorded:
    """`seals` are the dossiers that govern the facts, `level` the highest among all that was read."""

    facts: list[Fact] = field(default_factory=list)
    seals: set[UUID] = field(default_factory=set)
    level: int = 0

    def take(self, row: Any, fact: Fact) -> None:
        self.facts.append(fact)
        self.level = max(self.level, row.level)
        if row.seal:
            self.seals.add(row.seal)


def facts_of(registrations: Collection[UUID], *, today: date) -> dict[UUID, Recorded]:
    """By registration; five queries, whatever their number."""
    found: dict[UUID, Recorded] = defaultdict(Recorded)
    since = today - timedelta(days=MOST_DAYS)
    _situations(found, registrations, since)
    _receptions(found, registrations, since)
    _unmet(found, registrations, since)
    _orientations(found, registrations, since)
    _lost(found, registrations, since)
    return found


def _situations(found: dict[UUID, Recorded], ids: Collection[UUID], since: date) -> None:
    rows = CaseSituation.objects.for_system(JOB).filter(
        case__registration_id__in=ids, code__in=SITUATIONS, since__gte=since, until__isnull=True
    )
    for row in rows.select_related("case"):
        fact = Fact(Feature.SITUATION, row.since, "case", row.case_id, of=row.code)
        found[row.case.registration_id].take(row, fact)


def _receptions(found: dict[UUID, Recorded], ids: Collection[UUID], since: date) -> None:
    rows = Reception.objects.for_system(JOB).filter(registration_id__in=ids, arrived_at__date__gte=since)
    for row in rows:
        fact = Fact(Feature.RETURNED, localtime(row.arrived_at).date(), "reception", row.pk)
        found[row.registration_id].take(row, fact)


def _unmet(found: dict[UUID, Recorded], ids: Collection[UUID], since: date) -> None:
    rows = UnmetRequest.objects.for_system(JOB).filter(registration_id__in=ids, occurred_at__date__gte=since)
    for row in rows:
        about = ("reception", row.reception_id) if row.reception_id else ("case", row.case_id or row.pk)
        found[row.registration_id].take(row, Fact(Feature.UNMET, localtime(row.occurred_at).date(), *about))


def _orientations(found: dict[UUID, Recorded], ids: Collection[UUID], since: date) -> None:
    rows = Orientation.objects.for_system(JOB).filter(
        registration_id__in=ids, state__in=WITHOUT_RESULT, state_at__date__gte=since
    )
    for row in rows:
        fact = Fact(Feature.WITHOUT_RESULT, localtime(row.state_at).date(), "orientation", row.pk)
        found[row.registration_id].take(row, fact)


def _lost(found: dict[UUID, Recorded], ids: Collection[UUID], since: date) -> None:
    rows = Case.objects.for_system(JOB).filter(registration_id__in=ids, closure_reason=LOST, closed_at__date__gte=since)
    for row in rows:
        found[row.registration_id].take(row, Fact(Feature.LOST, localtime(row.closed_at).date(), "case", row.pk))


def together(found: dict[UUID, Recorded], members: Sequence[UUID]) -> Recorded:
    """What a household has in common: the facts of all who live in it."""
    whole = Recorded()
    for one in members:
        if (mine := found.get(one)) is not None:
            whole.facts += mine.facts
            whole.seals |= mine.seals
            whole.level = max(whole.level, mine.level)
    return whole
