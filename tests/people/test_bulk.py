from datetime import UTC, date, datetime

import pytest
from tests.access.factories import working_as

from wasl.people import queries
from wasl.people.bulk import NewHousehold, NewRegistration, write_households, write_registrations
from wasl.people.rules import Birth, Particulars
from wasl.people.rules.sought import sought_in_box

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def new(unit, given, **options):
    particulars = Particulars(given_latin=given, family_latin="Ait Hammou", birth=Birth(year=1988))
    return NewRegistration(unit_id=unit.pk, path=unit.path, particulars=particulars, created_at=NOW, **options)


@pytest.fixture
def two(institution):
    rows = [new(institution.centre, "Fatima", phone="0612345678"), new(institution.centre, "Brahim")]
    assert write_registrations(rows, today=TODAY) == 2
    return rows


def test_what_is_written_in_bulk_is_found_as_if_registered(institution, two):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        for text in ("fatima ait hammou 1988", "06 12 34 56 78"):
            found = queries.search(actor=worker, sought=sought_in_box(text), today=TODAY)
            assert found.candidates[0].registration.pk == two[0].id


def test_bulk_rows_stay_behind_the_walls(institution, two):
    with working_as("SOCIAL_WORKER", institution.stranger) as stranger:
        assert not queries.registrations(actor=stranger).exists()


def test_several_registrations_of_one_person(institution, two):
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        person = queries.person_of(actor=worker, registration_id=two[0].id)
        write_registrations([new(institution.centre, "Fatma", person_id=person)], today=TODAY)
        assert queries.registrations_of_person(actor=worker, person_id=person).count() == 2


def test_households_with_their_members(institution, two):
    members = [(two[1].id, "CHEF", None), (two[0].id, "CONJ", date(2010, 1, 1))]
    home = NewHousehold(unit_id=institution.centre.pk, path=institution.centre.path, created_at=NOW, members=members)
    assert write_households([home]) == 1
    with working_as("SOCIAL_WORKER", institution.centre) as worker:
        (seen,) = queries.homes_of(actor=worker, registration_id=two[0].id)
        assert [row.registration.given_latin for row in seen.members] == ["Brahim", "Fatima"]
