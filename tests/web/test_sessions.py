from datetime import timedelta

import pytest
from django.test import Client

from tests.access.factories import PASSWORD, account, posting
from tests.network.factories import SmallInstitution
from wasl.access.commands import choose_language

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-By": "wasl"}


@pytest.fixture
def place():
    return SmallInstitution()


@pytest.fixture
def signed_in(client, place):
    holder = account(place.centre, password=PASSWORD)
    posting("SOCIAL_WORKER", place.centre, holder=holder)
    client.force_login(holder)
    return client


def mark(client):
    return client.get("/who/").json()["who"]


def test_a_script_without_a_session_gets_401_not_a_sign_in_page(client):
    assert client.post("/accounts/posting/", headers=SCRIPT).status_code == 401
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 401
    assert client.get("/who/", headers=SCRIPT).status_code == 401


def test_a_script_is_told_where_to_go(signed_in):
    answer = signed_in.post("/language/", {"language": "ar", "next": "/calendar/"}, headers=SCRIPT)
    assert (answer.status_code, answer["X-Go-To"]) == (204, "/calendar/")
    assert signed_in.cookies["wasl_language"].value == "ar"


def test_a_page_made_for_this_account_and_posting_works(signed_in):
    headers = SCRIPT | {"X-Wasl-Who": mark(signed_in)}
    assert signed_in.post("/accounts/posting/", headers=headers).status_code == 204


def test_a_page_made_for_another_account_does_nothing(signed_in, place):
    before = mark(signed_in)
    other = account(place.centre)
    posting("SOCIAL_WORKER", place.centre, holder=other)
    signed_in.force_login(other)
    assert signed_in.post("/accounts/posting/", headers=SCRIPT | {"X-Wasl-Who": before}).status_code == 409


def test_a_page_made_under_another_posting_does_nothing(signed_in, place):
    before = mark(signed_in)
    holder = signed_in.get("/who/").wsgi_request.user
    second = posting("SUPERVISOR", place.sister, holder=holder)
    signed_in.post("/accounts/posting/", {"posting": str(second.pk)})
    assert signed_in.get("/calendar/", headers={"X-Wasl-Who": before}).status_code == 409


def test_an_old_secret_mark_is_told_to_the_script(place):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/posting/", headers=SCRIPT).status_code == 401
    holder = account(place.centre)
    posting("SOCIAL_WORKER", place.centre, holder=holder)
    strict.force_login(holder)
    assert strict.post("/accounts/posting/", headers=SCRIPT).status_code == 409


def test_pages_of_a_signed_in_account_are_never_stored(signed_in):
    assert signed_in.get("/calendar/")["Cache-Control"] == "no-store"


def test_signing_in_takes_the_account_s_language_and_signing_out_leaves_none(client, place):
    holder = account(place.centre, password=PASSWORD)
    posting("SOCIAL_WORKER", place.centre, holder=holder)
    choose_language(account=holder, language="ar")
    client.post("/account/sign-in/", {"login": holder.staff_number, "password": PASSWORD})
    assert client.cookies["wasl_language"].value == "ar"
    client.post("/account/sign-out/")
    assert client.cookies["wasl_language"].value == ""


def test_a_language_chosen_on_the_sign_in_page_is_kept(client, place):
    holder = account(place.centre, password=PASSWORD)
    client.cookies["wasl_language"] = "ar"
    client.post("/account/sign-in/", {"login": holder.staff_number, "password": PASSWORD})
    assert client.cookies["wasl_language"].value == "ar"


def test_the_switch_is_remembered_by_the_account(signed_in):
    signed_in.post("/language/", {"language": "ar", "next": "/calendar/"})
    assert signed_in.get("/calendar/").wsgi_request.user.language == "ar"


def test_a_language_that_is_not_offered_changes_nothing(signed_in):
    signed_in.post("/language/", {"language": "xx", "next": "/calendar/"})
    assert signed_in.get("/calendar/").wsgi_request.user.language == "fr"


def test_a_session_ends_after_the_last_page_not_after_sign_in(signed_in, settings):
    from django.contrib.sessions.models import Session

    signed_in.get("/")
    first = Session.objects.get().expire_date
    session = signed_in.session
    session["awake"] -= settings.SESSION_COOKIE_AGE / 2
    session.save()
    Session.objects.update(expire_date=first - timedelta(minutes=15))
    signed_in.get("/")
    assert Session.objects.get().expire_date >= first


def test_a_busy_session_is_not_written_at_each_page(signed_in, django_assert_max_num_queries):
    signed_in.get("/calendar/")
    awake = signed_in.session["awake"]
    signed_in.get("/calendar/")
    assert signed_in.session["awake"] == awake
