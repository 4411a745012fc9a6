from datetime import timedelta

import pytest
from django.db import connection

from tests.assistance.factories import NOW, case, person, working
from tests.watch.factories import FAR, HERE, NEAR, signal, what
from wasl.assistance.commands import identify_reception
from wasl.assistance.models import Case
from wasl.catalogue.queries import unmet_reasons_on
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.journal.models import Line
from wasl.watch.commands.dispatches import answer_dispatch, dispatch_signal, remind_dispatches
from wasl.watch.commands.field_signals import (
    CannotReport,
    join_field_signal,
    move_signal,
    read_reporter,
    record_visit,
    undo_join,
)
from wasl.watch.commands.receiving import receive_from_signal
from wasl.watch.models import FieldReporter, FieldSignal, SignalDispatch, SignalPerson, SignalStep
from wasl.watch.queries.field_signals import (
    dispatch_of,
    dispatch_sheet,
    field_signals,
    received_dispatches,
    signal_sheet,
)
from wasl.watch.queries.places import near_places
from wasl.watch.rules.field_signals import About, SignalFault, SignalState

TODAY = NOW.date()


@pytest.fixture
def cell(place):
    return place.worker(place.delegation, role="WATCH_CELL")


def inbox(actor, state="open"):
    with working(actor) as who:
        return list(field_signals(actor=who, state=state))


def sheet(actor, row):
    with working(actor) as who:
        return signal_sheet(actor=who, signal_id=row.pk, today=TODAY)


def act(command, actor, **values):
    with working(actor) as who:
        return command(actor=who, now=values.pop("now", NOW), **values)


def refused(call, fault):
    with pytest.raises(CannotReport) as raised:
        call()
    assert raised.value.fault is fault


def test_a_signal_is_read_where_it_was_written_and_above(place, cell):
    row = signal(place.worker())
    assert inbox(cell) == inbox(place.worker()) == [row]
    for elsewhere in (place.stranger, place.sister):
        assert inbox(place.worker(elsewhere)) == []
    assert inbox(place.worker(place.hq, role="STATISTICIAN")) == [row]


def test_words_and_reporter_are_not_stored_in_clear(place):
    row = signal(place.worker(), reporter="06 12 34 56 78")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE wasl_system")
        cursor.execute("SELECT s::text || r::text FROM watch_fieldsignal s JOIN watch_fieldreporter r ON true")
        (stored,) = cursor.fetchone()
        cursor.execute("SET LOCAL ROLE NONE")
    assert "coopérative".encode().hex() not in stored and "0612345678" not in stored and "06 12" not in stored
    assert sheet(place.worker(), row).words == "La coopérative a fermé"


def test_who_reported_is_read_in_the_unit_that_wrote_it_alone_and_leaves_a_line(place, cell):
    worker = place.worker()
    row = signal(worker, reporter="06 12 34 56 78")
    with working(worker) as who:
        assert read_reporter(actor=who, signal_id=row.pk) == "06 12 34 56 78"
    with working(cell) as who:
        assert read_reporter(actor=who, signal_id=row.pk) == ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM watch_fieldreporter")
            assert cursor.fetchone() == (0,)
    with system("seal journal"):
        assert Line.objects.filter(verb="watch:read_reporter", account_id=worker.account_id).count() == 1


def test_an_anonymous_signal_has_no_reporter(place):
    row = signal(place.worker())
    with system("load demo"):
        assert not FieldReporter.objects.for_system("load demo").exists()
    assert not sheet(place.worker(), row).may_call_back


@pytest.mark.parametrize("about", [About.PROTECTION, About.FAMILY])
def test_what_is_about_somebody_is_not_kept_here(place, about):
    refused(lambda: signal(place.worker(), about=about), SignalFault(about))
    assert inbox(place.worker()) == []


@pytest.mark.parametrize(
    ("values", "fault"),
    [({"kind": "NOPE"}, SignalFault.UNKNOWN_KIND), ({"place_code": "99.999"}, SignalFault.UNKNOWN_PLACE)],
)
def test_unknown_words(place, values, fault):
    refused(lambda: signal(place.worker(), **values), fault)


def test_sent_twice_it_is_one_signal_and_with_other_words_it_is_refused(place):
    worker, pk = place.worker(), new_id()
    assert signal(worker, signal_id=pk) == signal(worker, signal_id=pk)
    refused(lambda: signal(worker, signal_id=pk, count=41), SignalFault.OTHER_CONTENT)
    refused(lambda: signal(worker, signal_id=pk, words="Autre"), SignalFault.OTHER_CONTENT)
    refused(lambda: signal(place.worker(place.stranger), signal_id=pk), SignalFault.OTHER_CONTENT)


def test_a_rise_of_violence_is_told_of_a_province(place, cell):
    row = signal(place.worker(), kind="VIOLENCE", douar="Aït X")
    assert (row.place_code, row.douar, row.observed_on.day) == ("05.081", "", 1)
    assert sheet(cell, row).words == ""


def test_the_same_event_told_nearby_is_proposed_joined_and_taken_apart(place, cell):
    first, again = signal(place.worker()), signal(place.worker(place.sister), place_code=NEAR)
    far, other = signal(place.worker(), place_code=FAR), signal(place.worker(), kind="PRIX")
    assert sheet(cell, again).likely == [first]
    act(join_field_signal, cell, signal_id=again.pk, event_id=first.pk)
    assert {row.pk for row in inbox(cell)} == {first.pk, far.pk, other.pk}
    assert sheet(cell, first).joined == [again]
    act(undo_join, cell, signal_id=again.pk)
    assert sheet(cell, again).row.state == SignalState.NEW
    assert sheet(cell, first).joined == []


def test_a_signal_is_not_joined_to_itself_to_another_kind_or_out_of_reach(place, cell):
    row, other = signal(place.worker()), signal(place.worker(), kind="PRIX")
    hidden = signal(place.worker(place.stranger))
    refused(lambda: act(join_field_signal, cell, signal_id=row.pk, event_id=row.pk), SignalFault.SAME_SIGNAL)
    refused(lambda: act(join_field_signal, cell, signal_id=row.pk, event_id=other.pk), SignalFault.NOT_THE_SAME)
    with pytest.raises(NotAllowed):
        act(join_field_signal, cell, signal_id=row.pk, event_id=hidden.pk)


def test_duplicates_of_duplicates_belong_to_the_first(place, cell):
    one, two, three = (signal(place.worker()) for _ in range(3))
    act(join_field_signal, cell, signal_id=three.pk, event_id=two.pk)
    act(join_field_signal, cell, signal_id=two.pk, event_id=one.pk)
    assert {row.pk for row in sheet(cell, one).joined} == {two.pk, three.pk}


def test_a_signal_is_checked_confirmed_and_closed_with_its_outcome(place, cell):
    row = signal(place.worker())
    for to in ("checking", "confirmed"):
        act(move_signal, cell, signal_id=row.pk, to=to)
    act(move_signal, cell, signal_id=row.pk, to="closed", outcome="helped")
    assert [step.step for step in sheet(cell, row).steps] == ["recorded", "checking", "confirmed", "closed"]
    assert inbox(cell, "closed") == [row]


def test_a_worker_reports_and_does_not_follow(place):
    row = signal(place.worker())
    with pytest.raises(NotAllowed):
        act(move_signal, place.worker(), signal_id=row.pk, to="confirmed")


def sent(cell, row, *units, **values):
    return act(dispatch_signal, cell, signal_id=row.pk, unit_ids=tuple(one.pk for one in units), **values)


def test_a_signal_is_passed_on_to_several_and_each_answers(place, cell):
    row = signal(place.worker())
    to_sister, to_stranger, partner = sent(cell, row, place.sister, place.stranger, partners=(("CSU", "Commune"),))
    receiver = place.worker(place.stranger)
    with working(receiver) as who:
        assert list(received_dispatches(actor=who)) == [to_stranger]
        assert (
            dispatch_sheet(actor=who, dispatch_id=to_stranger.pk, today=TODAY).shown.words == "La coopérative a fermé"
        )
    act(answer_dispatch, receiver, dispatch_id=to_stranger.pk, answer="REFUSEE", reason=reason())
    act(answer_dispatch, place.worker(place.sister), dispatch_id=to_sister.pk, answer="ACCEPTEE")
    act(answer_dispatch, cell, dispatch_id=partner.pk, answer="SERVIE")
    found = {one.row.pk: one.row.state for one in sheet(cell, row).dispatches}
    assert found == {to_sister.pk: "ACCEPTEE", to_stranger.pk: "REFUSEE", partner.pk: "SERVIE"}


def reason():
    return unmet_reasons_on(TODAY).first().code


def test_a_receiver_sees_neither_the_signal_nor_the_other_receivers(place, cell):
    row = signal(place.worker(), reporter="06 12 34 56 78")
    to_sister, to_stranger = sent(cell, row, place.sister, place.stranger)
    receiver = place.worker(place.stranger)
    with working(receiver) as who, connection.cursor() as cursor:
        with pytest.raises(SignalDispatch.DoesNotExist):
            dispatch_of(actor=who, dispatch_id=to_sister.pk)
        with pytest.raises(FieldSignal.DoesNotExist):
            signal_sheet(actor=who, signal_id=row.pk, today=TODAY)
        cursor.execute("SELECT id FROM watch_signaldispatch")
        assert cursor.fetchall() == [(to_stranger.pk,)]
        cursor.execute("SELECT (SELECT count(*) FROM watch_fieldsignal), (SELECT count(*) FROM watch_fieldreporter)")
        assert cursor.fetchone() == (0, 0)


def test_a_refusal_says_why_and_another_answers_for_nobody(place, cell):
    row = signal(place.worker())
    (dispatch,) = sent(cell, row, place.stranger)
    refused(
        lambda: act(answer_dispatch, place.worker(place.stranger), dispatch_id=dispatch.pk, answer="REFUSEE"),
        SignalFault.NO_REASON,
    )
    refused(
        lambda: act(answer_dispatch, cell, dispatch_id=dispatch.pk, answer="ACCEPTEE"), SignalFault.NOT_THE_RECEIVER
    )


def test_a_receiver_is_asked_once_until_it_refuses(place, cell):
    row = signal(place.worker())
    (one,) = sent(cell, row, place.stranger)
    assert sent(cell, row, place.stranger) == [one]
    act(answer_dispatch, place.worker(place.stranger), dispatch_id=one.pk, answer="REFUSEE", reason=reason())
    (other,) = sent(cell, row, place.stranger)
    assert other.pk != one.pk


@pytest.mark.parametrize("units", [(), ("centre",)])
def test_a_signal_needs_a_receiver_other_than_its_own_unit(place, cell, units):
    row = signal(place.worker())
    fault = SignalFault.SAME_UNIT if units else SignalFault.NO_RECEIVER
    refused(lambda: sent(cell, row, *(getattr(place, one) for one in units)), fault)


def test_silence_is_reminded_escalated_and_ends_like_an_orientation(place, cell):
    row = signal(place.worker(), urgency="urgent")
    (dispatch,) = sent(cell, row, place.stranger)
    done = []
    for days in range(1, 40):
        at = NOW + timedelta(days=days)
        done += [step for step, number in remind_dispatches(now=at, today=at.date()).items() if number]
    assert done[0] == "reminded" and {"escalated", "delegated", "unanswered"} <= set(done)
    assert remind_dispatches(now=at, today=at.date()) == dict.fromkeys(remind_dispatches(now=at, today=at.date()), 0)
    with system("load demo"):
        steps = SignalStep.objects.for_system("load demo").filter(dispatch=dispatch, via="timer")
        assert steps.count() == len(done)
    assert sheet(cell, row).dispatches[0].row.state == "SANS_SUITE"


def visit(actor, signal, **values):
    given = {
        "visit_id": new_id(), "signal": signal, "visited_on": TODAY, "found": "as_told", "count": 35,
        "counted": "household", "qualifier": "about", "words": "Vu sur place",
    } | values  # fmt: skip
    return act(record_visit, actor, **given)


def test_a_visit_of_the_receiver_is_seen_by_who_sent_it(place, cell):
    row = signal(place.worker())
    (dispatch,) = sent(cell, row, place.stranger)
    visit(place.worker(place.stranger), dispatch)
    (seen,) = sheet(cell, row).visits
    assert (seen.row.count, seen.words) == (35, "Vu sur place")


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"visited_on": TODAY + timedelta(days=1)}, SignalFault.NOT_YET),
        ({"visited_on": TODAY - timedelta(days=9)}, SignalFault.TOO_OLD),
        ({"words": "0612345678"}, SignalFault.PERSONAL),
        ({"found": "x"}, SignalFault.STATE),
    ],
)
def test_a_visit_that_cannot_be(place, values, fault):
    row = signal(place.worker())
    refused(lambda: visit(place.worker(), row, **values), fault)


def received(actor, row):
    given = {"signal_id": row.pk, "reception_id": new_id(), "need": "ECO", "urgency": "normal"}
    return act(receive_from_signal, actor, sex="F", age_band="A25_59", **given)


def test_the_thread_goes_from_the_signal_to_the_person_the_case_and_its_state(place):
    worker = place.worker()
    row = signal(worker)
    reception = received(worker, row)
    her = person(worker)
    with working(worker) as who:
        identify_reception(actor=who, reception_id=reception.pk, registration_id=her.pk)
    opened = case(worker, her, reception_id=reception.pk)
    (one,) = sheet(worker, row).received
    assert (one.reception.pk, one.case) == (reception.pk, opened)


def test_who_may_not_read_the_reception_learns_of_nobody(place, cell):
    worker = place.worker()
    row = signal(worker)
    received(worker, row)
    assert sheet(cell, row).received == []
    with working(cell), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM watch_signalperson")
        assert cursor.fetchone() == (0,)


def test_a_dossier_that_turns_nominative_leaves_the_thread_of_all_others(place):
    officer = place.worker(role="WOMEN_OFFICER")
    colleague = place.worker()
    row = signal(colleague)
    reception = received(colleague, row)
    her = person(officer)
    with working(officer) as who:
        identify_reception(actor=who, reception_id=reception.pk, registration_id=her.pk)
    opened = case(officer, her, reception_id=reception.pk, situations=[("VIOL_CONJ", 3, TODAY)])
    assert isinstance(opened, Case) and opened.level == 4
    assert sheet(colleague, row).received == []
    with working(colleague), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM watch_signalperson")
        assert cursor.fetchone() == (0,)
    with system("load demo"):
        assert SignalPerson.objects.for_system("load demo").count() == 1


def test_every_place_of_the_tests_is_there(place):
    near = near_places(HERE, km=25)
    assert NEAR in near and FAR not in near and HERE in near
    assert what().place_code == HERE
