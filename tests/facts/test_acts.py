"""What the front door records, counted: distinct persons, person-services and acts are three different figures."""

from datetime import UTC, date, datetime

import pytest

from tests.access import factories as access
from tests.assistance.factories import NOW, Place, case, orientation, person, reception, working
from wasl.assistance import commands
from wasl.assistance.models import Reception
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.core.scope import entered, system
from wasl.facts.engine.compute import figures_of, relation_of
from wasl.facts.engine.shapes import Dimension
from wasl.facts.engine.shapes import Place as Territory
from wasl.facts.engine.sql import broken_down, listed
from wasl.facts.indicators import built_in
from wasl.people.models import PersonLink

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
YEAR = Period.parse("2026")


@pytest.fixture
def place() -> Place:
    return Place()


def figures(period: Period = YEAR, path: str = "") -> dict[str, int]:
    codes = ("received", "persons", "person_services", "acts")
    answers = figures_of(
        codes=[f"assistance.{code}" for code in codes], known=built_in(), place=Territory("MA", path), period=period,
        today=TODAY,
    )  # fmt: skip
    return {code: int(answers[f"assistance.{code}"].figure.value) for code in codes}  # type: ignore[union-attr]


def act(worker: object, *registrations: object, **values: object) -> None:
    given = {"act_id": new_id(), "service": "ECO", "place": "CENTRE", "occurred_at": NOW} | values
    with working(worker) as who:
        commands.record_act(actor=who, now=NOW, registration_ids=[one.pk for one in registrations], **given)


def test_a_person_who_comes_twice_is_one_person(place: Place) -> None:
    worker = place.worker()
    woman = person(worker)
    reception(worker, registration_id=woman.pk)
    reception(worker, registration_id=woman.pk, is_confirmed=True)
    assert figures()["received"] == 1


def test_two_registrations_recognised_as_one_person_count_once(place: Place) -> None:
    here, there = place.worker(), place.worker(place.stranger)
    first, second = person(here), person(there)
    reception(here, registration_id=first.pk)
    reception(there, registration_id=second.pk)
    assert figures()["received"] == 2
    with system("find person"):
        links = PersonLink.objects.for_system("find person")
        links.filter(registration=second).update(person=links.get(registration=first).person)
    assert figures()["received"] == 1


def test_the_anonymous_are_served_without_being_persons(place: Place) -> None:
    worker = place.worker()
    reception(worker, head_count=4)
    act(worker, anonymous_count=7)
    assert figures() == {"received": 0, "persons": 0, "person_services": 7, "acts": 1}


def test_an_act_for_several_is_one_act_and_several_person_services(place: Place) -> None:
    worker = place.worker()
    act(worker, person(worker), person(worker, given_latin="Zahra"), anonymous_count=3)
    assert figures() == {"received": 0, "persons": 2, "person_services": 5, "acts": 1}


def test_an_orientation_counts_its_person_where_she_was_sent_from(place: Place) -> None:
    worker = place.worker()
    orientation(worker, registration_id=person(worker).pk, to_unit_id=place.sister.pk)
    assert figures()["received"] == 1
    assert figures(path=place.stranger.path)["received"] == 0


def test_half_past_eleven_at_night_in_utc_is_already_the_new_year_in_casablanca(place: Place) -> None:
    worker = place.worker()
    row = reception(worker, registration_id=person(worker).pk)
    with system("count facts"):
        rows = Reception.objects.for_system("count facts").filter(pk=row.pk)
        rows.update(arrived_at=datetime(2018, 12, 31, 23, 30, tzinfo=UTC))
    assert figures(Period.parse("2019"))["received"] == 1
    assert figures(Period.parse("2018"))["received"] == 0


def test_a_nominative_dossier_is_counted_and_not_opened(place: Place) -> None:
    officer = access.actor("WOMEN_OFFICER", place.emf)
    sealed = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    act(officer, case_id=sealed.pk, anonymous_count=1)
    assert sealed.level == 4 and figures()["person_services"] == 1
    delegate = access.actor("DELEGATE", place.delegation)
    relation, wanted = relation_of(built_in()["assistance.acts"], period=YEAR, today=TODAY)
    with entered(delegate):
        rows, in_all = listed(
            relation=relation, wanted=wanted, place=Territory("MA"), actor=delegate, after="", limit=9
        )
    assert (rows, in_all) == ([], 0)


def test_persons_by_sex_have_a_line_for_those_who_did_not_say(place: Place) -> None:
    worker = place.worker()
    for sex in "FFX":
        reception(worker, registration_id=person(worker, sex=sex, given_latin=f"N{sex}").pk)
    relation, wanted = relation_of(built_in()["assistance.received"], period=YEAR, today=TODAY, with_sex=True)
    parts = broken_down(relation=relation, wanted=wanted, place=Territory("MA"), by=Dimension.SEX)
    assert {code: count.persons for code, count in parts.items()} == {"F": 2, "": 1}
