"""A week of appointments at the centre of Demnate: fictional people, marked as simulated."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from wasl.assistance.bulk import NewAppointment, write_appointments
from wasl.assistance.commands.appointment_reminders import remind_appointments
from wasl.assistance.commands.appointments import hours_on
from wasl.assistance.rules import Place
from wasl.assistance.rules.appointments import AppointmentState
from wasl.core.actor import Actor
from wasl.people.rules import Contact
from wasl.simulation.day import WORKER, actor_numbered, new_person
from wasl.simulation.plan import plan


@dataclass(frozen=True)
class Given:
    """A place in the week: working days since three days ago, and what it is."""

    working_day: int
    starts: time
    service: str
    sex: str
    birth_year: int
    contact: str = Contact.CALL
    desk: str = ""
    place: str = Place.CENTRE
    minutes: int = 30


WEEK = (
    Given(0, time(9), "ECO", "F", 1979),
    Given(0, time(10), "ADM", "M", 1958, desk="Guichet 1"),
    Given(1, time(9, 30), "ECO", "F", 1991, contact=Contact.CALL_SMS),
    Given(1, time(11), "JUR", "F", 1969),
    Given(2, time(9), "ADM", "M", 1984, desk="Guichet 1"),
    Given(2, time(14), "ECO", "F", 2001, contact=Contact.NEVER),
    Given(3, time(10), "ORI", "M", 1950, contact=Contact.VISIT, place=Place.HOME, minutes=60),
    Given(3, time(11, 30), "ECO", "F", 1988),
    Given(4, time(9), "INF", "F", 1996, desk="Guichet 1"),
    Given(4, time(10, 30), "ECO", "M", 1973, contact=Contact.CALL_SMS),
    Given(5, time(9), "ADM", "F", 1965),
    Given(6, time(10), "ECO", "F", 1983),
)
#: When the agent is not free: a meeting.
BUSY = Given(2, time(10), "", "", 0, minutes=90)
NOT_COMING = 3
#: The week shown begins so many days before today, so that some have come already.
DAYS_PAST = 3


def load(*, progress: Callable[[str], None], today: date) -> None:
    """Past ones came or did not, those to come are expected; reminders are queued as the worker would."""
    random, worker = Random(plan()["seed"] + 2), actor_numbered(WORKER)
    days = _working_days(today - timedelta(days=DAYS_PAST), 1 + max(one.working_day for one in WEEK))
    now = timezone.localtime()
    rows = [_row(worker, one, days, now, random) for one in (*WEEK, BUSY)]
    for number, row in enumerate(row for row in rows if row.state == AppointmentState.CAME):
        if number % NOT_COMING == NOT_COMING - 1:
            row.state = AppointmentState.ABSENT
    write_appointments(rows)
    remind_appointments(now=now)
    progress(f"{len(WEEK)} appointments are given at Demnate these days")


def _working_days(first: date, count: int) -> list[date]:
    found: list[date] = []
    day = first
    while len(found) < count:
        if hours_on(day) is not None:
            found.append(day)
        day += timedelta(days=1)
    return found


def _row(who: Actor, one: Given, days: list[date], now: datetime, random: Random) -> NewAppointment:
    day = days[one.working_day]
    is_past = (day, one.starts) < (now.date(), now.time())
    person = None
    if one.birth_year:
        person = new_person(who, random, sex=one.sex, birth_year=one.birth_year, now=now, contact=one.contact)
    return NewAppointment(
        unit_id=who.unit_id, path=who.path, day=day, starts=one.starts, minutes=one.minutes, registration_id=person,
        worker_id=None if one.desk else who.account_id, desk=one.desk, service=one.service, place=one.place,
        state=AppointmentState.CAME if is_past and person else AppointmentState.PLANNED,
        recorded_by_id=who.account_id,
    )  # fmt: skip
