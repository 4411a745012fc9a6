import pytest
from django.db import connection

from tests.assistance.factories import NOW, working
from tests.watch.factories import FAR, HERE, planned
from wasl.catalogue.queries import questionnaires_on
from wasl.catalogue.questionnaires.rules import Kind, form_of
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.watch.commands.round_papers import round_paper
from wasl.watch.commands.rounds import CannotRound, answers_of, move_round, note_stop
from wasl.watch.models import RoundStop
from wasl.watch.queries.rounds import results_of, round_sheet
from wasl.watch.rules.rounds import RoundFault

TODAY = NOW.date()


@pytest.fixture
def cell(place):
    return place.worker(place.delegation, role="WATCH_CELL")


def sheet(actor, row):
    with working(actor) as who:
        return round_sheet(actor=who, round_id=row.pk)


def note(actor, row, position, to, **values):
    with working(actor) as who:
        given = {"visited_on": TODAY} | values
        return note_stop(actor=who, now=NOW, round_id=row.pk, position=position, to=to, **given)


def answers():
    """Something for each question that must be answered."""
    form = form_of(questionnaires_on(TODAY).get(code="NEEDS").content)
    simple = {Kind.TEXT: "rien", Kind.NUMBER: "1", Kind.DAY: "2026-11-24"}
    return {one.code: [simple.get(one.kind) or one.options[-1].code] for one in form.questions()}


def refused(call, fault):
    with pytest.raises(CannotRound) as raised:
        call()
    assert raised.value.fault is fault
    return raised.value


def test_the_same_seed_over_the_same_communes_draws_the_same_homes(place, cell):
    one, two, other = planned(cell), planned(cell), planned(cell, seed=8)
    homes = [[(stop.place_code, stop.home) for stop in sheet(cell, row).stops] for row in (one, two, other)]
    assert homes[0] == homes[1] != homes[2]
    assert (one.frame, len(homes[0])) == (two.frame, 12)


def test_a_round_asked_twice_is_one_and_another_seed_is_another(place, cell):
    pk = new_id()
    assert planned(cell, round_id=pk) == planned(cell, round_id=pk)
    refused(lambda: planned(cell, round_id=pk, seed=9), RoundFault.OTHER_CONTENT)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"places": ("99.999.99.99",)}, RoundFault.NO_PLACE),
        ({"places": ("05.081",)}, RoundFault.NO_PLACE),
        ({"sample": 0}, RoundFault.SAMPLE),
        ({"questionnaire_id": new_id()}, RoundFault.QUESTIONNAIRE),
    ],
)
def test_a_round_that_cannot_be(place, cell, values, fault):
    refused(lambda: planned(cell, **values), fault)


def test_a_worker_walks_and_does_not_plan(place, cell):
    with pytest.raises(NotAllowed):
        planned(place.worker())


def test_homes_are_noted_and_coverage_follows(place, cell):
    row = planned(cell, places=(HERE, FAR))
    note(cell, row, 1, "visited", typed=answers())
    note(cell, row, 2, "absent")
    note(cell, row, 3, "refused")
    note(cell, row, 4, "missing")
    total = sheet(cell, row).total
    assert (total.visited, total.absent, total.refused, total.missing, total.planned) == (1, 1, 1, 1, 8)
    assert sum(one.coverage.drawn for one in sheet(cell, row).places) == 12


def test_somebody_absent_is_tried_again_and_an_answer_stays(place, cell):
    row = planned(cell)
    note(cell, row, 1, "absent")
    note(cell, row, 1, "visited", typed=answers())
    assert note(cell, row, 1, "visited", typed=answers()).state == "visited"
    refused(lambda: note(cell, row, 1, "refused"), RoundFault.STATE)


def test_answers_are_sealed_and_hold_to_the_questionnaire(place, cell):
    row = planned(cell)
    refusal = refused(lambda: note(cell, row, 1, "visited", typed={}), RoundFault.ANSWERS)
    assert refusal.missing
    stop = note(cell, row, 1, "visited", typed=answers())
    assert answers_of(stop)["sleeps"] == ["street"]
    assert b"street" not in bytes(stop.sealed)


def test_a_closed_round_takes_no_more_answers(place, cell):
    row = planned(cell)
    with working(cell) as who:
        move_round(actor=who, round_id=row.pk, to="closed")
    refused(lambda: note(cell, row, 1, "absent"), RoundFault.CLOSED)


def test_a_round_is_closed_and_opened_again(place, cell):
    row = planned(cell)
    with working(cell) as who:
        for to in ("closed", "closed", "open"):
            assert move_round(actor=who, round_id=row.pk, to=to).state == to
        for to in ("", "planned", "CLOSED"):
            refused(lambda to=to: move_round(actor=who, round_id=row.pk, to=to), RoundFault.STATE)


def test_small_counts_of_answers_are_hidden(place, cell):
    row = planned(cell)
    for position in range(1, 8):
        note(cell, row, position, "visited", typed=answers() | ({"sleeps": ["own"]} if position == 1 else {}))
    with working(cell) as who:
        _form, found = results_of(actor=who, round_id=row.pk, today=TODAY)
    sleeps = {one.option: one.count for one in next(lines for question, lines in found if question.code == "sleeps")}
    assert sleeps["own"] is None and sleeps["street"] is None


def test_a_round_is_there_for_its_territory_alone(place, cell):
    row = planned(cell)
    elsewhere = place.worker(place.other, role="WATCH_CELL")
    with pytest.raises(NotAllowed):
        note(elsewhere, row, 1, "absent")
    with working(elsewhere), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM watch_fieldround), (SELECT count(*) FROM watch_roundstop)")
        assert cursor.fetchone() == (0, 0)
    with system("load demo"):
        assert RoundStop.objects.for_system("load demo").filter(round=row).count() == 12


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_list_is_printed_without_a_name(place, cell, lang):
    row = planned(cell)
    with working(cell) as who:
        made = round_paper(actor=who, today=TODAY, round_id=row.pk, lang=lang)
    assert made.startswith(b"%PDF")
