import pytest
from django.db import IntegrityError, connection, transaction

from tests.access import factories as access
from tests.assistance.complaints import ask, brought_to, complaint, handler, step
from tests.assistance.factories import NOW, orientation, person, working
from wasl.access.models import Account, Posting
from wasl.assistance.commands import complaints
from wasl.assistance.commands.complaints import CannotComplain
from wasl.assistance.commands.complaints.questions import tells_name
from wasl.assistance.models import Complaint
from wasl.assistance.queries.complaint_words import words_in
from wasl.assistance.queries.complaints import complaint_sheet, complaints_for, questions_of
from wasl.assistance.rules.complaints import ComplaintFault
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.journal.models import Line

pytestmark = pytest.mark.django_db
F = ComplaintFault


@pytest.fixture
def worker(place):
    return place.worker()


@pytest.fixture
def desk(place):
    return handler(place)


def seen_through_code(actor, pk):
    """The first wall with the second removed."""
    with transaction.atomic(), system("count complaints"):
        return complaints_for(actor).filter(pk=pk).exists()


def seen_through_database(actor, pk):
    """The second wall with the first removed."""
    with working(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assistance_complaint WHERE id = %s", [pk])
        return cursor.fetchone()[0] == 1


WALLS = [seen_through_code, seen_through_database]


@pytest.mark.parametrize("wall", WALLS)
def test_a_handler_of_the_coordination_and_one_of_headquarters_read_it(place, worker, desk, wall):
    pk, _ = complaint(worker, place.sister)
    assert wall(desk, pk) and wall(handler(place, place.hq), pk)


@pytest.mark.parametrize("wall", WALLS)
def test_who_wrote_it_down_never_handles_it(place, wall):
    both = handler(place)
    pk, _ = complaint(both, place.centre)
    assert not wall(both, pk)


@pytest.mark.parametrize("wall", WALLS)
def test_nobody_of_the_unit_handles_it(place, worker, desk, wall):
    holder = Account.objects.get(pk=desk.account_id)
    Posting.objects.create(account=holder, role="SOCIAL_WORKER", unit=place.centre, since=NOW.date())
    pk, _ = complaint(worker, place.centre)
    assert not wall(desk, pk)


@pytest.mark.parametrize("wall", WALLS)
def test_who_belongs_to_the_unit_without_a_posting_does_not_either(place, worker, wall):
    native = access.actor("COMPLAINT_HANDLER", place.coordination, holder=access.account(place.centre))
    pk, _ = complaint(worker, place.centre)
    assert not wall(native, pk)


@pytest.mark.parametrize("wall", WALLS)
def test_who_took_the_decision_never_handles_the_appeal(place, worker, desk, wall):
    sent = orientation(worker, registration_id=person(worker).pk, destination="CSU")
    colleague = place.worker(at=place.sister)
    pk, _ = complaint(colleague, place.centre, kind="RECOURS", decision="orientation", decision_number=sent.number)
    with system("count complaints"):
        assert worker.account_id in Complaint.objects.for_system("count complaints").get(pk=pk).excluded
    brought_to(desk, pk)
    with working(desk) as actor:
        number = Account.objects.get(pk=desk.account_id).staff_number
        complaints.exclude_account(actor=actor, now=NOW, complaint_id=pk, version=1, staff_number=number)
    assert not wall(desk, pk)


@pytest.mark.parametrize("role", ["CENTRE_DIRECTOR", "SUPERVISOR", "DELEGATE", "COORDINATOR", "INSPECTOR", "DPO"])
def test_nobody_else_reads_it_through_the_database(place, worker, role):
    at = {"DELEGATE": place.delegation, "COORDINATOR": place.coordination, "INSPECTOR": place.hq, "DPO": place.hq}
    pk, _ = complaint(worker, place.centre)
    who = access.actor(role, at.get(role, place.centre))
    assert not seen_through_database(who, pk)
    with pytest.raises(NotAllowed), working(who) as actor:
        complaint_sheet(actor=actor, complaint_id=pk)


def test_the_counter_reads_its_own_writing_no_more(place, worker):
    pk, deposit = complaint(worker, place.centre)
    assert not seen_through_database(worker, pk)
    with working(worker) as actor:
        told = complaints.deposit_of(actor=actor, number=deposit.number.lower())
    assert told == deposit and not told.is_answered


def test_the_same_form_sent_twice_is_one_complaint(place, worker):
    with working(worker) as actor:
        given = {"actor": actor, "now": NOW, "complaint_id": new_id(), "kind": "DELAI",
                 "about_unit_id": place.sister.pk, "words": "…", "channel": "paper", "speaker": "self"}  # fmt: skip
        assert complaints.record_complaint(**given) == complaints.record_complaint(**given)


@pytest.mark.parametrize("number", ["", "7K3QF2M8XA4", "toto", "x" * 400, "\u202e"])
def test_an_unknown_number_says_so(place, worker, number):
    with working(worker) as actor, pytest.raises(CannotComplain) as caught:
        complaints.deposit_of(actor=actor, number=number)
    assert caught.value.fault == F.UNKNOWN_NUMBER


def test_a_complaint_about_headquarters_stays_where_it_was_written(place, worker):
    pk, _ = complaint(worker, place.hq)
    assert seen_through_database(handler(place), pk)
    assert not seen_through_database(handler(place, place.hq), pk)


def test_only_the_one_who_handles_it_reads_who_she_is(place, worker, desk):
    pk, _ = complaint(worker, place.centre)
    other = handler(place, place.hq)
    brought_to(desk, pk)
    with working(desk) as actor:
        assert complaint_sheet(actor=actor, complaint_id=pk).who["name"] == "Zahra Aït Oumghar"
    with working(other) as actor, connection.cursor() as cursor:
        assert complaint_sheet(actor=actor, complaint_id=pk).who == {}
        cursor.execute("SELECT count(*) FROM assistance_complainant")
        assert cursor.fetchone()[0] == 0
    with system("seal journal"):
        assert Line.objects.filter(verb="complaint:identity").count() == 1


def test_nothing_of_it_stands_in_clear(place, worker, owner_cursor):
    pk, _ = complaint(worker, place.centre, contact="0661234567")
    with system("count complaints"):
        row = Complaint.objects.for_system("count complaints").get(pk=pk)
    assert b"attendre" not in bytes(row.words)


def test_the_unit_learns_a_question_and_nothing_else(place, worker, desk):
    pk, _ = complaint(worker, place.centre)
    brought_to(desk, pk, "admissible", "instructed")
    asked = ask(desk, pk, place.centre, "Combien de temps attend-on le lundi ?")
    director = access.actor("CENTRE_DIRECTOR", place.centre)
    with working(director) as actor:
        (told,) = questions_of(actor=actor)
        assert told.question.startswith("Combien")
        complaints.answer_question(actor=actor, now=NOW, question_id=asked.pk, answer="Une heure.")
    assert not seen_through_database(director, pk)
    with working(desk) as actor:
        assert complaint_sheet(actor=actor, complaint_id=pk).questions[0].answer == "Une heure."


@pytest.mark.parametrize("unit", ["sister", "delegation", "stranger"])
def test_another_unit_is_not_told_of_the_question(place, worker, desk, unit):
    pk, _ = complaint(worker, place.centre)
    brought_to(desk, pk, "admissible", "instructed")
    ask(desk, pk, place.centre, "Combien ?")
    at = getattr(place, unit)
    who = access.actor("DELEGATE" if unit == "delegation" else "CENTRE_DIRECTOR", at)
    with working(who) as actor, connection.cursor() as cursor:
        assert questions_of(actor=actor) == []
        cursor.execute("SELECT count(*) FROM assistance_complaintquestion")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize("words", ["Que s’est-il passé avec Zahra ?", "ماذا وقع مع زهرة؟", "Mme ait oumghar"])
def test_a_question_does_not_name_her(place, worker, desk, words):
    pk, _ = complaint(worker, place.centre)
    brought_to(desk, pk, "admissible", "instructed")
    with pytest.raises(CannotComplain) as caught:
        ask(desk, pk, place.centre, words)
    assert caught.value.fault == F.NAMES_HER


@pytest.mark.parametrize("words", ["Combien de temps attend-on le lundi, et qui ouvre la porte ?", "من يفتح الباب؟"])
def test_an_ordinary_question_passes(words):
    assert not tells_name(words, "Zahra Aït Oumghar")


def test_it_may_when_she_agreed(place, worker, desk):
    pk, _ = complaint(worker, place.centre, may_be_named=True)
    brought_to(desk, pk, "admissible", "instructed")
    assert ask(desk, pk, place.centre, "Que s’est-il passé avec Zahra ?")


@pytest.mark.parametrize("unit", ["sister", "stranger", "coordination"])
def test_only_the_unit_and_those_above_it_are_asked(place, worker, desk, unit):
    pk, _ = complaint(worker, place.centre)
    brought_to(desk, pk, "admissible", "instructed")
    with pytest.raises(CannotComplain) as caught:
        ask(desk, pk, getattr(place, unit), "Combien ?")
    assert caught.value.fault == F.UNIT


def test_what_is_grave_is_closed_by_two(place, worker, desk):
    pk, _ = complaint(worker, place.centre, kind="MALTR", name="", channel="box", speaker="unknown")
    brought_to(desk, pk, "admissible", "instructed", "answered", "upheld", "closed")
    with pytest.raises(CannotComplain) as caught:
        step(desk, pk, "closed")
    assert caught.value.fault == F.SAME_PERSON
    assert step(handler(place, place.hq), pk, "closed").state == "closed"


def test_the_database_refuses_one_alone(place, worker, desk):
    pk, _ = complaint(worker, place.centre, kind="MALTR", name="")
    brought_to(desk, pk)
    with pytest.raises(IntegrityError), working(desk) as actor, transaction.atomic():
        complaints_for(actor).filter(pk=pk).update(
            state="closed", closing_by=desk.account_id, closed_by=desk.account_id
        )


def test_she_is_told_before_it_is_closed(place, worker, desk):
    pk, _ = complaint(worker, place.centre)
    brought_to(desk, pk, "admissible", "instructed", "answered", "rejected")
    with pytest.raises(CannotComplain) as caught:
        step(desk, pk, "closed")
    assert caught.value.fault == F.NOT_TOLD
    with working(desk) as actor:
        complaints.note_told(actor=actor, now=NOW, complaint_id=pk, version=complaints_for(actor).get(pk=pk).version)
    assert step(desk, pk, "closed").state == "closed"


def test_an_appeal_goes_to_another_handler(place, worker, desk):
    pk, deposit = complaint(worker, place.centre, name="")
    brought_to(desk, pk, "inadmissible", "closed")
    with working(worker) as actor:
        again = complaints.appeal_complaint(actor=actor, now=NOW, number=deposit.number, words="Non.")
    assert not again.is_answered
    assert not seen_through_database(desk, pk) and not seen_through_code(desk, pk)
    assert step(handler(place, place.hq), pk, "take").state == "reopened"


def test_two_handlers_do_not_write_over_each_other(place, worker, desk):
    pk, _ = complaint(worker, place.centre)
    step(desk, pk, "take", version=0)
    with pytest.raises(CannotComplain) as caught:
        step(handler(place), pk, "take", version=0)
    assert caught.value.fault == F.CHANGED


def test_nobody_advances_what_another_handles(place, worker, desk):
    pk, _ = complaint(worker, place.centre)
    step(desk, pk, "take")
    with pytest.raises(CannotComplain) as caught:
        step(handler(place), pk, "admissible")
    assert caught.value.fault == F.NOT_YOURS


def test_a_handler_who_knows_somebody_steps_back(place, worker, desk):
    pk, _ = complaint(worker, place.centre)
    step(desk, pk, "take")
    with working(desk) as actor:
        complaints.step_back(actor=actor, now=NOW, complaint_id=pk, version=1)
    assert not seen_through_database(desk, pk)
    assert step(handler(place), pk, "take").handler_id


def test_the_unit_that_complaints_are_about_reads_none_in_its_journal(place, worker, desk):
    complaint(worker, place.centre)
    with working(access.actor("CENTRE_DIRECTOR", place.centre)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_line WHERE verb LIKE 'complaint:%'")
        assert cursor.fetchone()[0] == 0


def test_silence_is_told_to_headquarters(place, worker, desk):
    from datetime import timedelta

    pk, deposit = complaint(worker, place.centre)
    late = deposit.first_due_on + timedelta(days=2)
    assert complaints.remind_complaints(today=deposit.first_due_on)["reminded"] == 1
    assert complaints.remind_complaints(today=late)["escalated"] == 1
    assert complaints.remind_complaints(today=late) == {"reminded": 0, "escalated": 0}


def test_the_words_of_one_row_do_not_open_in_another(place, worker):
    from wasl.core.sealed import CannotUnseal

    one, _ = complaint(worker, place.centre)
    with system("count complaints"):
        row = Complaint.objects.for_system("count complaints").get(pk=one)
    with pytest.raises(CannotUnseal):
        words_in(bytes(row.words), new_id(), about="words")
