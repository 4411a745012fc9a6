"""Three kinds of notes: who reads each, by the rule, and by each wall with the other removed."""

import pytest
from django.db import connection, transaction

from tests.assistance.factories import NOW, again, case, person, working
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import CaseNote
from wasl.assistance.queries import case_sheet, notes_in
from wasl.assistance.rules import Fault
from wasl.assistance.rules.notes import MAY_READ, Readers, reads_note
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system

MIXED = ("قالت له: «Je veux 3 jours, pas 30» ثم سكتت \u202babc\u202c ١٢٣ — é\u0301 \u200f!\n" * 400)[:10_000]


def write(actor, dossier, readers, text="x"):
    with working(actor) as who:
        return commands.write_note(
            actor=who, now=NOW, note_id=new_id(), case_id=dossier.pk, text=text, readers=readers
        )  # fmt: skip


def seen(actor, dossier):
    with working(actor) as who:
        return sorted(note.readers for note in CaseNote.objects.visible_to(who, Permission.CASE_READ))


@pytest.fixture
def people(place):
    """Author, colleague of the same centre, supervisor there, delegate, inspector above."""
    return {
        "author": place.worker(), "colleague": place.worker(), "supervisor": place.worker(role="SUPERVISOR"),
        "inspector": place.worker(place.coordination, role="INSPECTOR"),
    }  # fmt: skip


READS = {
    "author": ["author", "shared", "team"], "colleague": ["shared", "team"],
    "supervisor": ["author", "shared", "team"], "inspector": ["shared"],
}  # fmt: skip


def test_who_reads_what_by_both_walls(people):
    dossier = case(people["author"])
    for readers in Readers:
        write(people["author"], dossier, readers)
    assert {name: seen(actor, dossier) for name, actor in people.items()} == READS


@pytest.mark.parametrize("name", sorted(READS))
def test_each_wall_holds_alone(people, name):
    dossier = case(people["author"])
    for readers in Readers:
        write(people["author"], dossier, readers)
    actor = again(people[name])
    with transaction.atomic(), system("load demo"):
        first = sorted(row.readers for row in CaseNote.objects.visible_to(actor, Permission.CASE_READ))
    with transaction.atomic(), entered(actor), connection.cursor() as cursor:
        cursor.execute("SELECT readers FROM assistance_casenote ORDER BY readers")
        second = [readers for (readers,) in cursor.fetchall()]
    assert (first, second) == (READS[name], READS[name])


@pytest.mark.parametrize("readers", Readers)
def test_the_rule_is_the_table(readers):
    for index, said in enumerate(MAY_READ[readers][1:]):
        asked = [False, False, False]
        asked[index] = True
        unit, supervisor, author = asked
        reads = reads_note(readers=readers, is_in_unit=unit, supervises=supervisor, is_author=author)
        assert reads is (MAY_READ[readers][0] or said)


@pytest.mark.parametrize("readers", Readers)
def test_ten_thousand_signs_of_mixed_directions_come_back_exactly(place, readers):
    worker = place.worker()
    dossier = case(worker)
    note = write(worker, dossier, readers, MIXED)
    assert "قالت".encode() not in bytes(note.text)
    with working(worker) as who:
        assert notes_in(actor=who, case_id=dossier.pk) == [MIXED]
        (event,) = case_sheet(actor=who, case_id=dossier.pk, on=NOW.date()).events
    assert event.text == MIXED


@pytest.mark.parametrize(
    ("text", "fault"), [("", Fault.NO_WORDS), (" \n", Fault.NO_WORDS), ("x" * 10_001, Fault.TOO_LONG)]
)
def test_an_empty_or_endless_note_is_refused(place, text, fault):
    worker = place.worker()
    dossier = case(worker)
    with pytest.raises(Refused) as raised:
        write(worker, dossier, Readers.TEAM, text)
    assert raised.value.fault == fault


def test_a_dossier_that_turns_nominative_takes_the_notes_nobody_else_reads(place):
    worker, officer = place.worker(), place.worker(role="WOMEN_OFFICER")
    dossier = case(worker)
    write(worker, dossier, Readers.AUTHOR)
    with working(officer) as who:
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_CONJ")
    assert seen(worker, dossier) == []
    with transaction.atomic(), system("load demo"):
        (note,) = CaseNote.objects.for_system("load demo").filter(case_id=dossier.pk)
    assert note.level == 4


def test_another_dossier_of_her_shows_nothing_of_this_one(place):
    worker, officer = place.worker(), place.worker(role="WOMEN_OFFICER")
    her = person(worker)
    open_one = case(worker, her)
    hidden = case(officer, her, situations=[("VIOL_CONJ", 3, NOW.date())])
    write(officer, hidden, Readers.SHARED)
    with working(worker) as who:
        sheet = case_sheet(actor=who, case_id=open_one.pk, on=NOW.date())
    assert (sheet.events, [task.kind for task in sheet.tasks], seen(worker, open_one)) == ([], ["first"], [])


def test_a_note_cannot_be_slipped_in_for_somebody_else(place):
    """The policy checks what is written too: a colleague cannot write in the name of another, for that one alone."""
    worker, other = place.worker(), place.worker()
    dossier = case(worker)
    write(worker, dossier, Readers.AUTHOR)
    with transaction.atomic(), entered(again(other)), connection.cursor() as cursor:
        cursor.execute("UPDATE assistance_casenote SET readers = 'shared'")
        assert cursor.rowcount == 0
