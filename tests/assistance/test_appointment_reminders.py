from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction

from tests.assistance import factories
from tests.assistance.factories import NOW, working
from tests.assistance.factories import appointment as booked
from tests.assistance.test_appointments import changed
from tests.messages.factories import Remembering, read
from wasl.assistance import commands as assistance
from wasl.assistance.commands import appointments as commands
from wasl.assistance.commands.appointment_reminders import (
    decent_hour,
    may_still_be_sent,
    remind_appointments,
    reminder_of,
)
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.messages.commands import send_due
from wasl.messages.models import Message
from wasl.messages.queries import messages_of
from wasl.messages.rules import CARRIED, MessageState
from wasl.people.commands import add_phone, change_phone, record_consent
from wasl.people.commands.details import NewPhone

TODAY = NOW.date()


@pytest.fixture
def worker(place):
    return place.worker()


def reachable(who, contact, *, level=2, seal=None, belongs_to="", registration=None):
    her = registration or factories.person(who).pk
    with working(who) as actor:
        phone = NewPhone("0661234509", contact, belongs_to, level=level, seal=seal)
        row = add_phone(actor=actor, registration_id=her, phone=phone)
    return her, row


def remind(now=NOW, carried=CARRIED):
    return {way: count for way, count in remind_appointments(now=now, carried=carried).items() if count}


def send(gateway, now=NOW):
    return send_due(
        now=now, gateway=gateway, permits=lambda row, number: may_still_be_sent(row, number, today=now.date())
    )


@pytest.mark.parametrize(
    ("contact", "carried", "way"),
    [
        ("CALL_SMS", CARRIED, "sms"),
        ("SMS", CARRIED, "sms"),
        ("CALL", CARRIED, "voice"),
        ("CALL_SMS", (), "call"),
        ("SMS", (), "none"),
        ("VISIT", CARRIED, "none"),
        ("NEVER", CARRIED, "none"),
    ],
)
def test_each_is_told_by_the_way_she_allows(worker, contact, carried, way):
    her, _phone = reachable(worker, contact)
    booked(worker, registration_id=her)
    assert remind(carried=carried) == {way: 1}
    assert remind(carried=carried) == {}


def test_what_leaves_says_a_day_and_a_time(worker):
    her, _phone = reachable(worker, "CALL_SMS")
    row = booked(worker, registration_id=her)
    remind()
    gateway = Remembering()
    handed = []
    gateway.send = handed.append
    assert send(gateway) == 1
    (parcel,) = handed
    assert (parcel.number, parcel.text) == ("0661234509", "موعد يوم 26/11/2026 على الساعة 10:00.")
    assert read(reminder_of(row.pk)).state == MessageState.SENT


def test_only_what_is_soon_and_not_what_was_given_for_the_same_day(worker):
    for day in (TODAY, TODAY + timedelta(days=3)):
        her, _phone = reachable(worker, "CALL_SMS")
        booked(worker, registration_id=her, day=day, starts=time(14))
    assert remind() == {}
    assert remind(NOW + timedelta(days=1)) == {"sms": 1}


def test_a_time_of_an_agent_reminds_nobody(worker):
    booked(worker)
    assert remind() == {}


@pytest.fixture
def protected(place):
    """A nominative dossier whose woman has a telephone marked for messages, without having been asked."""
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, TODAY)])
    _her, phone = reachable(officer, "CALL_SMS", level=4, seal=dossier.pk, registration=dossier.registration_id)
    row = booked(officer, registration_id=dossier.registration_id, case_id=dossier.pk)
    return officer, dossier, row, phone


def agree(who, registration_id, answer="GIVEN"):
    with working(who) as actor:
        record_consent(
            actor=actor, registration_id=registration_id, code="CONTACT", answer=answer, how="ALOUD", language="ar",
            is_told=True, now=NOW,
        )  # fmt: skip


def test_a_nominative_dossier_sends_nothing_by_default(protected):
    _officer, _dossier, row, _phone = protected
    assert remind() == {"none": 1}
    message = read(reminder_of(row.pk))
    assert (message.level, message.seal, message.error) == (4, row.seal, "not_permitted")


def test_nobody_else_reads_that_she_was_to_be_reminded(place, protected):
    remind()
    with working(place.worker()) as actor:
        assert messages_of(actor=actor, permission=P.APPOINTMENT_READ).count() == 0
    with working(protected[0]) as actor:
        assert messages_of(actor=actor, permission=P.APPOINTMENT_READ).count() == 1


def test_a_womens_shelter_sends_nothing_by_default_at_any_level(place):
    officer = place.worker(place.emf, role="WOMEN_OFFICER")
    her, _phone = reachable(officer, "CALL_SMS")
    booked(officer, registration_id=her)
    assert remind() == {"none": 1}


CHANGES = {
    "she no longer wants it": lambda who, row, phone: changed_phone(who, phone, "NEVER"),
    "only calls now": lambda who, row, phone: changed_phone(who, phone, "CALL"),
    "it was cancelled": lambda who, row, phone: changed(
        who, commands.cancel_appointment, appointment_id=row.pk, reason="PERSON"
    ),
    "it was moved": lambda who, row, phone: changed(
        who, commands.move_appointment, appointment_id=row.pk, new_id=reminder_of(row.pk), day=date(2026, 12, 3),
        starts=time(9),
    ),
    "her case became nominative": lambda who, row, phone: raised(who, row),
}  # fmt: skip


def changed_phone(who, phone, contact):
    with working(who) as actor:
        change_phone(actor=actor, phone_id=phone.pk, contact=contact)


def raised(who, row):
    with working(who) as actor:
        assistance.add_situation(actor=actor, now=NOW, case_id=row.case_id, code="VIOL_CONJ")


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_after_it_was_queued_is_obeyed_at_the_last_moment(place, change):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer)
    her, phone = reachable(officer, "CALL_SMS", registration=dossier.registration_id)
    row = booked(officer, registration_id=her, case_id=dossier.pk)
    assert remind() == {"sms": 1}
    CHANGES[change](officer, row, phone)
    gateway = Remembering()
    send(gateway)
    assert gateway.sent == []
    assert read(reminder_of(row.pk)).state in {MessageState.FAILED, MessageState.CANCELLED}


def test_the_reminder_of_a_case_rises_with_it(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer)
    reachable(officer, "CALL_SMS", registration=dossier.registration_id)
    row = booked(officer, registration_id=dossier.registration_id, case_id=dossier.pk)
    remind()
    raised(officer, row)
    message = read(reminder_of(row.pk))
    assert (message.level, message.seal) == (4, dossier.pk)


@pytest.mark.parametrize(
    ("at", "rings"),
    [
        (datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)),
        (datetime(2026, 11, 24, 5, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (datetime(2026, 11, 24, 22, tzinfo=UTC), datetime(2026, 11, 25, 9, tzinfo=UTC)),
    ],
)
def test_no_telephone_rings_at_night(at, rings):
    assert decent_hour(at) == rings


def test_nothing_of_another_subject_leaves(worker):
    with transaction.atomic(), system("send messages"):
        assert not may_still_be_sent(Message(subject="other"), "06", today=TODAY)
