"""Papers about appointments: a slip that may be found at home, whom to call, the list of a day without power."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.models import Appointment
from wasl.assistance.queries.appointment_reminders import Reminder, to_call
from wasl.assistance.queries.appointments import calendar
from wasl.assistance.queries.day import my_day
from wasl.assistance.rules.appointments import AppointmentState
from wasl.catalogue.queries import names_of_services
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.appointment_slip import AppointmentSlip
from wasl.documents.papers.call_list import Call, CallList
from wasl.documents.papers.day_list import DayList, Entry
from wasl.documents.render import Mark, demonstration_note, pdf
from wasl.journal.commands import record
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit

BLANK_LINES = 12


@transaction.atomic
def issue_appointment_slip(*, actor: Actor, now: datetime, appointment_id: UUID, lang: str) -> IssuedDocument:
    """Day and time: no unit, name, request or reason."""
    require(actor, Permission.DOCUMENT_ISSUE)
    row: Appointment = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_READ).get(pk=appointment_id)
    return issue(
        actor=actor, template=AppointmentSlip.template, lang=lang, now=now, level=row.level, seal=row.seal,
        data=AppointmentSlip(when=datetime.combine(row.day, row.starts)), subject="appointment", subject_id=row.pk,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip


@transaction.atomic
def print_call_list(*, actor: Actor, now: datetime, lang: str) -> bytes:
    """A PDF of whom to call, with the numbers that the rule of reaching gives today; that it was printed is noted."""
    require(actor, Permission.APPOINTMENT_BOOK)
    today = localtime(now).date()
    calls = tuple(_call(one, lang) for one in to_call(actor=actor, on=today) if not _is_secret(one.appointment))
    return _printed(actor, CallList(day=today, calls=calls), lang=lang, on=today)


def _call(one: Reminder, lang: str) -> Call:
    assert one.appointment is not None
    row: Any = one.appointment
    return Call(name=_name(row, lang), number=one.number, day=f"{row.day:%d/%m}", hour=f"{row.starts:%H:%M}")


def _name(row: Any, lang: str) -> str:
    person = row.person
    if person is None:
        return ""
    names = (person.name_ar, person.name_latin) if lang == "ar" else (person.name_latin, person.name_ar)
    return str(next(filter(None, names), ""))


@transaction.atomic
def print_day_list(*, actor: Actor, now: datetime, day: date, lang: str) -> bytes:
    """A PDF of who waits, who is expected and what is due, with empty lines. A time that the reader may not know more
    of is printed without a name, like one at which an agent is not free."""
    require(actor, Permission.APPOINTMENT_READ)
    services = names_of_services()
    (of_day,) = calendar(actor=actor, first=day, last=day)
    expected = [
        _entry(None if slot.is_busy or _is_secret(slot.row) else slot.row, slot.starts, slot.with_whom, services, lang)
        for slot in of_day.slots
        if slot.row is None or slot.row.state == AppointmentState.PLANNED
    ]
    waiting, due = _today(actor, now, lang, services) if day == localtime(now).date() else ((), ())
    paper = DayList(day=day, entries=tuple(expected), waiting=waiting, due=due, blanks=BLANK_LINES)
    return _printed(actor, paper, lang=lang, on=localtime(now).date())


def _is_secret(row: Any) -> bool:
    """A nominative dossier is not left on a table: its hour is printed, and who reads it on the screen."""
    return row is not None and row.level >= NOMINATIVE


def _entry(row: Any, starts: Any, by: str, services: dict[str, str], lang: str) -> Entry:
    if row is None:
        return Entry(name="—", hour=f"{starts:%H:%M}", by=by)
    return Entry(name=_name(row, lang), hour=f"{starts:%H:%M}", what=services.get(row.service, ""), by=by)


def _today(
    actor: Actor, now: datetime, lang: str, services: dict[str, str]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    if not actor.may(Permission.RECEPTION_READ):
        return (), ()
    today = my_day(actor=actor, now=now)
    waiting = [
        Entry(name=_name(row, lang), hour=f"{localtime(row.arrived_at):%H:%M}", what=services.get(row.need, ""))
        for row in today.queue
        if not _is_secret(row)
    ]
    return tuple(waiting), tuple(_due(today.tasks, lang))


def _due(tasks: Sequence[Any], lang: str) -> list[Entry]:
    """Whose dossier, and since when: the words of a step stay on the screen."""
    rows = [task for task in tasks if not _is_secret(task)]
    return [Entry(name=_name(task.dossier, lang), what=f"{task.due_on:%d/%m/%Y}") for task in rows]


def _printed(actor: Actor, paper: CallList | DayList, *, lang: str, on: date) -> bytes:
    unit = issuing_unit(Unit.objects.get(pk=actor.unit_id), on=on)
    note = demonstration_note(lang) if unit.is_demo else ""
    mark = Mark(institution=unit.institution(lang), unit=unit.name(lang), on=on, note=note)
    record(
        actor=actor, verb="appointment:print", subject="unit", subject_id=actor.unit_id, path=actor.path,
        reason=paper.template,
    )  # fmt: skip
    return pdf(paper.template, lang, paper, mark=mark)
