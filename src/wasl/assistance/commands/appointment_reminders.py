"""A few days before, each person is told by the way she allows; what may not go out is written down as well."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import get_default_timezone, localtime

from wasl.assistance.commands.appointments import REMINDING
from wasl.assistance.models import Appointment, CircuitRun
from wasl.assistance.queries.guarded import circuits_of
from wasl.assistance.rules.appointments import AppointmentState, instant
from wasl.catalogue.queries import parameter
from wasl.core.scope import system
from wasl.messages.models import Message
from wasl.messages.rules import Channel
from wasl.people.commands.reaching import may_still_remind, remind_person

SUBJECT = "appointment"
SENDING = "send messages"
#: Nobody's telephone rings before or after these hours.
FROM_HOUR, TO_HOUR = time(9), time(19)


def remind_appointments(*, now: datetime, carried: Collection[Channel] = (), batch: int = 200) -> dict[str, int]:
    """Queues what is owed until `appointment.remind_days` ahead, a transaction a batch; answers how many by each way.

    Run again it queues nothing more. `carried` is what the gateway carries today.
    """
    today = localtime(now).date()
    last = today + timedelta(days=parameter("appointment.remind_days", on=today))
    done = dict.fromkeys(map(str, Channel), 0)
    while _remind_batch(now=now, today=today, last=last, carried=carried, size=batch, done=done) == batch:
        pass
    return done


@transaction.atomic
def _remind_batch(
    *, now: datetime, today: date, last: date, carried: Collection[Channel], size: int, done: dict[str, int]
) -> int:
    with system(REMINDING):
        owed = Appointment.objects.for_system(REMINDING).filter(
            state=AppointmentState.PLANNED, reminded_on__isnull=True, registration__isnull=False, day__gte=today,
            day__lte=last,
        )  # fmt: skip
        rows = list(owed.order_by("day", "id").select_for_update(skip_locked=True, of=("self",))[:size])
        for row in rows:
            # One given for the same day needs no reminder: she has just been told.
            if row.day > today:
                done[_remind(row, now=now, today=today, carried=carried)] += 1
            row.reminded_on = today
            row.save(update_fields=["reminded_on"])
    return len(rows)


def _remind(row: Appointment, *, now: datetime, today: date, carried: Collection[Channel]) -> Channel:
    assert row.registration_id is not None
    runs = CircuitRun.objects.for_system(REMINDING)
    return remind_person(
        job=REMINDING, now=now, today=today, message_id=uuid5(row.pk, "reminder"), registration_id=row.registration_id,
        circuits=circuits_of(runs, unit_id=row.unit_id, case_id=row.case_id, on=today), carried=carried,
        slots={"day": f"{row.day:%d/%m/%Y}", "time": f"{row.starts:%H:%M}"}, subject=SUBJECT, subject_id=row.pk,
        place=_place(row), not_before=decent_hour(now), not_after=_begins(row, now), dossier_id=row.case_id,
    )  # fmt: skip


def _place(row: Appointment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("unit_id", "path", "level", "seal", "is_simulated")}


def _begins(row: Appointment, now: datetime) -> datetime:
    return instant(row.day, row.starts, get_default_timezone()) or now  # type: ignore[arg-type]


def decent_hour(now: datetime) -> datetime:
    """Now, or the next morning hour at which a telephone may ring."""
    local = localtime(now)
    if FROM_HOUR <= local.time() < TO_HOUR:
        return now
    day = local.date() + timedelta(days=local.time() >= TO_HOUR)
    return datetime.combine(day, FROM_HOUR, local.tzinfo)


def may_still_be_sent(message: Message, number: str, *, today: date) -> bool:
    """Asked at the last moment, inside the job that sends: still expected, and still to be reached so."""
    if message.subject != SUBJECT:
        return False
    row: Appointment | None = Appointment.objects.for_system(SENDING).filter(pk=message.subject_id).first()
    if row is None or row.registration_id is None or row.state != AppointmentState.PLANNED:
        return False
    runs = CircuitRun.objects.for_system(SENDING)
    return may_still_remind(
        job=SENDING, today=today, registration_id=row.registration_id, level=row.level,
        circuits=circuits_of(runs, unit_id=row.unit_id, case_id=row.case_id, on=today),
        channel=Channel(message.channel), number=number,
    )  # fmt: skip


def reminder_of(appointment_id: UUID) -> UUID:
    """The id its one reminder has."""
    return uuid5(appointment_id, "reminder")
