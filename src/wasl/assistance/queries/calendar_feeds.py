from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import get_default_timezone

from wasl.access.models import Account
from wasl.access.queries import actor_of, postings_in_force
from wasl.assistance.commands.calendar_feeds import hash_of
from wasl.assistance.models import Appointment, CalendarFeed
from wasl.assistance.queries.appointments import own_calendar, visible
from wasl.assistance.rules.appointments import AppointmentState, instant
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import entered


@dataclass(frozen=True, slots=True)
class Event:
    """When, how long, and an id of its own: nothing else of an appointment reaches a calendar file."""

    id: UUID
    begins: datetime
    minutes: int


def feed_of(*, actor: Actor) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(account_id=actor.account_id).first()


def events_behind(*, key: str, today: date) -> list[Event] | None:
    """What is planned for the account whose secret this is, by every posting it holds today; None for an unknown
    secret, and for an account that holds no posting any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT assistance_feed_of(%s)", [hash_of(key)])
        (account_id,) = cursor.fetchone()
    account = Account.objects.filter(pk=account_id, is_active=True).first() if account_id else None
    if account is None:
        return None
    found: dict[UUID, Event] = {}
    is_read = False
    for posting in postings_in_force(account=account, today=today):
        actor = actor_of(posting=posting)
        if actor.may(Permission.APPOINTMENT_READ):
            is_read = True
            with entered(actor):
                found |= {row.pk: _event(row) for row in own_calendar(actor=actor, since=today)}
    return sorted(found.values(), key=lambda event: event.begins) if is_read else None


def event_of(*, actor: Actor, appointment_id: UUID) -> Event:
    """Raises Appointment.DoesNotExist alike for one that is not there and one out of reach."""
    return _event(visible(actor).get(pk=appointment_id, state=AppointmentState.PLANNED))


def _event(row: Appointment) -> Event:
    begins = instant(row.day, row.starts, get_default_timezone())  # type: ignore[arg-type]
    assert begins is not None, "no appointment is given at a time that the clock jumps over"
    return Event(row.pk, begins, row.minutes)
