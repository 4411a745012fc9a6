import re

import pytest
from django.utils import timezone

from tests.assistance import factories
from wasl.access.models import Account, Brake, DayCount, NamedAccess

pytestmark = pytest.mark.django_db


def brake(who, path):
    now = timezone.now()
    return Brake.objects.create(account_id=who.account_id, path=path, day=now.date(), kind="files", count=200, at=now)


def test_an_account_beyond_its_day_says_why_and_goes_on(open_as, place):
    worker = place.worker()
    brake(worker, place.centre.path)
    client = open_as(worker)
    assert client.get("/cases/").url == "/readers/stopped/"
    assert client.get("/receptions/new/").status_code == 200
    assert client.get("/day/").status_code == 200
    assert client.post("/readers/stopped/", {"reason": "nope"}).status_code == 422
    client.post("/readers/stopped/", {"reason": "danger"})
    assert client.get("/cases/").status_code == 200


def test_the_stop_page_says_what_to_do(open_as, place):
    worker = place.worker()
    brake(worker, place.centre.path)
    page = open_as(worker, "fr").get("/readers/stopped/").content.decode()
    assert "en danger" in page and "200" in page


def test_what_is_being_sent_is_never_stopped(open_as, place):
    worker = place.worker()
    brake(worker, place.centre.path)
    answer = open_as(worker).post("/receptions/new/", {"need": "ECO"})
    assert answer.status_code == 422


def test_the_supervisor_sees_the_alert_at_once_and_judges_it(open_as, place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = brake(worker, place.centre.path)
    client = open_as(director)
    assert "/readers/alerts/" in re.search(r'note-due">.*?</p>', client.get("/day/").content.decode(), re.DOTALL)[0]
    client.post(f"/readers/alerts/{row.pk}/", {"verdict": "work"})
    assert "/readers/alerts/" not in client.get("/day/").content.decode().split("<main")[1]


def test_lines_of_persons_are_counted_and_lines_of_units_are_not(open_as, place):
    worker = place.worker()
    for _ in range(3):
        factories.case(worker)
    client = open_as(worker)
    client.get("/cases/?state=all")
    client.get("/network/")
    assert DayCount.objects.get(account_id=worker.account_id).rows == 3


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_officer_sees_who_read_the_files_on_which_she_is_named(open_as, place, language):
    officer, other = (place.worker(role="WOMEN_OFFICER") for _ in range(2))
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    client = open_as(officer, language)
    client.get(f"/cases/{dossier.pk}/")
    assert str(dossier.pk) in client.get("/readers/named/").content.decode()
    assert str(dossier.pk) not in open_as(other, language).get("/readers/named/").content.decode()
    assert open_as(place.worker(role="CENTRE_DIRECTOR")).get("/readers/named/").status_code == 403


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_denial_is_shown_and_ended(open_as, place, language):
    worker, relative, supervisor = place.worker(), place.worker(), place.worker(role="SUPERVISOR")
    dossier = factories.case(worker)
    address = f"/cases/{dossier.pk}/denials/"
    client = open_as(worker, language)
    assert client.post(address, {"account": str(relative.account_id)}).status_code == 422
    client.post(address, {"account": str(relative.account_id), "reason": "named"})
    row = NamedAccess.objects.get(dossier_id=dossier.pk, is_denied=True)
    assert open_as(relative).get(f"/cases/{dossier.pk}/").status_code == 404
    assert str(row.pk) in open_as(supervisor, language).get(address).content.decode()
    open_as(supervisor).post(f"{address}{row.pk}/end/")
    assert open_as(relative).get(f"/cases/{dossier.pk}/").status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_closing_it_to_its_own_worker_asks_who_follows_it_and_proposes_the_head(open_as, place, language):
    worker, colleague, director = place.worker(), place.worker(), place.worker(role="CENTRE_DIRECTOR")
    dossier = factories.case(worker)
    client, address = open_as(colleague, language), f"/cases/{dossier.pk}/denials/"
    assert f'value="{director.account_id}" selected' in client.get(address).content.decode()
    given = {"account": str(worker.account_id), "reason": "named"}
    assert client.post(address, given).status_code == 422
    assert client.post(f"/cases/{dossier.pk}/colleague/", {"account": str(worker.account_id), "do": "deny"}).url
    assert open_as(worker).get(f"/cases/{dossier.pk}/").status_code == 200
    given["taker"] = str(director.account_id)
    assert open_as(colleague, language).post(address, given).status_code == 302
    assert open_as(worker).get(f"/cases/{dossier.pk}/").status_code == 404
    assert str(dossier.pk) in open_as(director).get("/cases/").content.decode()


def test_somebody_of_another_centre_is_denied_by_staff_number(open_as, place):
    worker, cousin = place.worker(), place.worker(place.stranger)
    dossier = factories.case(worker)
    client, address = open_as(worker), f"/cases/{dossier.pk}/denials/"
    number = Account.objects.get(pk=cousin.account_id).staff_number
    assert client.post(address, {"number": "ZZ99999", "reason": "named"}).status_code == 422
    both = {"number": number, "account": str(cousin.account_id), "reason": "named"}
    assert client.post(address, both).status_code == 422
    assert client.post(address, {"number": number.lower(), "reason": "named"}).status_code == 302
    assert NamedAccess.objects.get(dossier_id=dossier.pk, is_denied=True).account_id == cousin.account_id


def test_a_paper_of_a_nominative_file_asks_why(open_as, place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    sent = factories.orientation(
        officer, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU"
    )  # fmt: skip
    client, address = open_as(officer), f"/orientations/{sent.pk}/letter/"
    assert 'name="why"' in client.post(address, {"lang": "fr"}).content.decode()
    assert client.post(address, {"lang": "fr", "why": "nope"}).status_code == 422
    # The reason goes along with the request: it is asked once.
    answer = client.post(address, {"lang": "fr", "why": "receiver"})
    assert answer.status_code == 307
    assert client.post(answer.url, {"lang": "fr", "why": "receiver"})["Content-Type"] == "application/pdf"


def test_what_joined_a_nominative_file_has_left_the_lists_of_readings(open_as, place):
    officer, director = place.worker(role="WOMEN_OFFICER"), place.worker(role="CENTRE_DIRECTOR")
    her = factories.person(officer)
    came = factories.reception(officer, registration_id=her.pk)
    open_as(officer).get(f"/receptions/{came.pk}/")

    def told():
        return [
            str(came.pk)[-6:] in open_as(director).get(page).content.decode() for page in ("/readers/", "/journal/")
        ]

    assert told() == [True, True]
    since = timezone.localdate()
    factories.case(officer, her, reception_id=came.pk, situations=[("VIOL_CONJ", 3, since)])
    assert told() == [False, False]


def test_unusual_readings_are_marked(open_as, place):
    worker, curious = place.worker(), place.worker()
    dossier = factories.case(worker)
    open_as(curious).get(f"/cases/{dossier.pk}/")
    page = open_as(place.worker(role="SUPERVISOR"), "fr").get("/readers/").content.decode()
    assert "aucun lien avec le dossier" in page and str(dossier.pk) in page
    assert (
        open_as(place.worker(role="SUPERVISOR")).get("/readers/?on_day=31&on_month=2&on_year=2026").status_code == 422
    )
