"""The pages of appointments, as the desk uses them."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.assistance import factories
from tests.house.addresses.appointments import soon
from wasl.access.models import Posting
from wasl.assistance.commands.appointments import hours_on
from wasl.core.identifiers import new_id
from wasl.people.queries import registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    return factories.Place()


def day_open():
    day = timezone.localdate() + timedelta(days=1)
    while hours_on(day) is None:
        day += timedelta(days=1)
    return day


@pytest.fixture
def desk(client, place):
    """A worker of the centre, signed in."""
    worker = place.worker()
    client.force_login(Posting.objects.get(pk=worker.posting_id).account)
    client.worker, client.place = worker, place
    return client


def sent(day, **more):
    parts = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return parts | {"starts": "10h15", "minutes": "30", "place": "centre"} | more


def test_an_appointment_is_given_and_shows_in_the_week(desk):
    her = factories.person(desk.worker)
    day = day_open()
    answer = desk.post(reverse("appointments:book", args=[her.pk]), sent(day, worker_id=str(desk.worker.account_id)))
    assert answer.status_code == 302
    page = desk.get(reverse("appointments:calendar"), {"day": day.isoformat()}).content.decode()
    assert her.family_latin in page and "10:15" in page


def test_a_taken_time_is_said_beside_the_form(desk):
    day, her = day_open(), factories.person(desk.worker)
    soon(desk.worker)
    answer = desk.post(
        reverse("appointments:book", args=[her.pk]), sent(day, worker_id=str(desk.worker.account_id), starts="10:00")
    )
    assert answer.status_code == 422
    assert "vient d’être prise" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts": "25:00"}, "9:05"),
        ({"minutes": "1"}, "5"),
        ({"desk": "Guichet 1"}, "pas les deux"),
        ({"place": "moon"}, "Où"),
        ({"day_day": "31", "day_month": "2"}, "31"),
    ],
)
def test_what_was_typed_wrong_is_said(desk, values, words):
    her = factories.person(desk.worker)
    given = sent(day_open(), worker_id=str(desk.worker.account_id)) | values
    answer = desk.post(reverse("appointments:book", args=[her.pk]), given)
    assert answer.status_code == 422 and words in answer.content.decode()


def hidden_one(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, factories.NOW.date())])
    row = soon(officer, registration_id=dossier.registration_id, case_id=dossier.pk)
    with factories.working(officer) as actor:
        return officer, row, registration(actor=actor, registration_id=dossier.registration_id)


def test_a_hidden_one_is_busy_and_nothing_of_it_is_on_the_page(desk):
    _officer, row, her = hidden_one(desk.place)
    page = desk.get(reverse("appointments:calendar"), {"day": row.day.isoformat()}).content.decode()
    assert "Occupé" in page
    assert her.family_latin not in page and str(row.pk) not in page and str(row.case_id) not in page


@pytest.mark.parametrize("name", ["appointment", "move", "one"])
def test_by_its_address_it_is_not_there(desk, name):
    _officer, row, _her = hidden_one(desk.place)
    assert desk.get(reverse(f"appointments:{name}", args=[row.pk])).status_code == 404


def test_pages_of_a_nominative_dossier_have_no_name_in_the_title_and_a_way_to_leave(client, place):
    officer, row, her = hidden_one(place)
    client.force_login(Posting.objects.get(pk=officer.posting_id).account)
    session = client.session
    session["second_factor"] = True
    session.save()
    page = client.get(reverse("appointments:appointment", args=[row.pk]), follow=True).content.decode()
    title = re.search("<title>(.*?)</title>", page, re.DOTALL)[1]
    assert her.family_latin not in title
    assert "data-hide-now" in page or "téléphone" in page


def test_two_pages_open_on_one_appointment(desk):
    row = soon(desk.worker, registration_id=factories.person(desk.worker).pk)
    cancel = reverse("appointments:cancel", args=[row.pk])
    assert desk.post(cancel, {"reason": "PERSON", "version": "1"}).status_code == 302
    page = desk.post(reverse("appointments:move", args=[row.pk]), sent(row.day, version="1", starts="11:00"))
    assert page.status_code == 422 and "entre-temps" in page.content.decode()


def test_the_day_list_and_the_call_list_are_papers(desk):
    soon(desk.worker, registration_id=factories.person(desk.worker).pk)
    for name in ("day_list", "call_list"):
        answer = desk.get(reverse(f"appointments:{name}"))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_the_slip_is_a_discreet_paper(desk):
    row = soon(desk.worker, registration_id=factories.person(desk.worker).pk)
    answer = desk.post(reverse("appointments:slip", args=[row.pk]), {"lang": "ar"})
    assert answer.status_code == 302 and "/papers/" in answer["Location"] or "documents" in answer["Location"]


def test_the_address_of_the_feed_is_shown_once_and_works_without_a_session(desk, client):
    soon(desk.worker)
    page = desk.post(reverse("appointments:feed"), {"do": "make"}).content.decode()
    address = re.search(r"/calendar-file/[\w-]{43}\.ics", page)[0]
    assert "calendar-file" not in desk.get(reverse("appointments:feed")).content.decode()
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar") and b"SUMMARY:Rendez-vous" in answer.content
    assert client.get(address[:-8] + "AAAA.ics").status_code == 404


def test_an_open_feed_gives_nobody_a_session(desk, client):
    page = desk.post(reverse("appointments:feed"), {"do": "make"}).content.decode()
    address = re.search(r"/calendar-file/[\w-]{43}\.ics", page)[0]
    client.logout()
    client.get(address)
    assert client.get(reverse("appointments:calendar")).status_code in {302, 401}


def test_my_day_shows_who_is_expected(desk):
    her, now = factories.person(desk.worker), timezone.now()
    today = timezone.localdate()
    if hours_on(today) is None:
        pytest.skip("counters are closed today")
    factories.appointment(
        desk.worker, registration_id=her.pk, day=today, starts=time(23, 50), minutes=5, place="home", now=now
    )
    assert "Attendus et à faire" in desk.get(reverse("assistance:my_day")).content.decode()


def test_the_cost_of_the_calendar_does_not_grow(desk, django_assert_max_num_queries):
    day = day_open()
    for hour in range(9, 15):
        her = factories.person(desk.worker)
        factories.appointment(
            desk.worker, registration_id=her.pk, day=day, starts=time(hour), now=timezone.now(), appointment_id=new_id()
        )
    desk.get(reverse("appointments:calendar"), {"day": day.isoformat()})
    with django_assert_max_num_queries(30):
        desk.get(reverse("appointments:calendar"), {"day": day.isoformat()})
