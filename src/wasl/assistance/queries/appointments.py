"""A centre's calendar. A time that the reader may not know more of is told as taken, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from wasl.access.models import Posting
from wasl.assistance.models import Appointment, CircuitRun
from wasl.assistance.queries.cases import colleagues_of
from wasl.assistance.queries.guarded import circuits_of_each
from wasl.assistance.queries.names import agents
from wasl.assistance.queries.receptions import with_persons
from wasl.assistance.rules.appointments import HOLDS_SLOT, AppointmentState, Closure, Hours, hours_of
from wasl.catalogue.queries import parameters, periods_between
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.journal.commands import record
from wasl.people.queries.reaching import Sought, reaches_of
from wasl.people.rules.reaching import Purpose, Reach

MOST = 600


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that is taken. `row` is None when the reader may not know by whom."""

    day: date
    starts: time
    minutes: int
    worker_id: UUID | None
    desk: str
    row: Appointment | None = None
    with_whom: str = ""

    @property
    def ends(self) -> time:
        return (datetime.combine(self.day, self.starts) + timedelta(minutes=self.minutes)).time()

    @property
    def is_busy(self) -> bool:
        """Neither a name nor a link is shown."""
        return self.row is None or self.row.registration_id is None


@dataclass(frozen=True, slots=True)
class DayOfCalendar:
    day: date
    hours: Hours | None
    label: str
    slots: list[Slot]


def visible(actor: Actor) -> QuerySet[Appointment]:
    return Appointment.objects.visible_to(actor, Permission.APPOINTMENT_READ)  # type: ignore[no-any-return]


def calendar(*, actor: Actor, first: date, last: date, worker_id: UUID | None = None) -> list[DayOfCalendar]:
    """Each day from first to last with its hours and what is taken, in the order of the clock; one agent's, or all."""
    require(actor, Permission.APPOINTMENT_READ)
    low, high = path_range(actor.path)
    rows = visible(actor).filter(path__gte=low, path__lt=high, day__gte=first, day__lte=last)
    rows = rows.filter(state__in=sorted(HOLDS_SLOT)).order_by("day", "starts", "id")
    known = list((rows.filter(worker_id=worker_id) if worker_id else rows)[:MOST])
    with_persons(actor, known)
    slots = [Slot(row.day, row.starts, row.minutes, row.worker_id, row.desk, row) for row in known]
    slots += _hidden(first, last, known, worker_id)
    return _by_day(first, last, _named(slots))


def _hidden(first: date, last: date, known: Iterable[Appointment], worker_id: UUID | None) -> list[Slot]:
    seen = {(row.unit_id, row.worker_id, row.desk, row.day, row.starts) for row in known}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assistance_busy(%s, %s)", [first, last])
        taken = cursor.fetchall()
    return [
        Slot(day, starts, minutes, who, desk)
        for unit_id, who, desk, day, starts, minutes in taken
        if (unit_id, who, desk, day, starts) not in seen and worker_id in {None, who}
    ][:MOST]


def _named(slots: list[Slot]) -> list[Slot]:
    names = agents(slot.worker_id for slot in slots)
    return [
        Slot(
            one.day, one.starts, one.minutes, one.worker_id, one.desk, one.row,
            one.desk or (names.get(one.worker_id, "") if one.worker_id else ""),
        )
        for one in slots
    ]  # fmt: skip


def _by_day(first: date, last: date, slots: list[Slot]) -> list[DayOfCalendar]:
    values, periods = parameters("calendar.", on=first), list(periods_between(first, last))
    closures = [Closure(row.since, row.last_on, row.kind) for row in periods]
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        label = next((str(row) for row in periods if row.since <= day <= row.last_on), "")
        mine = sorted((slot for slot in slots if slot.day == day), key=lambda slot: (slot.starts, slot.with_whom))
        days.append(DayOfCalendar(day, hours_of(day, values=values, closures=closures), label, mine))
    return days


def appointment_sheet(*, actor: Actor, appointment_id: UUID) -> Appointment:
    """With its `person`. Raises Appointment.DoesNotExist alike for one that is not there and one out of reach; the
    reading leaves a line."""
    row: Appointment = visible(actor).get(pk=appointment_id)
    with_persons(actor, [row])
    record(
        actor=actor, verb=Permission.APPOINTMENT_READ, subject="appointment", subject_id=row.pk, path=row.path,
        level=row.level, seal=row.seal,
    )  # fmt: skip
    return row


def reaches_for(*, actor: Actor, rows: Sequence[Appointment], on: date) -> dict[UUID, tuple[Reach, str]]:
    """By appointment, how she may be reminded as far as the reader can see, and the number; none for own time."""
    known = [row for row in rows if row.registration_id is not None]
    if not known or not actor.may(Permission.PERSON_READ):
        return {}
    circuits = circuits_of_each(CircuitRun.objects.visible_to(actor, Permission.CASE_READ), known, on=on)
    sought = [Sought(row.registration_id, row.level, circuits[row.pk]) for row in known if row.registration_id]
    reaches = reaches_of(actor=actor, sought=sought, purpose=Purpose.REMINDER, on=on)
    return {row.pk: reach for row, reach in zip(known, reaches, strict=True)}


def appointments_of(*, actor: Actor, case_id: UUID) -> list[Appointment]:
    """Of one dossier, the latest first."""
    return list(visible(actor).filter(case_id=case_id).order_by("-day", "-starts")[:50])


def workers_here(*, actor: Actor, on: date) -> list[tuple[UUID, str]]:
    """Agents posted at the unit in force that day, oneself first."""
    require(actor, Permission.APPOINTMENT_READ)
    own = agents([actor.account_id]).get(actor.account_id, "")
    others = colleagues_of(actor=actor, on=on) if actor.may(Permission.CASE_OPEN) else []
    is_here = Posting.objects.filter(account_id=actor.account_id, unit_id=actor.unit_id).exists()
    return ([(actor.account_id, own)] if is_here else []) + others


def my_appointments(*, actor: Actor, day: date) -> list[Appointment]:
    """One's own of that day, and those at a desk of the unit, with their persons."""
    rows = visible(actor).filter(day=day, unit_id=actor.unit_id, state=AppointmentState.PLANNED)
    found = list(
        (rows.filter(worker_id=actor.account_id) | rows.filter(worker_id__isnull=True)).order_by("starts")[:40]
    )
    with_persons(actor, found)
    return found


def own_calendar(*, actor: Actor, since: date) -> list[Appointment]:
    """What the actor's own calendar file holds: nothing but days and times is taken from these rows."""
    rows = visible(actor).filter(worker_id=actor.account_id, day__gte=since, state=AppointmentState.PLANNED)
    return list(rows.order_by("day", "starts")[:500])
