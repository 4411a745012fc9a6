from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext

from wasl.access.models import Posting
from wasl.access.queries import closed_to
from wasl.assistance.commands.orientations import answer_orientation
from wasl.assistance.commands.placing import (
    Refused,
    case_of,
    orientation_of,
    placed,
    registrations_of,
    replayed,
    unit_of,
)
from wasl.assistance.commands.steps import add_task, end_tasks_about
from wasl.assistance.models import Appointment, Death
from wasl.assistance.rules import CASE_OVER, NEXT_ORIENTATION, Fault, OrientationState
from wasl.assistance.rules.appointments import (
    AppointmentFault,
    AppointmentState,
    Closure,
    Hours,
    fault_of_change,
    fault_of_slot,
    hours_of,
    instant,
)
from wasl.assistance.rules.steps import TaskKind
from wasl.catalogue.queries import parameter, parameters, periods_between, services_on
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.commands.reaching import cancel_reminders

REMINDING = "remind appointments"
_UNIT_FAULTS = {Fault.NOT_A_CENTRE: AppointmentFault.NOT_A_CENTRE, Fault.OTHER_CONTENT: AppointmentFault.OTHER_CONTENT}


class CannotBook(Exception):
    """An appointment that cannot be given or changed this way; `fault` says why."""

    def __init__(self, fault: AppointmentFault) -> None:
        super().__init__(fault)
        self.fault = fault


def zone() -> Any:
    return get_default_timezone()


def begins(row: Appointment) -> datetime:
    """The moment it begins, by the clock of today's tables."""
    return instant(row.day, row.starts, zone()) or row.recorded_at


def is_near(row: Appointment, *, now: datetime) -> bool:
    """Whether somebody may already have come."""
    came = fault_of_change(state=row.state, to=AppointmentState.CAME, at=begins(row), now=now)
    return came is None


def hours_on(day: date) -> Hours | None:
    """When counters are open that day, from the catalogue; None when they are closed."""
    closures = [Closure(row.since, row.last_on, row.kind) for row in periods_between(day, day)]
    return hours_of(day, values=parameters("calendar.", on=day), closures=closures)


@transaction.atomic
def book_appointment(
    *,
    actor: Actor,
    now: datetime,
    appointment_id: UUID,
    day: date,
    starts: time,
    minutes: int,
    place: str,
    registration_id: UUID | None = None,
    worker_id: UUID | None = None,
    desk: str = "",
    service: str = "",
    case_id: UUID | None = None,
    orientation_id: UUID | None = None,
    is_confirmed: bool = False,
) -> Appointment:
    """Gives an appointment with an agent or at a desk; without a registration the agent is simply not free then.

    The same id sent again is the same appointment. `is_confirmed`: that she has another one at that hour is meant.
    """
    require(actor, Permission.APPOINTMENT_BOOK, path=actor.path)
    row = Appointment(
        pk=appointment_id, registration_id=registration_id, case_id=case_id, orientation_id=orientation_id,
        worker_id=worker_id, desk=desk.strip(), service=service, day=day, starts=starts, minutes=minutes, place=place,
        recorded_by_id=actor.account_id,
    )  # fmt: skip
    if known := _replayed(actor, row):
        return known
    _check(actor, row, now=now, is_confirmed=is_confirmed)
    _place(actor, row, on=localtime(now).date())
    _insert(row)
    _journal(actor, row, Permission.APPOINTMENT_BOOK)
    if row.orientation_id:
        _answer(actor, row, OrientationState.APPOINTED, now=now)
    return row


def _replayed(actor: Actor, row: Appointment) -> Appointment | None:
    same = ("registration_id", "worker_id", "desk", "day", "starts", "case_id")
    try:
        return replayed(actor, Permission.APPOINTMENT_READ, row, same=same)
    except Refused:
        raise CannotBook(AppointmentFault.OTHER_CONTENT) from None


def _check(actor: Actor, row: Appointment, *, now: datetime, is_confirmed: bool) -> None:
    fault = fault_of_slot(
        day=row.day, starts=row.starts, minutes=row.minutes, place=row.place, hours=hours_on(row.day), now=now,
        ahead_days=parameter("appointment.ahead_days", on=localtime(now).date()), zone=zone(),
    )  # fmt: skip
    if fault is None and bool(row.worker_id) == bool(row.desk):
        fault = AppointmentFault.WITH_WHOM
    if fault is None and row.worker_id and not _works_here(actor, row.worker_id, on=row.day):
        fault = AppointmentFault.NOT_HERE
    if fault is None and _is_dead(actor, row):
        fault = AppointmentFault.DEAD
    if fault is None and _is_closed_to(row):
        fault = AppointmentFault.CLOSED_TO
    if fault is None and row.service and not services_on(row.day).filter(code=row.service).exists():
        fault = AppointmentFault.UNKNOWN_SERVICE
    if fault is None and not is_confirmed and _has_another(actor, row):
        fault = AppointmentFault.SAME_PERSON
    if fault:
        raise CannotBook(fault)


def _works_here(actor: Actor, account_id: UUID, *, on: date) -> bool:
    posted = Posting.objects.filter(account_id=account_id, unit_id=actor.unit_id, since__lte=on)
    return posted.filter(Q(until__isnull=True) | Q(until__gt=on), account__is_active=True).exists()


def _is_dead(actor: Actor, row: Appointment) -> bool:
    noted = Death.objects.visible_to(actor, Permission.PERSON_READ).filter(withdrawn_at__isnull=True)
    return row.registration_id is not None and bool(noted.filter(registration_id=row.registration_id).exists())


def _is_closed_to(row: Appointment) -> bool:
    """Whether the dossier is denied to the agent it would be with."""
    if row.worker_id is None or row.case_id is None:
        return False
    return bool(closed_to(account_id=row.worker_id, dossier_ids=[row.case_id]))


def _has_another(actor: Actor, row: Appointment) -> bool:
    """Among those the actor may read only: a refusal must not tell of one that is hidden."""
    if row.registration_id is None:
        return False
    rows = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_READ).exclude(pk=row.pk)
    same_day = rows.filter(registration_id=row.registration_id, day=row.day, state=AppointmentState.PLANNED)
    first = _minute(row.starts)
    return any(
        first < _minute(other.starts) + other.minutes and _minute(other.starts) < first + row.minutes
        for other in same_day
    )


def _minute(starts: time) -> int:
    return starts.hour * 60 + starts.minute


def _place(actor: Actor, row: Appointment, *, on: date) -> None:
    try:
        unit = unit_of(actor, on=on)
    except Refused as refusal:
        raise CannotBook(_UNIT_FAULTS.get(refusal.fault, AppointmentFault.UNIT_CLOSED)) from None
    if unit.closed_on is not None and row.day >= unit.closed_on:
        raise CannotBook(AppointmentFault.UNIT_CLOSED)
    registrations = registrations_of(actor, [row.registration_id] if row.registration_id else [])
    about = [case_of(actor, row.case_id), orientation_of(actor, row.orientation_id), *registrations]
    for name, value in placed(unit, *about).items():
        setattr(row, name, value)


def _insert(row: Appointment) -> None:
    """Somebody who takes the same time in the same second waits here for the first one, then is told."""
    with _taken_is_told(), transaction.atomic():
        row.save(force_insert=True)


def _write(row: Appointment, *fields: str) -> None:
    with _taken_is_told(), transaction.atomic():
        row.save(update_fields=fields)


@contextmanager
def _taken_is_told() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        fault = AppointmentFault.SLOT_TAKEN if name.endswith("_slot") else AppointmentFault.OTHER_CONTENT
        raise CannotBook(fault) from error


def locked(actor: Actor, appointment_id: UUID, *, version: int | None) -> Appointment:
    """Raises NotAllowed alike for one that is not there and one out of reach; CannotBook when it changed since."""
    rows = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_BOOK).select_for_update()
    row: Appointment | None = rows.filter(pk=appointment_id).first()
    if row is None:
        raise NotAllowed(Permission.APPOINTMENT_BOOK, "an appointment out of reach")
    if version is not None and version != row.version:
        raise CannotBook(AppointmentFault.CHANGED)
    return row


@transaction.atomic
def move_appointment(
    *,
    actor: Actor,
    now: datetime,
    appointment_id: UUID,
    new_id: UUID,
    day: date,
    starts: time,
    minutes: int | None = None,
    worker_id: UUID | None = None,
    desk: str = "",
    version: int | None = None,
    is_confirmed: bool = False,
) -> Appointment:
    """The old one says where it went; the new one is a new appointment about the same thing. Sent twice it is once."""
    done = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_BOOK).filter(pk=new_id).first()
    if done is not None:
        return done  # type: ignore[no-any-return]
    row = locked(actor, appointment_id, version=version)
    _change(actor, row, AppointmentState.MOVED, now=now)
    whom = {"worker_id": worker_id, "desk": desk} if worker_id or desk else _whom(row)
    made = book_appointment(
        actor=actor, now=now, appointment_id=new_id, day=day, starts=starts, minutes=minutes or row.minutes,
        place=row.place, registration_id=row.registration_id, service=row.service, case_id=row.case_id,
        orientation_id=row.orientation_id, is_confirmed=is_confirmed, **whom,
    )  # fmt: skip
    rows = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_BOOK)
    rows.filter(pk=row.pk).update(moved_to=made)
    return made


def _whom(row: Appointment) -> dict[str, Any]:
    return {"worker_id": row.worker_id, "desk": row.desk}


@transaction.atomic
def mark_appointment(
    *, actor: Actor, now: datetime, appointment_id: UUID, came: bool, version: int | None = None
) -> Appointment:
    """She came, or did not; then an orientation that brought her is answered, and the case gets its next step."""
    to = AppointmentState.CAME if came else AppointmentState.ABSENT
    row = locked(actor, appointment_id, version=None)
    if row.state == to:
        return row
    if version is not None and version != row.version:
        raise CannotBook(AppointmentFault.CHANGED)
    _change(actor, row, to, now=now)
    if not came and row.orientation_id:
        _answer(actor, row, OrientationState.ABSENT, now=now)
    if not came:
        _ask_why(actor, row, now=now)
    return row


def _ask_why(actor: Actor, row: Appointment, *, now: datetime) -> None:
    """Nobody falls out of sight: the dossier gets a task, which ends when she comes after all or gets another day."""
    case = case_of(actor, row.case_id)
    if case is not None and case.state not in CASE_OVER and actor.may(Permission.CASE_OPEN):
        what = gettext("She did not come to her appointment: find out why, and give her another day.")
        add_task(
            actor=actor, now=now, case_id=case.pk, due_on=localtime(now).date(), kind=TaskKind.APPOINTMENT,
            about=row.pk, what=what,
        )  # fmt: skip


def _settled(actor: Actor, row: Appointment, *, now: datetime) -> None:
    if row.case_id is not None and actor.may(Permission.CASE_OPEN):
        end_tasks_about(actor=actor, now=now, case_id=row.case_id, kind=TaskKind.APPOINTMENT, about=row.pk)


@transaction.atomic
def confirm_appointment(
    *, actor: Actor, now: datetime, appointment_id: UUID, version: int | None = None
) -> Appointment:
    """She was told by whoever follows her now: it stands, if nobody else has that time."""
    row = locked(actor, appointment_id, version=None)
    if row.state == AppointmentState.PLANNED:
        return row
    if version is not None and version != row.version:
        raise CannotBook(AppointmentFault.CHANGED)
    _change(actor, row, AppointmentState.PLANNED, now=now)
    return row


@transaction.atomic
def cancel_appointment(
    *, actor: Actor, now: datetime, appointment_id: UUID, reason: str, version: int | None = None
) -> Appointment:
    row = locked(actor, appointment_id, version=None)
    if row.state == AppointmentState.CANCELLED:
        return row
    if version is not None and version != row.version:
        raise CannotBook(AppointmentFault.CHANGED)
    _change(actor, row, AppointmentState.CANCELLED, now=now, reason=reason)
    return row


def _change(actor: Actor, row: Appointment, to: AppointmentState, *, now: datetime, reason: str = "") -> None:
    at = begins(row)
    fault = fault_of_change(state=row.state, to=to, at=at, now=now, reason=reason)
    if fault:
        raise CannotBook(fault)
    if row.state in {AppointmentState.ABSENT, AppointmentState.TO_CONFIRM}:
        _settled(actor, row, now=now)
    row.state, row.version, row.reason = to, row.version + 1, reason
    _write(row, "state", "version", "reason")
    _journal(actor, row, "appointment:change", reason=to)
    if row.reminded_on is not None:
        with system(REMINDING):
            cancel_reminders(job=REMINDING, subject_ids=[row.pk], now=now)


def _answer(actor: Actor, row: Appointment, answer: OrientationState, *, now: datetime) -> None:
    """What the receiving side of an orientation says by giving an appointment, or by waiting in vain."""
    if not actor.may(Permission.ORIENTATION_ANSWER):
        return
    orientation = orientation_of(actor, row.orientation_id)
    assert orientation is not None
    is_receiver = bool(orientation.to_path) and actor.reaches(orientation.to_path)
    if is_receiver and answer in NEXT_ORIENTATION[OrientationState(orientation.state)]:
        at = instant(row.day, row.starts, zone()) if answer == OrientationState.APPOINTED else None
        answer_orientation(
            actor=actor, now=now, orientation_id=orientation.pk, answer=answer, appointment_at=at
        )  # fmt: skip


def _journal(actor: Actor, row: Appointment, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="appointment", subject_id=row.pk, path=row.path, level=row.level, seal=row.seal,
        reason=reason,
    )  # fmt: skip
