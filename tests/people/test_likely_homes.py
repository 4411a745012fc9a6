"""Candidate households of a unit: who is proposed, to whom, and across which walls never."""

import uuid
from datetime import UTC, date, datetime

import pytest
from tests.access.factories import actor, named

from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.commands.details import NewAddress, NewPhone
from wasl.people.linkage.households import Tie
from wasl.people.models import Registration
from wasl.people.rules import Birth, Particulars

NOW, TODAY = datetime(2026, 11, 21, 10, tzinfo=UTC), date(2026, 11, 21)


def register(who, given="", family="Ait Hammou", *, phones=(), **more):
    with entered(who):
        return commands.register_person(
            actor=who, particulars=Particulars(given_latin=given, family_latin=family, **more), now=NOW,
            none_of_these="RELATIVE", phones=tuple(NewPhone(number) for number in phones),
        )  # fmt: skip


def homes(who, registration):
    with entered(who):
        return queries.likely_homes(actor=who, registration_id=registration.pk)


def names(found):
    return [[row.given_latin for row in home.people] for home in found]


@pytest.fixture
def worker(institution):
    return actor("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def brahim(worker):
    made = register(worker, "Brahim", sex="M", birth=Birth(year=1958), phones=["0612345678"])
    with entered(worker):
        commands.create_household(actor=worker, registration_id=made.pk)
    return made


def daughter(who, given="Fatima", **more):
    return register(who, given, father="Brahim", sex="F", birth=Birth(year=1988), **more)


def test_the_household_of_her_father_is_proposed(worker, brahim):
    (home,) = homes(worker, daughter(worker))
    assert names([home]) == [["Brahim"]] and home.household_id
    assert home.ties == (Tie.PARENT, Tie.FAMILY)


def test_across_the_two_scripts(worker, brahim):
    with entered(worker):
        made = commands.register_person(
            actor=worker, now=NOW, none_of_these="RELATIVE",
            particulars=Particulars(given_ar="فاطمة", family_ar="أيت حمو", father="ابراهيم", sex="F"),
        )  # fmt: skip
    assert names(homes(worker, made)) == [["Brahim"]]


def test_sisters_in_no_household_are_proposed_as_they_are(worker):
    one = register(worker, "Amal", father="Omar", mother="Itto", birth=Birth(year=2001))
    other = register(worker, "Hiba", father="Omar", mother="Itto", birth=Birth(year=2001))
    (home,) = homes(worker, other)
    assert home.people == (one,) and home.household_id is None


def test_one_telephone_and_one_commune(worker):
    neighbour = register(worker, "Zahra", "Ouali", phones=["0712345678"], commune_code="05.081.01.03")
    other = register(worker, "Rkia", "Bari", phones=["+212712345678"], commune_code="05.081.01.03")
    (home,) = homes(worker, other)
    assert home.people == (neighbour,) and home.ties == (Tie.PHONE, Tie.COMMUNE)


def test_an_address_in_words(worker):
    one, other = (register(worker, given, commune_code="05.081.01.03") for given in ("Zahra", "Rkia"))
    with entered(worker):
        for each in (one, other):
            address = NewAddress(commune_code="05.081.01.03", landmark="Derrière le moulin")
            commands.add_address(actor=worker, registration_id=each.pk, address=address, today=TODAY)
    assert Tie.ADDRESS in homes(worker, other)[0].ties


def test_a_namesake_of_the_commune_is_not_family(worker, brahim):
    assert homes(worker, register(worker, "Zahra", commune_code="05.081.01.03")) == ()


def test_a_second_registration_of_hers_is_no_household(worker):
    birth = Birth(year=1988, month=5, day=14)
    register(worker, "Fatima", father="Brahim", mother="Itto", birth=birth)
    assert homes(worker, register(worker, "Fatma", father="Brahim", mother="Itto", birth=birth)) == ()


def test_who_lives_somewhere_is_proposed_nothing(worker, brahim):
    made = daughter(worker)
    with entered(worker):
        commands.settle_with(actor=worker, registration_id=made.pk, with_id=brahim.pk, role="ENF", today=TODAY)
    assert homes(worker, made) == ()


def test_she_settles_with_him(worker, brahim):
    made = daughter(worker)
    with entered(worker):
        commands.settle_with(actor=worker, registration_id=made.pk, with_id=brahim.pk, role="ENF", today=TODAY)
        (home,) = queries.homes_of(actor=worker, registration_id=made.pk)
    assert [(row.registration.given_latin, row.role) for row in home.members] == [("Brahim", "CHEF"), ("Fatima", "ENF")]


def test_a_household_begins_with_whom_she_joins(worker):
    one = register(worker, "Amal", father="Omar", mother="Itto", birth=Birth(year=2001))
    other = register(worker, "Hiba", father="Omar", mother="Itto", birth=Birth(year=2003))
    with entered(worker):
        commands.settle_with(actor=worker, registration_id=other.pk, with_id=one.pk, role="FRAT", today=TODAY)
        (home,) = queries.homes_of(actor=worker, registration_id=one.pk)
    assert {row.registration.given_latin for row in home.members} == {"Amal", "Hiba"}


@pytest.mark.parametrize("whose", ["herself", "a stranger", "nobody"])
def test_only_who_was_proposed_can_be_chosen(worker, brahim, whose):
    made = daughter(worker)
    others = {"herself": made.pk, "a stranger": register(worker, "Zahra", "Ouali").pk, "nobody": uuid.uuid4()}
    with entered(worker), pytest.raises(commands.NotProposed):
        commands.settle_with(actor=worker, registration_id=made.pk, with_id=others[whose], role="ENF", today=TODAY)


def test_days_to_come_are_refused_and_leave_nothing(worker):
    one = register(worker, "Amal", father="Omar", mother="Itto", birth=Birth(year=2001))
    other = register(worker, "Hiba", father="Omar", mother="Itto", birth=Birth(year=2003))
    with entered(worker):
        with pytest.raises(commands.BadDates):
            commands.settle_with(
                actor=worker, registration_id=other.pk, with_id=one.pk, role="FRAT", today=TODAY,
                since=date(2027, 1, 1),
            )  # fmt: skip
        assert queries.homes_of(actor=worker, registration_id=one.pk) == ()


def test_another_unit_is_never_proposed(worker, brahim, institution):
    educator, delegate = actor("EDUCATOR", institution.sister), actor("DELEGATE", institution.delegation)
    made = daughter(educator)
    assert homes(educator, made) == ()
    assert homes(delegate, made) == ()


def test_a_file_out_of_reach_is_not_there(worker, institution):
    made = daughter(worker)
    with pytest.raises(Registration.DoesNotExist):
        homes(actor("EDUCATOR", institution.sister), made)


@pytest.fixture
def protected(worker, brahim, institution):
    """Fatima left her husband's house with a child; the officer named on her dossier, a worker who is not."""
    wife = register(worker, "Fatima", "Ait Hammou", mother="Itto", phones=["0612345678"], commune_code="05.081.01.03")
    child = register(worker, "Yassine", father="Brahim", mother="Fatima", birth=Birth(year=2019))
    officer, dossier = actor("WOMEN_OFFICER", institution.centre), uuid.uuid4()
    with entered(officer):
        commands.protect_person(actor=officer, registration_id=wife.pk, dossier_id=dossier)
    return wife, child, named(officer, dossier)


def alone(who, registration):
    """As if he lived in no household, so that proposals would be made to him."""
    with entered(who):
        row = queries.home_today(actor=who, registration_id=registration.pk)
        if row:
            (member,) = queries.members_on(actor=who, household_id=row.pk, day=TODAY)
            commands.leave_household(actor=who, membership_id=member.pk, until=TODAY, today=TODAY)


@pytest.mark.parametrize("is_officer", [False, True])
def test_a_protected_person_is_proposed_to_nobody_and_nobody_to_her(worker, brahim, protected, is_officer):
    wife, _, officer = protected
    alone(worker, brahim)
    reader = officer if is_officer else worker
    assert wife not in [row for home in homes(reader, brahim) for row in home.people]
    assert homes(reader, wife) == ()


@pytest.mark.parametrize("is_officer", [False, True])
def test_who_lives_in_a_protected_household_is_not_proposed_to_the_former_one(worker, brahim, protected, is_officer):
    wife, child, officer = protected
    with entered(officer):
        home = queries.home_today(actor=officer, registration_id=wife.pk)
        commands.join_household(actor=officer, household_id=home.pk, registration_id=child.pk, role="ENF", today=TODAY)
    alone(worker, brahim)
    reader = officer if is_officer else worker
    assert homes(reader, brahim) == () and homes(reader, child) == ()


def test_before_the_protection_the_child_was_proposed(worker, brahim):
    child = register(worker, "Yassine", father="Brahim", mother="Fatima", birth=Birth(year=2019))
    assert names(homes(worker, child)) == [["Brahim"]]


def test_the_application_cannot_ask_who_lives_hidden(worker, protected):
    from django.db import DatabaseError, connection, transaction

    with entered(worker), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT people_lives_hidden(%s)", [protected[0].pk])


def test_the_work_does_not_grow_with_the_unit(worker, brahim, django_assert_num_queries):
    made = daughter(worker)
    with entered(worker), django_assert_num_queries(10):
        queries.likely_homes(actor=worker, registration_id=made.pk)
    for number in range(8):
        daughter(worker, f"Hiba{number}")
    with entered(worker), django_assert_num_queries(10):
        found = queries.likely_homes(actor=worker, registration_id=made.pk)
    assert len(found) <= 4
