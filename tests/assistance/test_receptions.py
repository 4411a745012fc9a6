from datetime import date, timedelta

import pytest

from tests.assistance.factories import NOW, person, reception, working
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Reception
from wasl.assistance.queries import my_day, reception_sheet
from wasl.assistance.rules import Fault, ReceptionState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.network.models import Unit


def test_somebody_without_a_name_is_received(place):
    row = reception(place.worker())
    assert (row.state, row.level, row.path) == ("waiting", 2, place.centre.path)


def test_the_queue_shows_the_urgent_first_then_the_first_come(place):
    worker = place.worker()
    for minutes, urgency in ((30, "normal"), (20, "danger"), (40, "normal"), (10, "urgent")):
        reception(worker, urgency=urgency, arrived_at=NOW - timedelta(minutes=minutes))
    with working(worker) as who:
        queue = my_day(actor=who, now=NOW).queue
    assert [(NOW - row.arrived_at).seconds // 60 for row in queue] == [20, 10, 40, 30]


def test_a_form_sent_twice_is_one_visit(place):
    worker, one = place.worker(), new_id()
    reception(worker, reception_id=one)
    reception(worker, reception_id=one)
    with working(worker) as who:
        assert len(my_day(actor=who, now=NOW).queue) == 1


def test_the_same_id_with_other_words_is_refused(place):
    worker, one = place.worker(), new_id()
    reception(worker, reception_id=one)
    with pytest.raises(Refused) as raised:
        reception(worker, reception_id=one, urgency="danger")
    assert raised.value.fault == Fault.OTHER_CONTENT


def test_an_id_taken_out_of_sight_is_never_received(place):
    one = new_id()
    reception(place.worker(place.stranger), reception_id=one)
    with pytest.raises(Refused) as raised:
        reception(place.worker(), reception_id=one)
    assert raised.value.fault == Fault.OTHER_CONTENT


def test_a_second_visit_the_same_day_is_asked_about(place):
    worker = place.worker()
    her = person(worker)
    first = reception(worker, registration_id=her.pk, sex="", age_band="")
    with pytest.raises(commands.AlreadyReceived) as raised:
        reception(worker, registration_id=her.pk, arrived_at=NOW + timedelta(minutes=5))
    assert raised.value.earlier == first
    reception(worker, registration_id=her.pk, is_confirmed=True)


def test_the_next_day_is_another_visit(place):
    worker = place.worker()
    her = person(worker)
    reception(worker, registration_id=her.pk, arrived_at=NOW - timedelta(days=1))
    assert reception(worker, registration_id=her.pk).registration_id == her.pk


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"arrived_at": NOW + timedelta(hours=2)}, Fault.NOT_YET),
        ({"arrived_at": NOW - timedelta(days=90)}, Fault.TOO_LATE),
        ({"need": "NOTHING"}, Fault.UNKNOWN_SERVICE),
        ({"sex": "", "age_band": ""}, Fault.NOBODY),
        ({"form_number": "U1-2026-00001"}, Fault.UNKNOWN_FORM),
    ],
)
def test_what_is_refused_says_why(place, changes, fault):
    with pytest.raises(Refused) as raised:
        reception(place.worker(), **changes)
    assert raised.value.fault == fault


def test_a_closed_centre_receives_nobody(place):
    worker = place.worker()
    Unit.objects.filter(pk=place.centre.pk).update(closed_on=date(2026, 11, 24))
    with pytest.raises(Refused) as raised:
        reception(worker)
    assert raised.value.fault == Fault.UNIT_CLOSED


def test_a_person_out_of_reach_is_not_received(place):
    her = person(place.worker(place.stranger))
    with pytest.raises(NotAllowed):
        reception(place.worker(), registration_id=her.pk)


def test_calling_in_twice_is_once(place):
    worker = place.worker()
    row = reception(worker)
    with working(worker) as who:
        commands.change_reception(actor=who, now=NOW, reception_id=row.pk, to=ReceptionState.HEARD)
        later = NOW + timedelta(minutes=3)
        again = commands.change_reception(actor=who, now=later, reception_id=row.pk, to=ReceptionState.HEARD)
    assert again.heard_at == NOW


def test_what_is_over_stays_over(place):
    worker = place.worker()
    row = reception(worker)
    with working(worker) as who:
        commands.change_reception(actor=who, now=NOW, reception_id=row.pk, to=ReceptionState.DONE)
        with pytest.raises(Refused):
            commands.change_reception(actor=who, now=NOW, reception_id=row.pk, to=ReceptionState.WAITING)


def test_an_anonymous_visit_is_completed_later(place):
    worker = place.worker()
    row, her = reception(worker), person(worker)
    with working(worker) as who:
        commands.identify_reception(actor=who, reception_id=row.pk, registration_id=her.pk)
        assert reception_sheet(actor=who, reception_id=row.pk).reception.person.pk == her.pk


def test_paper_forms_are_typed_once_with_both_names(place):
    worker, writer = place.worker(), place.worker()
    with working(worker) as who:
        numbers = commands.print_forms(actor=who, today=NOW.date(), count=3)
    agent = Unit.objects.get(pk=place.centre.pk).agents.get(account=writer.account_id)
    row = reception(worker, form_number=numbers[1], written_by_id=agent.pk, arrived_at=NOW - timedelta(days=2))
    assert (row.state, row.written_by_id, row.recorded_by_id) == ("done", agent.pk, worker.account_id)
    with pytest.raises(Refused) as raised:
        reception(worker, form_number=numbers[1])
    assert raised.value.fault == Fault.FORM_TAKEN


def test_printing_again_goes_on_where_it_stopped(place):
    with working(place.worker()) as who:
        first = commands.print_forms(actor=who, today=NOW.date(), count=2)
        then = commands.print_forms(actor=who, today=NOW.date(), count=1)
    assert [number[-5:] for number in first + then] == ["00001", "00002", "00003"]


@pytest.mark.parametrize("wall", ["code", "database"])
def test_each_wall_hides_another_delegation_alone(place, wall, monkeypatch):
    reception(place.worker(place.stranger))
    with working(place.worker()) as who:
        if wall == "code":
            rows = Reception.objects.visible_to(who, Permission.RECEPTION_READ)
        else:
            rows = Reception.objects.all()._open()
        assert list(rows) == []


@pytest.mark.parametrize("role", ["EDUCATOR", "BURSAR", "STATISTICIAN", "ADJUDICATOR"])
def test_those_who_do_not_receive_read_no_reception(place, role):
    with working(place.worker(role=role)) as who, pytest.raises(NotAllowed):
        my_day(actor=who, now=NOW)
