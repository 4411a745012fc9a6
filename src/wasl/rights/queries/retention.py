"""Which files are past their time: found by the worker over everything that is held, listed to who may propose them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, F, Max, Q, QuerySet, UUIDField, When
from django.utils.timezone import localtime

from wasl.catalogue.queries import parameter
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.permissions import Permission
from wasl.core.personal import Held
from wasl.people.models import Registration
from wasl.rights.models import Erased, Erasure, ErasureItem, LegalHold, PastPeriod
from wasl.rights.personal import HELD
from wasl.rights.rules.retention import ErasureState, Rule, due_on, rule_for

_CONTACTS = tuple(held for held in HELD if held.contact)


@dataclass(frozen=True, slots=True)
class Age:
    """Of one registration: when its time is over and by which rule; `is_running` while something is open.

    `level` and `seal` are the highest of what is held.
    """

    registration_id: UUID
    due_on: date
    rule: Rule
    is_running: bool
    level: int
    seal: UUID | None

    def is_past(self, today: date) -> bool:
        return not self.is_running and self.due_on <= today


def periods_on(day: date) -> dict[str, int]:
    return {rule: parameter(rule, on=day) for rule in Rule}


@dataclass(slots=True)
class _Seen:
    last: datetime
    level: int
    seal: UUID | None
    is_running: bool = False


def ages_of(*, registrations: Sequence[Registration], job: str, today: date) -> list[Age]:
    """Inside `with system(job)`: one query for each table that knows a contact, however many registrations."""
    seen = {row.pk: _Seen(row.created_at, row.level, row.seal) for row in registrations}
    for held in _CONTACTS:
        for line in _latest(held, list(seen), job):
            _add(seen[line["hangs_on"]], line)
    periods = periods_on(today)
    ages = [_age(row, seen[row.pk], periods, is_protected=False) for row in registrations]
    # Asked only of those that would be past their time without it: few.
    protected = _protected([age.registration_id for age in ages if age.is_past(today)])
    return [
        _age(row, seen[row.pk], periods, is_protected=True) if row.pk in protected else age
        for row, age in zip(registrations, ages, strict=True)
    ]


def _latest(held: Held, ids: list[UUID], job: str) -> QuerySet[Any, dict[str, Any]]:
    rows = held.model.objects.for_system(job).filter(**{f"{held.way}__in": ids})
    running = Q(**{f"{held.ends}__isnull": True}) if held.ends else Q(pk__isnull=True)
    # There is no max() of an id, and any seal of the highest level names who may propose it.
    sealed = Case(When(level__gte=NOMINATIVE, then=F("seal")), output_field=UUIDField())
    lines: QuerySet[Any, dict[str, Any]] = (
        rows.annotate(hangs_on=F(held.way), strictest=sealed)
        .values("hangs_on", "strictest")
        .annotate(last=Max(held.contact), highest=Max("level"), still_open=Count("pk", filter=running))
        .order_by()
    )
    return lines


def _add(seen: _Seen, line: dict[str, Any]) -> None:
    seen.last = max(seen.last, line["last"])
    seen.is_running = seen.is_running or line["still_open"] > 0
    if line["highest"] > seen.level:
        seen.level = line["highest"]
        seen.seal = line["strictest"] or seen.seal


def _age(row: Registration, seen: _Seen, periods: dict[str, int], *, is_protected: bool) -> Age:
    rule = rule_for(level=seen.level, is_protected=is_protected)
    due = due_on(last=localtime(seen.last).date(), birth_year=row.birth_year, rule=rule, periods=periods)
    return Age(row.pk, due, rule, seen.is_running, seen.level, seen.seal)


def _protected(registration_ids: list[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM unnest(%s::uuid[]) id WHERE people_is_protected(id)", [registration_ids])
        return {pk for (pk,) in cursor.fetchall()}


def held_by_law(*, registration_ids: Sequence[UUID], job: str) -> set[UUID]:
    """Inside `with system(job)`: those that somebody holds, whoever may read the hold."""
    rows = LegalHold.objects.for_system(job).filter(registration__in=list(registration_ids), ended_at__isnull=True)
    return set(rows.values_list("registration_id", flat=True))


def past_files(*, actor: Actor) -> QuerySet[PastPeriod]:
    """Of the actor's territory and sight, the longest past first; those already proposed are left out."""
    rows: QuerySet[PastPeriod] = PastPeriod.objects.visible_to(actor, Permission.ERASURE_PROPOSE)
    proposed = ErasureItem.objects.visible_to(actor, Permission.ERASURE_PROPOSE).filter(state="WAITING")
    return rows.exclude(registration_id__in=proposed.values("registration_id"))


def erasures(*, actor: Actor, limit: int = 50) -> list[Erasure]:
    """Newest first."""
    rows = Erasure.objects.visible_to(actor, Permission.ERASURE_PROPOSE)
    return list(rows.annotate(size=Count("items")).order_by("-proposed_at")[:limit])


def erasure(*, actor: Actor, erasure_id: UUID) -> Erasure:
    """Raises Erasure.DoesNotExist."""
    return Erasure.objects.visible_to(actor, Permission.ERASURE_PROPOSE).get(pk=erasure_id)  # type: ignore[no-any-return]


def items_of(*, actor: Actor, erasure_id: UUID, limit: int = 200) -> list[ErasureItem]:
    rows = ErasureItem.objects.visible_to(actor, Permission.ERASURE_PROPOSE).filter(erasure=erasure_id)
    return list(rows.order_by("id")[:limit])


def states_of(*, actor: Actor, erasure_id: UUID) -> dict[str, int]:
    """How many registrations of the erasure stand in each state."""
    rows = ErasureItem.objects.visible_to(actor, Permission.ERASURE_PROPOSE).filter(erasure=erasure_id)
    return dict(rows.values_list("state").annotate(number=Count("pk")).order_by())


def counts_of(*, actor: Actor, erasure_id: UUID) -> dict[str, int]:
    """Rows emptied or removed, by table, over the whole erasure."""
    total: dict[str, int] = {}
    rows = ErasureItem.objects.visible_to(actor, Permission.ERASURE_PROPOSE).filter(erasure=erasure_id, state="DONE")
    for counts in rows.values_list("counts", flat=True).iterator(chunk_size=500):
        for table, number in counts.items():
            total[table] = total.get(table, 0) + number
    return total


def holds_of(*, actor: Actor, registration_id: UUID) -> list[LegalHold]:
    """Those in force that the actor may read."""
    rows = LegalHold.objects.visible_to(actor, Permission.PERSON_READ)
    return list(rows.filter(registration=registration_id, ended_at__isnull=True).order_by("set_at"))


def erased_on(*, actor: Actor, registration_id: UUID) -> Erased | None:
    rows = Erased.objects.visible_to(actor, Permission.PERSON_READ).filter(registration=registration_id)
    return rows.first()  # type: ignore[no-any-return]


#: States in which an erasure waits for somebody or something.
OPEN = (ErasureState.PROPOSED, ErasureState.APPROVED)
