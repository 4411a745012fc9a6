"""Candidate households on the pages: proposed on her page and when registering, written down by one answer."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.people.test_screens import Desk, form, text_of

from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.rules import Birth, Particulars

BRAHIM = Particulars(given_latin="Brahim", family_latin="Ait Hammou", sex="M", birth=Birth(year=1958))
DAUGHTER = Particulars(given_ar="فاطمة", family_ar="أيت حمو", father="إبراهيم", sex="F", birth=Birth(year=1988))


@pytest.fixture
def desk(institution):
    return Desk("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def brahim(desk):
    made = desk.registers(BRAHIM)
    desk.post("household-new", made.pk)
    return made


@pytest.fixture
def daughter(desk, brahim):
    return desk.registers(DAUGHTER, none_of_these="RELATIVE")


def homes_of(desk, registration):
    with entered(desk.actor):
        return queries.homes_of(actor=desk.actor, registration_id=registration.pk)


@pytest.mark.parametrize(("lang", "words"), [("fr", "indiqué(e) comme père ou mère"), ("ar", "مذكور(ة) كأب أو أم")])
def test_her_page_proposes_his_household_and_says_why(desk, brahim, daughter, lang, words):
    desk.client.cookies["wasl_language"] = lang
    said = text_of(desk.get("person", daughter.pk))
    assert "Brahim" in said and words in said


def test_his_page_proposes_nothing_since_he_has_one(desk, brahim, daughter):
    assert "household/with" not in text_of(desk.get("person", brahim.pk))


def test_one_answer_writes_it_down(desk, brahim, daughter):
    answer = desk.post("household-settle", daughter.pk, brahim.pk, role="ENF")
    assert answer.status_code == 302
    (home,) = homes_of(desk, daughter)
    assert {row.registration_id for row in home.members} == {brahim.pk, daughter.pk}
    assert "household/with" not in text_of(desk.get("person", daughter.pk))


def test_pressing_twice_settles_once(desk, brahim, daughter):
    desk.post("household-settle", daughter.pk, brahim.pk, role="ENF")
    assert desk.post("household-settle", daughter.pk, brahim.pk, role="ENF").status_code == 422
    assert len(homes_of(desk, daughter)) == 1


@pytest.mark.parametrize("wrong", ["herself", "not proposed", "tomorrow", "no role"])
def test_what_cannot_be_is_said_and_nothing_is_written(desk, brahim, daughter, wrong):
    other, data = brahim.pk, {"role": "ENF"}
    if wrong == "herself":
        other = daughter.pk
    elif wrong == "not proposed":
        other = desk.registers(Particulars(given_latin="Zahra", family_latin="Ouali")).pk
    elif wrong == "tomorrow":
        day = timezone.localdate() + timedelta(days=1)
        data |= {"since_day": day.day, "since_month": day.month, "since_year": day.year}
    else:
        data = {"role": "QUEEN"}
    assert desk.post("household-settle", daughter.pk, other, **data).status_code == 422
    assert homes_of(desk, daughter) == ()


def test_nobody_settles_with_somebody_out_of_reach(desk, daughter):
    assert desk.post("household-settle", daughter.pk, uuid.uuid4(), role="ENF").status_code == 404


def test_registering_leads_to_the_household_she_may_be_of(desk, brahim):
    answer = desk.client.post("/people/new/", form(father="Brahim"))
    assert answer.status_code == 302 and answer["Location"].endswith("/household/likely/")
    assert "Brahim" in desk.client.get(answer["Location"]).content.decode()


def test_registering_for_a_reception_goes_on_to_the_reception(desk, brahim):
    answer = desk.client.post("/people/new/", form(father="Brahim", next="/"))
    assert answer["Location"].startswith("/?who=")


def test_where_nobody_is_likely_the_page_says_so(desk):
    made = desk.registers()
    assert desk.get("household-likely", made.pk).status_code == 200


def test_a_protected_wife_is_not_proposed_on_any_page(desk, brahim, institution):
    wife = desk.registers(
        Particulars(given_latin="Itto", family_latin="Ait Hammou", father="Brahim", sex="F"), none_of_these="RELATIVE"
    )
    officer = Desk("WOMEN_OFFICER", institution.centre)
    with entered(officer.actor):
        commands.protect_person(actor=officer.actor, registration_id=wife.pk, dossier_id=uuid.uuid4())
    assert "household/with" not in text_of(desk.get("person", wife.pk))
    assert desk.post("household-settle", wife.pk, brahim.pk, role="ENF").status_code == 422
    sister = desk.registers(DAUGHTER, none_of_these="RELATIVE")
    assert "Itto" not in text_of(desk.get("household-likely", sister.pk))
