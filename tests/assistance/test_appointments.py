import threading
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection, transaction

from tests.assistance import factories
from tests.assistance.factories import NOW, Place, working
from tests.assistance.factories import appointment as booked
from wasl.assistance import commands as assistance
from wasl.assistance import queries
from wasl.assistance.commands import appointments as commands
from wasl.assistance.models import Appointment, CaseTask, Orientation
from wasl.assistance.queries.appointments import appointment_sheet, calendar
from wasl.assistance.rules.appointments import AppointmentFault, AppointmentState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P

F, S = AppointmentFault, AppointmentState
THURSDAY = date(2026, 11, 26)
WEEK = {"first": date(2026, 11, 23), "last": date(2026, 11, 29)}


def refused(who, **values):
    with pytest.raises(commands.CannotBook) as caught:
        booked(who, **values)
    return caught.value.fault


@pytest.fixture
def worker(place):
    return place.worker()


@pytest.fixture
def her(worker):
    return factories.person(worker)


def seen(who, **values):
    with working(who) as actor:
        return [slot for day in calendar(actor=actor, **WEEK | values) for slot in day.slots]


def test_a_person_is_given_an_appointment_with_an_agent(worker, her):
    row = booked(worker, registration_id=her.pk, service="ECO")
    (slot,) = seen(worker)
    assert (slot.row.pk, slot.row.person.pk, slot.ends, slot.is_busy) == (row.pk, her.pk, time(10, 30), False)


def test_the_same_form_twice_is_one_appointment(worker, her):
    one = new_id()
    booked(worker, appointment_id=one, registration_id=her.pk)
    booked(worker, appointment_id=one, registration_id=her.pk)
    assert len(seen(worker)) == 1
    assert refused(worker, appointment_id=one, registration_id=her.pk, starts=time(11)) == F.OTHER_CONTENT


@pytest.mark.parametrize("starts", [time(9, 45), time(10), time(10, 15)])
def test_a_taken_time_is_refused(worker, her, starts):
    booked(worker, registration_id=her.pk)
    assert refused(worker, starts=starts) == F.SLOT_TAKEN


def test_the_next_time_and_another_desk_are_free(worker, her):
    booked(worker, registration_id=her.pk)
    booked(worker, starts=time(10, 30))
    booked(worker, desk="Guichet 1", worker_id=None)
    booked(worker, desk="Guichet 2", worker_id=None)
    assert refused(worker, desk=" guichet 1", worker_id=None) == F.SLOT_TAKEN


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"day": date(2026, 11, 28)}, F.CLOSED_DAY),
        ({"day": date(2027, 1, 11)}, F.CLOSED_DAY),
        ({"starts": time(7)}, F.OUT_OF_HOURS),
        ({"worker_id": None}, F.WITH_WHOM),
        ({"service": "NOPE"}, F.UNKNOWN_SERVICE),
    ],
)
def test_what_cannot_be_booked(worker, values, fault):
    assert refused(worker, **values) == fault


def test_ramadan_has_its_hours(worker):
    day = date(2027, 2, 16)
    assert refused(worker, day=day, starts=time(15, 30)) == F.OUT_OF_HOURS
    assert booked(worker, day=day, starts=time(14)).pk


def test_an_agent_of_another_centre_is_not_booked(place, worker):
    assert refused(worker, worker_id=place.worker(place.sister).account_id) == F.NOT_HERE


def test_a_second_appointment_at_the_same_hour_is_asked_about(place, worker, her):
    booked(worker, registration_id=her.pk)
    again = {"registration_id": her.pk, "desk": "Guichet 1", "worker_id": None}
    assert refused(worker, **again) == F.SAME_PERSON
    assert booked(worker, **again, is_confirmed=True).pk


def test_a_supervisor_above_books_nothing_without_a_counter(place):
    assert refused(place.worker(place.delegation, role="SUPERVISOR")) == F.NOT_A_CENTRE


def changed(who, command, **values):
    with working(who) as actor:
        return command(actor=actor, **{"now": NOW} | values)


def test_it_is_moved_and_the_time_is_free_again(worker, her):
    old = booked(worker, registration_id=her.pk)
    new = changed(
        worker, commands.move_appointment, appointment_id=old.pk, new_id=new_id(), day=THURSDAY, starts=time(10, 15),
        version=1,
    )  # fmt: skip
    assert [slot.row.pk for slot in seen(worker)] == [new.pk]
    with working(worker) as actor:
        row = appointment_sheet(actor=actor, appointment_id=old.pk)
    assert (row.state, row.moved_to_id, new.registration_id) == (S.MOVED, new.pk, her.pk)


def test_moving_to_a_taken_time_changes_nothing(worker, her):
    old = booked(worker, registration_id=her.pk)
    booked(worker, starts=time(11))
    with pytest.raises(commands.CannotBook):
        changed(
            worker, commands.move_appointment, appointment_id=old.pk, new_id=new_id(), day=THURSDAY, starts=time(11)
        )  # fmt: skip
    assert {slot.row.pk for slot in seen(worker)} >= {old.pk}


def test_a_page_that_is_out_of_date_overwrites_nothing(worker, her):
    row = booked(worker, registration_id=her.pk)
    changed(worker, commands.cancel_appointment, appointment_id=row.pk, reason="PERSON", version=1)
    with pytest.raises(commands.CannotBook) as caught:
        changed(
            worker, commands.move_appointment, appointment_id=row.pk, new_id=new_id(), day=THURSDAY, starts=time(12),
            version=1,
        )  # fmt: skip
    assert caught.value.fault == F.CHANGED


LATER = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


def test_she_came_and_it_is_said_once(worker, her):
    row = booked(worker, registration_id=her.pk)
    for _ in range(2):
        assert changed(worker, commands.mark_appointment, appointment_id=row.pk, came=True, now=LATER).state == S.CAME
    with pytest.raises(commands.CannotBook):
        changed(worker, commands.mark_appointment, appointment_id=row.pk, came=False, now=LATER)


def test_did_not_come_answers_the_orientation_that_brought_her(place, worker, her):
    there = place.worker(place.sister)
    sent = factories.orientation(worker, registration_id=her.pk, to_unit_id=place.sister.pk)
    row = booked(there, orientation_id=sent.pk)

    def state():
        with working(there) as actor:
            return Orientation.objects.visible_to(actor, P.ORIENTATION_READ).get(pk=sent.pk)

    assert (state().state, state().appointment_at) == ("RDV", datetime(2026, 11, 26, 10, tzinfo=UTC))
    changed(there, commands.mark_appointment, appointment_id=row.pk, came=False, now=LATER)
    assert state().state == "NON_PRESENT"


def tasks(who, dossier):
    with working(who) as actor:
        rows = CaseTask.objects.visible_to(actor, P.CASE_READ).filter(case_id=dossier.pk, kind="appointment")
        return list(rows.values_list("state", flat=True))


def test_did_not_come_is_a_task_of_the_case_until_she_comes_or_gets_another_day(worker):
    dossier = factories.case(worker)
    row = booked(worker, registration_id=dossier.registration_id, case_id=dossier.pk)
    for _ in range(2):
        changed(worker, commands.mark_appointment, appointment_id=row.pk, came=False, now=LATER)
    assert tasks(worker, dossier) == ["open"]
    changed(
        worker, commands.move_appointment, appointment_id=row.pk, new_id=new_id(), day=date(2026, 12, 1),
        starts=time(10), now=LATER,
    )  # fmt: skip
    assert tasks(worker, dossier) == ["done"]


@pytest.fixture
def hidden(place):
    """A nominative dossier of the women's cell, with an appointment at the same centre."""
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    row = booked(officer, registration_id=dossier.registration_id, case_id=dossier.pk)
    return officer, dossier, row


def test_a_hidden_appointment_is_busy_to_others_and_nothing_else(place, worker, hidden):
    officer, _dossier, row = hidden
    (mine,) = seen(officer)
    (theirs,) = seen(worker)
    assert (mine.row.pk, mine.is_busy) == (row.pk, False)
    assert (theirs.row, theirs.is_busy, theirs.starts, theirs.worker_id) == (None, True, time(10), officer.account_id)


def test_a_hidden_time_is_refused_in_the_same_words(worker, hidden):
    officer, _dossier, _row = hidden
    assert refused(worker, worker_id=officer.account_id) == F.SLOT_TAKEN


def test_a_hidden_appointment_of_hers_is_not_told_by_the_question_about_a_second_one(place, worker, hidden):
    officer, dossier, _row = hidden
    with working(officer) as actor:
        person = queries.case_sheet(actor=actor, case_id=dossier.pk, on=NOW.date()).case.registration_id
    assert booked(worker, registration_id=person, desk="Guichet 1", worker_id=None).pk


@pytest.mark.parametrize("what", ["sheet", "mark", "move", "cancel"])
def test_by_its_id_it_is_not_there(worker, hidden, what):
    _officer, _dossier, row = hidden
    calls = {
        "sheet": (appointment_sheet, {}),
        "mark": (commands.mark_appointment, {"now": LATER, "came": True}),
        "move": (commands.move_appointment, {"now": NOW, "new_id": new_id(), "day": THURSDAY, "starts": time(12)}),
        "cancel": (commands.cancel_appointment, {"now": NOW, "reason": "PERSON"}),
    }
    command, values = calls[what]
    with working(worker) as actor, pytest.raises((NotAllowed, Appointment.DoesNotExist)):
        command(actor=actor, appointment_id=row.pk, **values)


def test_an_agent_not_free_reads_like_a_hidden_one(place, worker, hidden):
    booked(worker, starts=time(14))
    assert [slot.is_busy for slot in seen(place.worker())] == [True, True]


def test_another_delegation_sees_nothing_not_even_busy(place, hidden):
    assert seen(place.worker(place.stranger)) == []


def test_raising_the_case_hides_what_was_already_booked(place, worker):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = factories.case(officer)
    booked(officer, registration_id=dossier.registration_id, case_id=dossier.pk)
    assert [slot.is_busy for slot in seen(worker)] == [False]
    with working(officer) as actor:
        assistance.add_situation(actor=actor, now=NOW, case_id=dossier.pk, code="VIOL_CONJ")
    assert [slot.row for slot in seen(worker)] == [None]


def test_the_database_alone_says_busy_within_the_territory_only(place, worker, hidden):
    for who, count in ((worker, 1), (place.worker(place.stranger), 0)):
        with working(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM assistance_busy('2026-11-01', '2026-11-30')")
            assert cursor.fetchone() == (count,)


def test_the_cost_of_a_week_does_not_grow_with_what_is_in_it(worker, django_assert_max_num_queries):
    for number in range(6):
        booked(worker, registration_id=factories.person(worker).pk, starts=time(9 + number))
    with working(worker) as actor, django_assert_max_num_queries(7):
        assert len([slot for day in calendar(actor=actor, **WEEK) for slot in day.slots]) == 6


def test_two_agents_who_press_at_once_are_told(fresh_database):
    with transaction.atomic():
        place = Place()
        workers = [place.worker(), place.worker()]
    gate, told = threading.Barrier(2), []

    def press(who):
        try:
            with transaction.atomic(), working(who) as actor:
                gate.wait(timeout=20)
                commands.book_appointment(
                    actor=actor, now=NOW, appointment_id=new_id(), day=THURSDAY, starts=time(10), minutes=30,
                    place="centre", worker_id=workers[0].account_id,
                )  # fmt: skip
            told.append("booked")
        except commands.CannotBook as refusal:
            told.append(str(refusal.fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(told) == ["booked", "slot_taken"]
