"""What went out to remind, and what could not. Why a person is not contacted stays hers: it is not shown here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from wasl.assistance.models import Appointment
from wasl.assistance.queries.appointments import reaches_for, visible
from wasl.assistance.queries.receptions import with_persons
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.messages.models import Message
from wasl.messages.queries import messages_of
from wasl.messages.rules import Channel, MessageState

SUBJECT = "appointment"
#: Whom somebody still has to call.
TO_CALL = (MessageState.WAITING, MessageState.UNSURE)
COUNTED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message with its appointment; `number` only while somebody is to call, and may."""

    message: Message
    appointment: Appointment | None
    number: str


def reminders_sent(*, actor: Actor, to_call: bool = False) -> QuerySet[Message]:
    """Reminders of the unit in force and below; pages run on (-queued_at, -id)."""
    low, high = path_range(actor.path)
    rows = messages_of(actor=actor, permission=Permission.APPOINTMENT_READ).filter(subject=SUBJECT)
    rows = rows.filter(path__gte=low, path__lt=high)
    return rows.filter(state__in=TO_CALL, channel=Channel.CALL) if to_call else rows


def with_appointments(*, actor: Actor, rows: list[Message], on: date) -> list[Reminder]:
    found = {row.pk: row for row in visible(actor).filter(pk__in=[row.subject_id for row in rows])}
    with_persons(actor, list(found.values()))
    owed = {row.subject_id for row in rows if row.channel == Channel.CALL and row.state in TO_CALL}
    reaches = reaches_for(actor=actor, rows=[row for pk, row in found.items() if pk in owed], on=on)
    return [
        Reminder(row, found.get(row.subject_id), reaches[row.subject_id][1] if row.subject_id in reaches else "")
        for row in rows
    ]


def to_call(*, actor: Actor, on: date) -> list[Reminder]:
    """Whom to call now, in the order of their appointments; no more than fit a paper list."""
    rows = list(reminders_sent(actor=actor, to_call=True).order_by("not_after", "id")[:200])
    return [one for one in with_appointments(actor=actor, rows=rows, on=on) if one.number]


def count_by_outcome(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Of the last week: told, waiting, and not told."""
    rows = reminders_sent(actor=actor).filter(queued_at__gte=now - timedelta(days=COUNTED_DAYS))
    states = {row["state"]: row["number"] for row in rows.order_by().values("state").annotate(number=Count("id"))}
    told = states.pop(MessageState.SENT, 0)
    waiting = states.pop(MessageState.WAITING, 0) + states.pop(MessageState.SENDING, 0)
    states.pop(MessageState.CANCELLED, 0)
    return {"told": told, "waiting": waiting, "not_told": sum(states.values())}
