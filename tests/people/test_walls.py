"""The second wall alone: plain SQL under the actor's limits, without any scoped query."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from tests.access.factories import actor, named, working_as
from tests.people.factories import kept, registration

from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.people import queries
from wasl.people.models import Address, Household, Membership, Phone, Registration
from wasl.people.walls import KEPT

TABLES = ("people_registration", *KEPT)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "EDUCATOR", "CENTRE_DIRECTOR"])
def test_a_sister_centre_sees_no_row(institution, role):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        kept(Phone, worker, registration(worker), number="0600000001", contact="CALL")
        assert (count("people_registration"), count("people_phone")) == (1, 1)
    with working_as(role, institution.sister):
        assert {table: count(table) for table in TABLES} == dict.fromkeys(TABLES, 0)


def test_the_delegate_reads_the_centres_below(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        registration(worker)
    with working_as("DELEGATE", institution.delegation):
        assert count("people_registration") == 1
    with working_as("DELEGATE", institution.other):
        assert count("people_registration") == 0


def test_a_child_row_cannot_hang_on_a_registration_out_of_scope(institution):
    with working_as("SOCIAL_WORKER", institution.stranger) as stranger:
        theirs = registration(stranger)
    with working_as("SOCIAL_WORKER", institution.centre) as worker, pytest.raises(DatabaseError), transaction.atomic():
        kept(Phone, worker, theirs, number="0600000001", contact="CALL")


def test_a_row_cannot_claim_another_units_path(institution):
    claim = "INSERT INTO people_household (id, unit_id, path, level) VALUES (gen_random_uuid(), %s, %s, 2)"
    with working_as("SOCIAL_WORKER", institution.centre), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(claim, [institution.stranger.pk, institution.centre.path])


def test_a_phone_is_never_less_protected_than_its_registration(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        made = registration(worker, level=3)
        assert kept(Phone, worker, made, number="0600000001", contact="CALL", level=1).level == 3


def test_a_raised_registration_raises_what_hangs_on_it(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        made = registration(worker)
        phone = kept(Phone, worker, made, number="0600000001", contact="CALL")
        Registration.objects.visible_to(worker, Permission.PERSON_CORRECT).filter(pk=made.pk).update(level=3)
        assert Phone.objects.visible_to(worker, Permission.PERSON_READ).get(pk=phone.pk).level == 3


def test_a_phone_of_its_own_level_hides_from_the_educator_with_its_history(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        phone = kept(Phone, worker, registration(worker), number="0600000001", contact="CALL")
        phones = Phone.objects.visible_to(worker, Permission.PERSON_CORRECT).filter(pk=phone.pk)
        phones.update(number="0600000002", contact="NEVER")
        phones.update(level=3)
        assert [past.number for past in queries.history_of(actor=worker, row=phone)] == ["0600000001"]
    with working_as("EDUCATOR", institution.centre) as educator:
        assert (count("people_registration"), count("people_phone"), count("people_phonehistory")) == (1, 0, 0)
        assert not queries.history_of(actor=educator, row=phone).exists()


def test_history_says_who_replaced_the_value(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        made = registration(worker)
        Registration.objects.visible_to(worker, Permission.PERSON_CORRECT).filter(pk=made.pk).update(douar="Imlil")
        assert [past.account_id for past in queries.history_of(actor=worker, row=made)] == [worker.account_id]


def test_history_cannot_be_rewritten(institution):
    with working_as("SOCIAL_WORKER", institution.centre), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_registrationhistory")


def test_nobody_reads_who_is_protected(institution):
    with working_as("WOMEN_OFFICER", institution.centre), pytest.raises(DatabaseError), transaction.atomic():
        count("people_protection")


def test_a_nominative_row_is_read_by_the_named_alone(institution):
    seal = uuid.uuid4()
    officer = named(actor("WOMEN_OFFICER", institution.centre), seal)
    with entered(officer):
        made = registration(officer, level=4, seal=seal)
        kept(Address, officer, made, landmark="derrière la fontaine")
    for role in ("WOMEN_OFFICER", "CENTRE_DIRECTOR"):
        with working_as(role, institution.centre):
            assert (count("people_registration"), count("people_address"), count("people_personlink")) == (0, 0, 0)


def test_a_moved_unit_carries_its_people_and_their_past(institution, owner_path):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        made = registration(worker)
        home = Household.objects.visible_to(worker, Permission.PERSON_READ).create(
            unit_id=worker.unit_id, path=worker.path
        )
        kept(Membership, worker, made, household=home, role="CHEF")
        Registration.objects.visible_to(worker, Permission.PERSON_CORRECT).filter(pk=made.pk).update(douar="Imlil")
    owner_path(institution.centre, institution.other.path + institution.centre.code + ".")
    with working_as("DELEGATE", institution.other):
        tables = ("people_registration", "people_membership", "people_household", "people_registrationhistory")
        assert [count(table) for table in tables] == [1, 1, 1, 1]
    with working_as("DELEGATE", institution.delegation):
        assert count("people_registration") == 0


@pytest.fixture
def owner_path():
    def move(unit, path):
        unit.path = path
        unit.save(update_fields=["path"])

    return move
