"""From the file to registrations: verdicts, answers, what is written, and that nothing is before a person confirms."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.access.factories import actor, working_as
from tests.people.factories import registration
from tests.people.lists.conftest import HEADINGS, NOW, TODAY, applied, checked, send, workbook

from wasl.core.authority import NotAllowed
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.people import commands as people
from wasl.people import queries
from wasl.people.commands import lists as commands
from wasl.people.lists.rows import Entry
from wasl.people.models import Address, DocumentNumber, ListRow, Membership, PersonList, Phone, Registration
from wasl.people.queries.lists import progress_of, rows
from wasl.people.rules.lists import RowAnswer
from wasl.people.rules.sought import keys_of

FAMILY = (
    [1, "ZITOUNI Said", "M", "12/05/1960", "Omar", "0661234567", "A1"],
    [2, "ZITOUNI Amal", "F", "03/04/1965", "Brahim", "", "A1"],
    [3, "ZITOUNI Rim", "F", "2001", "Said", "", "A1"],
)


def verdicts(who, held):
    with entered(who):
        return [row.verdict for row in rows(actor=who, list_id=held.pk)]


def registered(who):
    with entered(who):
        return list(Registration.objects.visible_to(who, "person:read").order_by("id"))


def test_a_dry_run_writes_nothing_to_the_registry(director):
    held = checked(director, workbook(HEADINGS, *FAMILY))
    assert verdicts(director, held) == ["NEW"] * 3
    assert registered(director) == []


def test_what_is_new_becomes_registrations_with_all_that_was_said(director):
    applied(director, checked(director, workbook(HEADINGS, *FAMILY)))
    said, amal, rim = registered(director)
    assert (said.family_latin, said.given_latin, said.sex, said.father) == ("ZITOUNI", "Said", "M", "Omar")
    assert (said.birth.year, said.birth.month, said.birth.day) == (1960, 5, 12) and said.keys
    assert rim.birth.year == 2001 and amal.unit_id == director.unit_id and amal.created_by == director.account_id
    with entered(director):
        assert Phone.objects.visible_to(director, "person:read").get().number == "0661234567"
        assert Line.objects.filter(verb="person:create").count() == 3


def test_households_are_built_from_the_list(director):
    applied(director, checked(director, workbook(HEADINGS, *FAMILY)))
    with entered(director):
        members = Membership.objects.visible_to(director, "person:read").select_related(None)
        assert sorted(member.role for member in members) == ["AUTRE", "AUTRE", "CHEF"]
        assert len({member.household_id for member in members}) == 1


def test_cards_are_sealed_and_addresses_kept(director):
    headings = ["Nom complet", "CIN", "Adresse", "Douar"]
    applied(
        director, checked(director, workbook(headings, ["Amal Zitouni", "I 123456", "12, rue des Oliviers", "Ait X"]))
    )
    with entered(director):
        number = DocumentNumber.objects.visible_to(director, "person:read").get()
        assert len(number.near) == 8 and b"123456" not in bytes(number.sealed)
        assert Address.objects.visible_to(director, "person:read").get().line == "12, rue des Oliviers"


def test_the_same_row_twice_is_one_person(director):
    held = applied(director, checked(director, workbook(HEADINGS, FAMILY[0], FAMILY[0])))
    assert verdicts(director, held) == ["NEW", "TWICE"]
    assert len(registered(director)) == 1


def test_the_same_person_in_two_scripts_within_a_list_is_found(director):
    headings = ["الاسم الكامل", "تاريخ الازدياد"]
    lines = (["فاطمة أيت حمو", "12/05/1988"], ["Fatima Ait Hammou", "12 mai 1988"])
    assert verdicts(director, checked(director, workbook(headings, *lines))) == ["NEW", "TWICE"]


@pytest.mark.parametrize(
    "given", [("Amine", "Yassine"), ("Mohamed Amine", "Mohamed Yassine"), ("Fatima", "Fatima Zahra")]
)
def test_twins_are_never_taken_for_one(director, given):
    lines = ([n, f"ZITOUNI {name}", "M", "01/02/2015", "Said", "0661234567", 1] for n, name in enumerate(given))
    assert "TWICE" not in verdicts(director, checked(director, workbook(HEADINGS, *lines)))


def known(who, **values):
    with entered(who):
        made = registration(who, **({"given_latin": "Said", "family_latin": "Zitouni", "sex": "M"} | values))
        Registration.objects.visible_to(who, "person:read").filter(pk=made.pk).update(
            keys=keys_of(made.particulars), keys_version=1
        )
    return made


BORN = {"birth_precision": "DAY", "birth_year": 1960, "birth_month": 5, "birth_day": 12, "father": "Omar"}


def test_somebody_certainly_registered_here_is_not_registered_again(director):
    known(director, **BORN)
    held = applied(director, checked(director, workbook(HEADINGS, FAMILY[0])))
    assert verdicts(director, held) == ["HERE"] and len(registered(director)) == 1


def test_somebody_certainly_known_in_one_s_reach_is_linked(institution):
    worker = actor("SOCIAL_WORKER", institution.centre)
    theirs = known(worker, **BORN)
    delegate = actor("DELEGATE", institution.delegation)
    held = applied(delegate, checked(delegate, workbook(HEADINGS, FAMILY[0]), unit_id=institution.sister.pk))
    assert verdicts(delegate, held) == ["KNOWN"]
    with entered(delegate):
        mine = Registration.objects.visible_to(delegate, "person:read").exclude(pk=theirs.pk).get()
        persons = queries.persons_of(actor=delegate, registration_ids=[mine.pk, theirs.pk])
    assert persons[mine.pk] == persons[theirs.pk]


def test_a_sensitive_file_is_never_linked_without_a_person(institution):
    worker = actor("SOCIAL_WORKER", institution.centre)
    known(worker, **BORN, level=3)
    delegate = actor("DELEGATE", institution.delegation)
    assert verdicts(delegate, checked(delegate, workbook(HEADINGS, FAMILY[0]), unit_id=institution.sister.pk)) == [
        "REVIEW"
    ]


def test_somebody_likely_waits_for_an_answer(director):
    known(director, birth_precision="YEAR", birth_year=1960)
    held = applied(director, checked(director, workbook(HEADINGS, FAMILY[0])))
    assert verdicts(director, held) == ["REVIEW"] and len(registered(director)) == 1


def answer(who, held, **options):
    with entered(who):
        row = rows(actor=who, list_id=held.pk).get()
        return commands.answer_row(actor=who, row_id=row.pk, today=TODAY, **options)


def test_none_of_these_is_taken_with_its_reason(director):
    known(director, birth_precision="YEAR", birth_year=1960)
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    answer(director, held, answer=RowAnswer.NONE, none_of_these="OTHER_FAMILY")
    applied(director, held)
    assert [row.none_of_these for row in registered(director)] == ["", "OTHER_FAMILY"]


def test_the_same_as_one_that_is_read_is_linked(director):
    theirs = known(director, birth_precision="YEAR", birth_year=1960)
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    answer(director, held, answer=RowAnswer.SAME, known_id=theirs.pk)
    applied(director, held)
    with entered(director):
        ids = [row.pk for row in Registration.objects.visible_to(director, "person:read")]
        assert len(set(queries.persons_of(actor=director, registration_ids=ids).values())) == 1


def test_the_same_as_somebody_outside_is_linked_and_shows_nothing(institution, director):
    stranger = actor("SOCIAL_WORKER", institution.stranger)
    known(stranger, **BORN)
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    with entered(director):
        row = rows(actor=director, list_id=held.pk).get()
        assert (row.verdict, row.reasons) == ("REVIEW", [["OUTSIDE"]])
        entry = commands.held.unseal_row(row)[1]
        token = queries.lists.found_for(actor=director, entry=entry, today=TODAY).masked[0].token
    answer(director, held, answer=RowAnswer.SAME, token=token)
    applied(director, held)
    assert len(registered(director)) == 1


def test_left_rows_are_not_taken_and_may_be_answered_later(director):
    known(director, birth_precision="YEAR", birth_year=1960)
    held = applied(director, checked(director, workbook(HEADINGS, FAMILY[0])))
    answer(director, held, answer=RowAnswer.NONE, none_of_these="OTHER_AGE")
    applied(director, held)
    assert len(registered(director)) == 2


def test_applied_twice_writes_once(director):
    held = applied(director, checked(director, workbook(HEADINGS, *FAMILY)))
    applied(director, held)
    assert len(registered(director)) == 3


def test_the_same_file_again_finds_everybody_here(director):
    applied(director, checked(director, workbook(HEADINGS, *FAMILY)))
    again = checked(director, workbook(HEADINGS, *FAMILY))
    assert verdicts(director, again) == ["HERE", "HERE", "REVIEW"]


def test_somebody_registered_between_the_check_and_the_confirmation_is_found(director):
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    known(director, **BORN)
    applied(director, held)
    assert verdicts(director, held) == ["HERE"] and len(registered(director)) == 1


def test_every_line_is_accounted_for(director):
    lines = [*FAMILY, [4, "", "F", "", "", "", ""], [5, "X Y", "", "31/02/1990", "", "", ""], ["Total", 5]]
    held = checked(director, workbook(HEADINGS, *lines))
    with entered(director):
        progress = progress_of(actor=director, list_id=held.pk)
        held = PersonList.objects.visible_to(director, "person:import").get()
    assert progress.total == progress.checked == held.row_count == 6
    assert dict(progress.by_verdict) | {"": 0} == {
        "NEW": 3, "TWICE": 0, "HERE": 0, "KNOWN": 0, "REVIEW": 0, "REFUSED": 2, "ASIDE": 1, "": 0,
    }  # fmt: skip


def test_the_mapping_is_remembered_for_the_same_headings(director):
    strange = ["colonne un", "colonne deux"]
    first = send(director, workbook(strange, ["Amal Zitouni", "Said"]))
    assert first.columns == ["", ""]
    with entered(director):
        commands.set_columns(actor=director, list_id=first.pk, columns=["name", "father"], now=NOW)
    assert send(director, workbook(strange, ["Rim Bali", "Omar"])).columns == ["name", "father"]


def test_a_list_without_a_name_is_not_read(director):
    held = send(director, workbook(["Date de naissance", "Tél"], ["1988", "06"]))
    with entered(director), pytest.raises(commands.BadColumns, match="NO_NAME"):
        commands.set_columns(actor=director, list_id=held.pk, columns=held.columns, now=NOW)


def test_the_headings_may_be_said_to_stand_elsewhere(director):
    held = send(director, workbook(["A", "B"], ["Nom complet", "x"], ["Amal Zitouni", "y"]))
    with entered(director):
        held = commands.set_columns(actor=director, list_id=held.pk, columns=held.columns, header=2, now=NOW)
        assert (held.state, held.columns) == ("MAPPING", ["name", ""])


def test_what_the_rows_say_is_sealed(director):
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    with entered(director):
        row = rows(actor=director, list_id=held.pk).get()
    assert b"ZITOUNI" not in bytes(row.sealed) and "Zitouni" not in str(row.reasons)
    assert commands.held.unseal_row(row)[1].particulars.father == "Omar"


def test_who_may_not_import_may_not_send(institution):
    with working_as("SOCIAL_WORKER", institution.centre) as who, pytest.raises(NotAllowed):
        commands.send_list(actor=who, file_name="a.xlsx", content=workbook(HEADINGS), now=NOW)


def test_a_list_is_sent_for_units_of_one_s_reach_only(institution, director):
    with entered(director), pytest.raises(NotAllowed):
        commands.send_list(
            actor=director, file_name="a.xlsx", content=workbook(HEADINGS, FAMILY[0]), now=NOW,
            unit_id=institution.sister.pk,
        )  # fmt: skip


def test_a_list_of_another_unit_is_not_there(institution, director):
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    with working_as("CENTRE_DIRECTOR", institution.sister) as other:
        with pytest.raises(PersonList.DoesNotExist):
            commands.apply_list(actor=other, list_id=held.pk)
        assert not ListRow.objects.visible_to(other, "person:import").exists()


def test_a_protected_person_outside_makes_no_difference(institution, director):
    officer = actor("WOMEN_OFFICER", institution.sister)
    theirs = known(officer, **BORN)
    assert verdicts(director, checked(director, workbook(HEADINGS, FAMILY[0]))) == ["REVIEW"]
    with entered(officer):
        people.protect_person(actor=officer, registration_id=theirs.pk, dossier_id=uuid4())
    held = checked(director, workbook(HEADINGS, FAMILY[0]))
    with entered(director):
        row = rows(actor=director, list_id=held.pk).get()
    assert (row.verdict, row.reasons) == ("NEW", [])


def test_cleared_lists_keep_what_was_decided_and_no_word_of_it(director):
    held = applied(director, checked(director, workbook(HEADINGS, *FAMILY)))
    assert commands.clear_lists(now=NOW + timedelta(days=30)) == 0
    assert commands.clear_lists(now=NOW + timedelta(days=91)) == 1
    with entered(director):
        row = rows(actor=director, list_id=held.pk).first()
        assert (bytes(row.sealed), row.verdict) == (b"", "NEW")
        assert commands.held.unseal_row(row) == ([], Entry())
