"""Declared twins and siblings: two people for ever, until it is taken back; what cannot be declared; the walls."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from tests.access.factories import actor, named
from tests.people.test_screens import Desk, text_of

from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.models import Registration
from wasl.people.rules import Apart, Birth, NoKin, Particulars
from wasl.people.rules.households import are_born_together

NOW, TODAY = datetime(2026, 11, 21, 10, tzinfo=UTC), date(2026, 11, 21)
BORN = Birth(2015, 5, 14)


@pytest.fixture
def desk(institution):
    return Desk("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def worker(desk):
    return desk.actor


def child(worker, given, birth=BORN):
    with entered(worker):
        return commands.register_person(
            actor=worker, now=NOW, none_of_these="RELATIVE",
            particulars=Particulars(given_latin=given, family_latin="Ait Hammou", sex="M", birth=birth),
        )  # fmt: skip


@pytest.fixture
def twins(worker):
    one, other = child(worker, "Hassan"), child(worker, "Houssine")
    with entered(worker):
        home = commands.create_household(actor=worker, registration_id=one.pk)
        commands.join_household(actor=worker, household_id=home.pk, registration_id=other.pk, role="FRAT", today=TODAY)
    return one, other


def declare(who, one, other, kind=Apart.TWINS):
    with entered(who):
        commands.declare_kin(actor=who, registration_id=one.pk, other_id=other.pk, kind=kind)


def kin(who, registration):
    with entered(who):
        return queries.kin_of(actor=who, registration_id=registration.pk)


def test_it_is_known_from_both_sides_with_its_day(worker, twins):
    one, other = twins
    declare(worker, one, other)
    (known,), (seen,) = kin(worker, one), kin(worker, other)
    assert (known.other_id, known.kind, seen.other_id) == (other.pk, Apart.TWINS, one.pk)
    assert known.since_at


def test_nothing_links_them_from_then_on(worker, twins):
    one, other = twins
    declare(worker, one, other)
    with entered(worker):
        assert not commands.confirm_same(actor=worker, registration_id=one.pk, as_registration_id=other.pk)
        persons = queries.persons_of(actor=worker, registration_ids=[one.pk, other.pk])
    assert len(set(persons.values())) == 2


def test_taken_back_they_can_be_linked(worker, twins):
    one, other = twins
    declare(worker, one, other)
    with entered(worker):
        commands.end_kin(actor=worker, registration_id=other.pk, other_id=one.pk)
        assert queries.kin_of(actor=worker, registration_id=one.pk) == ()
        assert commands.confirm_same(actor=worker, registration_id=one.pk, as_registration_id=other.pk)


def test_it_is_taken_back_once(worker, twins):
    declare(worker, *twins)
    with entered(worker):
        commands.end_kin(actor=worker, registration_id=twins[0].pk, other_id=twins[1].pk)
        with pytest.raises(commands.NoSuchKin):
            commands.end_kin(actor=worker, registration_id=twins[0].pk, other_id=twins[1].pk)


def refused(worker, one, other, kind=Apart.TWINS):
    with pytest.raises(commands.CannotBeKin) as raised:
        declare(worker, one, other, kind)
    assert kin(worker, one) == () or raised.value.code is NoKin.DECLARED
    return raised.value.code


def test_nobody_is_her_own_twin(worker, twins):
    assert refused(worker, twins[0], twins[0]) is NoKin.SELF


def test_who_never_lived_together_is_refused(worker, twins):
    assert refused(worker, twins[0], child(worker, "Omar")) is NoKin.OTHER_HOME


def test_only_twins_and_siblings_are_declared_here(worker, twins):
    assert refused(worker, *twins, kind=Apart.SAID) is NoKin.OTHER_HOME


def test_one_person_is_taken_apart_first(worker, twins):
    one, other = twins
    with entered(worker):
        commands.confirm_same(actor=worker, registration_id=one.pk, as_registration_id=other.pk)
    assert refused(worker, one, other) is NoKin.ONE_PERSON


def test_declared_twice_is_said(worker, twins):
    declare(worker, *twins, kind=Apart.SIBLINGS)
    assert refused(worker, *twins) is NoKin.DECLARED


def test_twins_of_two_years_are_refused_siblings_are_not(worker, twins):
    one, _ = twins
    younger = child(worker, "Younes", Birth(2017, 2, 1))
    with entered(worker):
        home = queries.home_today(actor=worker, registration_id=one.pk)
        commands.join_household(
            actor=worker, household_id=home.pk, registration_id=younger.pk, role="FRAT", today=TODAY
        )
    assert refused(worker, one, younger) is NoKin.TWIN_BIRTHS
    declare(worker, one, younger, Apart.SIBLINGS)
    assert [each.kind for each in kin(worker, younger)] == [Apart.SIBLINGS]


def test_a_grandfather_is_no_brother(worker, twins):
    one, _ = twins
    elder = child(worker, "Brahim", Birth(1950))
    with entered(worker):
        home = queries.home_today(actor=worker, registration_id=one.pk)
        commands.join_household(actor=worker, household_id=home.pk, registration_id=elder.pk, role="GP", today=TODAY)
    assert refused(worker, one, elder, Apart.SIBLINGS) is NoKin.SIBLING_BIRTHS


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (BORN, BORN, True),
        (BORN, Birth(2015, 5, 15), True),
        (Birth(2015, 12, 31), Birth(2016, 1, 1), True),
        (BORN, Birth(2015, 5, 16), False),
        (BORN, Birth(2015), True),
        (BORN, Birth(2015, 5), True),
        (BORN, Birth(2015, 6), False),
        (Birth(2015), Birth(2016), False),
        (BORN, Birth(), True),
        (BORN, Birth(age=11, stated_on=TODAY), True),
    ],
)
def test_births_of_twins(one, other, together):
    assert are_born_together(one, other) is together is are_born_together(other, one)


def test_a_former_member_may_be_declared(worker, twins):
    one, other = twins
    with entered(worker):
        (row,) = [
            member for home in queries.homes_of(actor=worker, registration_id=other.pk) for member in home.members
            if member.registration_id == other.pk
        ]  # fmt: skip
        commands.leave_household(actor=worker, membership_id=row.pk, until=date(2026, 1, 1), today=TODAY)
    declare(worker, one, other)


def test_a_stranger_declares_nothing(worker, twins, institution):
    colleague = actor("SOCIAL_WORKER", institution.sister)
    with pytest.raises(Registration.DoesNotExist):
        declare(colleague, *twins)


@pytest.mark.parametrize("is_officer", [False, True])
def test_a_protected_twin_shows_nowhere_and_stays_apart(worker, twins, institution, is_officer):
    one, other = twins
    declare(worker, one, other)
    officer, dossier = actor("WOMEN_OFFICER", institution.centre), uuid.uuid4()
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=other.pk, dossier_id=dossier)
    reader = named(officer, dossier) if is_officer else worker
    assert kin(reader, one) == () == kin(reader, other)
    with entered(worker), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_cannotlink")
        assert cursor.fetchone() == (0,)
    with entered(worker):
        assert not commands.confirm_same(actor=worker, registration_id=one.pk, as_registration_id=other.pk)


@pytest.mark.parametrize(("lang", "words"), [("fr", "Jumeaux ou jumelles"), ("ar", "توأمان")])
def test_the_page_offers_shows_and_takes_back(desk, twins, lang, words):
    one, other = twins
    desk.client.cookies["wasl_language"] = lang
    assert f"/kin/{other.pk}/" in text_of(desk.get("person", one.pk))
    assert desk.get("kin", one.pk, other.pk).status_code == 200
    assert desk.post("kin", one.pk, other.pk, kind="TWINS").status_code == 302
    page = text_of(desk.get("person", one.pk))
    assert words in page and f"/kin/{other.pk}/end/" in page
    desk.post("kin-end", one.pk, other.pk)
    assert words not in text_of(desk.get("person", one.pk))


@pytest.mark.parametrize("kind", ["", "SAID", "CARDS", "COUSINS"])
def test_another_word_is_refused_on_screen(desk, twins, kind):
    assert desk.post("kin", twins[0].pk, twins[1].pk, kind=kind).status_code == 422
    assert kin(desk.actor, twins[0]) == ()


def test_a_twin_of_herself_is_refused_on_screen(desk, twins):
    assert desk.post("kin", twins[0].pk, twins[0].pk, kind="TWINS").status_code == 422
