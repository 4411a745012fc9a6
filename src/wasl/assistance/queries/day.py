from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from wasl.assistance.models import Appointment, Case, CaseTask, Orientation, Reception
from wasl.assistance.queries.appointments import my_appointments
from wasl.assistance.queries.caseload import due_tasks
from wasl.assistance.queries.cases import to_review
from wasl.assistance.queries.orientations import came_back, described, link_asked, overdue, to_answer
from wasl.assistance.queries.receptions import queue
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Day:
    """What an agent finds in the morning; every list is short, the first to act on first."""

    today: date
    queue: list[Reception]
    back: list[Orientation]
    inbox: list[Orientation]
    late: list[Orientation]
    asked: list[Orientation]
    reviews: list[Case]
    appointments: list[Appointment]
    tasks: list[CaseTask]

    @property
    def todo(self) -> list[Appointment | CaseTask]:
        """One list: what is late, then those expected by the clock, then what is due by this evening."""
        late = [task for task in self.tasks if task.due_on < self.today]
        return [*late, *self.appointments, *(task for task in self.tasks if task.due_on >= self.today)]

    @property
    def waiting(self) -> int:
        return sum(row.state == "waiting" for row in self.queue)


def my_day(*, actor: Actor, now: datetime) -> Day:
    """Since yesterday's midnight for the queue: who was not heard yesterday evening is not forgotten."""
    require(actor, Permission.RECEPTION_READ)
    today = localtime(now).date()
    since = make_aware(datetime.combine(today - timedelta(days=1), time()))
    reads = actor.may(Permission.ORIENTATION_READ)
    back, inbox, late, asked = (
        described(actor, list(rows[:SHOWN]), on=today) if reads else []
        for rows in (
            came_back(actor=actor),
            to_answer(actor=actor),
            overdue(actor=actor, today=today),
            link_asked(actor=actor),
        )
    )
    return Day(
        today=today,
        queue=queue(actor=actor, since=since),
        back=back,
        inbox=inbox,
        late=late,
        asked=asked,
        reviews=to_review(actor=actor, by=today) if actor.may(Permission.CASE_READ) else [],
        appointments=my_appointments(actor=actor, day=today) if actor.may(Permission.APPOINTMENT_READ) else [],
        tasks=due_tasks(actor=actor, on=today) if actor.may(Permission.CASE_READ) else [],
    )
