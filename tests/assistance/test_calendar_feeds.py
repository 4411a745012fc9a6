from datetime import date, time

import pytest
from django.db import connection

from tests.assistance import factories
from tests.assistance.factories import NOW, working
from wasl.access.models import Account, Posting
from wasl.assistance.commands import deny_reader
from wasl.assistance.commands.calendar_feeds import end_feed, make_feed
from wasl.assistance.models import Appointment, CalendarFeed
from wasl.assistance.queries.calendar_feeds import event_of, events_behind
from wasl.core.identifiers import new_id
from wasl.web.appointments.views.files import calendar_file

TODAY = NOW.date()


@pytest.fixture
def worker(place):
    return place.worker()


def made(who):
    with working(who) as actor:
        return make_feed(actor=actor, now=NOW)


def times(key):
    events = events_behind(key=key, today=TODAY)
    return None if events is None else [event.begins.strftime("%d/%m %H:%M") for event in events]


def test_the_feed_holds_ones_own_times(place, worker):
    factories.appointment(worker, registration_id=factories.person(worker).pk)
    factories.appointment(place.worker(), starts=time(11))
    assert times(made(worker)) == ["26/11 10:00"]


def test_only_a_hash_of_the_secret_is_kept(worker):
    key = made(worker)
    with working(worker):
        row = CalendarFeed.objects.get()
    assert key not in (row.key_hash, str(row.pk)) and len(key) >= 43


def test_nobody_reads_the_feeds_of_others(place, worker):
    made(worker)
    with working(place.worker()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assistance_calendarfeed")
        assert cursor.fetchone() == (0,)


def test_a_new_secret_ends_the_one_before_and_an_ended_one_is_nothing(worker):
    first, second = made(worker), made(worker)
    assert (times(first), times(second)) == (None, [])
    with working(worker) as actor:
        end_feed(actor=actor)
    assert times(second) is None


@pytest.mark.parametrize("key", ["", "x", "x" * 43, "../../etc", "٠" * 43])
def test_a_wrong_secret_is_nothing(worker, key):
    made(worker)
    assert times(key) is None


def test_a_posting_that_ended_gives_nothing_at_the_next_request(worker):
    factories.appointment(worker)
    key = made(worker)
    assert times(key) == ["26/11 10:00"]
    Posting.objects.filter(pk=worker.posting_id).update(until=TODAY)
    assert times(key) is None


def test_a_closed_account_gives_nothing(worker):
    key = made(worker)
    Account.objects.filter(pk=worker.account_id).update(is_active=False)
    assert times(key) is None


def test_a_denial_closes_its_time_too(place):
    officer, other = place.worker(role="WOMEN_OFFICER"), place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer)
    factories.appointment(
        officer, registration_id=dossier.registration_id, case_id=dossier.pk, worker_id=other.account_id
    )
    key = made(other)
    assert times(key) == ["26/11 10:00"]
    with working(officer) as actor:
        deny_reader(actor=actor, now=NOW, case_id=dossier.pk, account_id=other.account_id, reason="RELATIVE")
    assert times(key) == []


def test_the_file_says_a_word_and_a_time_and_nothing_else(place):
    officer = place.worker(place.emf, role="WOMEN_OFFICER")
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, TODAY)])
    row = factories.appointment(
        officer, registration_id=dossier.registration_id, case_id=dossier.pk, service="ECO", day=date(2026, 11, 26)
    )
    text = calendar_file(events_behind(key=made(officer), today=TODAY), lang="fr", now=NOW).decode()
    lines = text.split("\r\n")
    assert [line for line in lines if line.startswith(("SUMMARY", "DTSTART", "DTEND"))] == [
        "DTSTART:20261126T100000Z", "DTEND:20261126T103000Z", "SUMMARY:Rendez-vous",
    ]  # fmt: skip
    names = {line.partition(":")[0] for line in lines}
    assert not names & {"LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE", "URL", "CATEGORIES"}
    assert str(row.pk) not in text and str(officer.account_id) not in text and str(dossier.pk) not in text


def test_one_of_somebody_elses_territory_or_dossier_is_not_there(place, worker):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, TODAY)])
    hidden = factories.appointment(officer, registration_id=dossier.registration_id, case_id=dossier.pk)
    far = factories.appointment(place.worker(place.stranger))
    with working(worker) as actor:
        for pk in (hidden.pk, far.pk, new_id()):
            with pytest.raises(Appointment.DoesNotExist):
                event_of(actor=actor, appointment_id=pk)
