"""The whole import taken back: every table as before, and whoever was used since stays, found from the models."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from tests.access.factories import actor
from tests.people.factories import registration
from tests.people.lists.conftest import HEADINGS, NOW, TODAY, applied, checked, undone, workbook
from tests.people.lists.test_taking import BORN, FAMILY, known

from wasl.core.scope import entered, system
from wasl.people import commands as people
from wasl.people.commands import lists
from wasl.people.models import Household, Membership, Person, PersonList, Registration
from wasl.people.queries import footprint as footprints
from wasl.people.queries import lists as queries_of_lists
from wasl.people.queries.footprint import in_order_of_removal, relations
from wasl.people.queries.lists import rows
from wasl.people.rules import Particulars
from wasl.people.rules.lists import RowAnswer

#: The import's own record, and what only ever grows.
_APART = {
    "journal_line",
    "journal_sealedline",
    "people_personlist",
    "people_listfile",
    "people_listrow",
    "people_listmapping",
}


def our_tables() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("wasl.") and model._meta.db_table not in _APART:
            yield model._meta.db_table


def everything():
    """Every row of every table of every room, as text."""
    found = {}
    with system("undo list"), connection.cursor() as cursor:
        for table in our_tables():
            if table == "journal_sealedline":
                continue
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def differences(before, after):
    return {table: (len(before[table]), len(after[table])) for table in before if before[table] != after[table]}


def test_undone_every_table_is_as_before(institution):
    worker = actor("SOCIAL_WORKER", institution.centre)
    stranger = actor("SOCIAL_WORKER", institution.stranger)
    known(worker, **BORN)
    known(worker, given_latin="Omar", family_latin="Bali", birth_precision="YEAR", birth_year=1970)
    kenza = {"given_latin": "Kenza", "family_latin": "Filali", "sex": "F", "birth_precision": "DAY"}
    known(stranger, **kenza, birth_year=1990, birth_month=2, birth_day=3)
    delegate = actor("DELEGATE", institution.delegation)
    lines = (
        *FAMILY,
        [4, "BALI Omar", "M", "1970", "", "", 2],
        [5, "NOUR Aya", "F", "2011", "Said", "0655443322", 2],
        [6, "FILALI Kenza", "F", "03/02/1990", "", "", ""],
    )
    people.find_doubles(now=NOW)
    before = everything()
    held = checked(delegate, workbook(HEADINGS, *lines), unit_id=institution.sister.pk)
    assert differences(before, everything()) == {}
    answer_outside(delegate, held)
    applied(delegate, held)
    people.find_doubles(now=NOW)
    assert len(differences(before, everything())) >= 6
    undone(delegate, held)
    assert differences(before, everything()) == {}
    with entered(delegate):
        assert PersonList.objects.visible_to(delegate, "person:import").get().state == "UNDONE"
        assert not rows(actor=delegate, list_id=held.pk).exclude(kept_for=[]).exists()


def answer_outside(who, held):
    with entered(who):
        for row in rows(actor=who, list_id=held.pk).filter(verdict="REVIEW"):
            entry = lists.held.unseal_row(row)[1]
            found = queries_of_lists.found_for(actor=who, entry=entry, today=TODAY)
            token = found.masked[0].token if found.masked else ""
            said = RowAnswer.SAME if token else RowAnswer.NONE
            lists.answer_row(
                actor=who,
                row_id=row.pk,
                answer=said,
                token=token,
                none_of_these="" if token else "OTHER_AGE",
                today=TODAY,
            )


@pytest.fixture
def taken(director):
    return applied(director, checked(director, workbook(HEADINGS, *FAMILY)))


def row_at(who, held, line):
    return rows(actor=who, list_id=held.pk).get(line=line)


def kept(who, held):
    with entered(who):
        return {row.line: row.kept_for for row in rows(actor=who, list_id=held.pk) if row.kept_for}


def test_a_corrected_person_stays_and_is_listed(director, taken):
    with entered(director):
        own = Registration.objects.visible_to(director, "person:read").get(pk=row_at(director, taken, 2).pk)
        people.correct_registration(
            actor=director, registration_id=own.pk, version=own.version, now=NOW,
            particulars=Particulars(given_latin="Saïd", family_latin="Zitouni", sex="M"),
        )  # fmt: skip
    undone(director, taken)
    assert kept(director, taken) == {2: ["people.registrationhistory"]}
    with entered(director):
        left = Registration.objects.visible_to(director, "person:read").get()
        assert Membership.objects.visible_to(director, "person:read").get().registration_id == left.pk


def test_somebody_linked_since_stays(director, taken):
    with entered(director):
        other = registration(director)
        row = row_at(director, taken, 3)
        people.confirm_same(actor=director, registration_id=other.pk, as_registration_id=row.pk)
    undone(director, taken)
    assert set(kept(director, taken)) == {3}


def test_a_household_that_changed_since_keeps_its_members(director, taken):
    with entered(director):
        other = registration(director)
        home = Household.objects.visible_to(director, "person:read").get()
        people.join_household(actor=director, household_id=home.pk, registration_id=other.pk, role="ENF", today=TODAY)
    undone(director, taken)
    assert set(kept(director, taken)) == {2, 3, 4}


def test_a_member_who_left_since_stays_alone(director, taken):
    with entered(director):
        row = row_at(director, taken, 4)
        people.leave_household(actor=director, membership_id=row.pk, until=TODAY, today=TODAY)
    undone(director, taken)
    assert kept(director, taken) == {4: ["people.membershiphistory"]}


def referring():
    """Every table of every room that refers to a registration or to its person."""
    return sorted({(model, column) for root in (Registration, Person) for model, column in relations(root)}, key=str)


def test_whatever_refers_to_a_registration_is_found_from_the_models():
    names = {model._meta.label for model, _column in referring()}
    wanted = {"people.Phone", "people.Verdict", "people.RegistrationHistory", "assistance.Reception", "assistance.Case"}
    assert wanted <= names


@pytest.mark.parametrize(("model", "column"), referring(), ids=lambda value: getattr(value, "__name__", value))
def test_a_new_row_in_any_of_these_tables_keeps_the_person(director, taken, model, column, monkeypatch):
    """As if one more row of that table referred to the person of line 2."""
    with entered(director):
        mark = row_at(director, taken, 2).pk
    real = footprints._referring

    def one_more(other, name, keys):
        is_wanted = (other, name) == (model, column) and mark in keys
        return real(other, name, keys) + ([(uuid4(), mark)] if is_wanted else [])

    monkeypatch.setattr(footprints, "_referring", one_more)
    undone(director, taken)
    assert kept(director, taken) == {2: [model._meta.label_lower]}


def test_rows_that_refer_to_others_go_first():
    order = in_order_of_removal([Registration, Membership, Person, *{model for model, _ in referring()}])
    assert order.index(Membership) < order.index(Registration)
    assert json.dumps([model._meta.label for model in order])
