from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, case, person, working
from wasl.assistance import commands
from wasl.assistance.commands.circuits import (
    CannotAdvance,
    do_step,
    end_circuit,
    skip_step,
    start_circuit,
    undo_step,
)
from wasl.assistance.models import Case, CircuitRun, CircuitStep, CircuitVersion
from wasl.assistance.queries.circuits import circuits_for, due_steps, run_sheet
from wasl.assistance.rules.circuits import AnswerFault, CircuitFault, State, StepState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission

FIRST = {"danger": "immediate", "child_seen": "yes", "first_action": "Gendarmerie appelée"}


@pytest.fixture
def officer(place):
    return place.worker(role="CHILD_OFFICER")


@pytest.fixture
def run(place, officer):
    return started(officer)


def started(actor, circuit="CHILD", file=None, **values):
    file = file or case(actor, situations=[("MALTRAIT", 3, NOW.date())])
    with working(actor) as who:
        return start_circuit(actor=who, now=NOW, run_id=new_id(), case_id=file.pk, circuit=circuit, **values)


def open_steps(actor, run):
    with working(actor) as who:
        rows = CircuitStep.objects.visible_to(who, Permission.CASE_READ).filter(run_id=run.pk, state=StepState.OPEN)
        return {row.code: row for row in rows}


def did(actor, run, code, answers, now=NOW):
    row = open_steps(actor, run)[code]
    with working(actor) as who:
        return do_step(actor=who, now=now, step_id=row.pk, answers=answers)


def sheet(actor, run):
    with working(actor) as who:
        return run_sheet(actor=who, case_id=run.case_id, run_id=run.pk)


def test_a_run_opens_its_first_step_with_its_deadline(officer, run):
    (row,) = open_steps(officer, run).values()
    assert (row.code, row.due_at.date(), row.level, row.seal) == ("REPERAGE", NOW.date(), 4, run.case_id)


def test_a_deadline_counts_from_the_call_not_from_the_keyboard(officer):
    run = started(officer, since_at=NOW - timedelta(hours=1))
    did(officer, run, "REPERAGE", FIRST)
    assert open_steps(officer, run)["URGENCE"].due_at == NOW + timedelta(hours=1)


def test_both_routes_open_side_by_side(officer, run):
    did(officer, run, "REPERAGE", FIRST)
    assert set(open_steps(officer, run)) == {"URGENCE", "SIGNALEMENT", "EVALUATION"}


def test_what_is_recorded_is_sealed_and_comes_back(officer, run):
    row = did(officer, run, "REPERAGE", FIRST)
    assert b"Gendarmerie" not in bytes(row.sealed)
    (first, *_) = sheet(officer, run).steps
    assert first.past[0][1] == FIRST


@pytest.mark.parametrize("answers", [{}, FIRST | {"danger": "perhaps"}])
def test_a_step_that_is_not_told_is_not_done(officer, run, answers):
    with pytest.raises(CannotAdvance) as raised:
        did(officer, run, "REPERAGE", answers)
    assert raised.value.fault is CircuitFault.ANSWERS
    assert set(raised.value.answers.values()) <= {AnswerFault.MISSING, AnswerFault.NOT_A_CHOICE}


def test_the_same_words_twice_are_one_step_and_others_are_a_conflict(officer, run):
    row = did(officer, run, "REPERAGE", FIRST)
    with working(officer) as who:
        assert do_step(actor=who, now=NOW, step_id=row.pk, answers=FIRST) == row
        with pytest.raises(CannotAdvance) as raised:
            do_step(actor=who, now=NOW, step_id=row.pk, answers=FIRST | {"danger": "not_seen"})
    assert raised.value.fault is CircuitFault.DONE_BY_ANOTHER


def test_a_placement_without_an_order_is_refused(officer, run):
    did(officer, run, "REPERAGE", FIRST)
    did(officer, run, "SIGNALEMENT", {"sent_on": "2026-11-24", "way": "hand"})
    did(officer, run, "REPONSE", {"answer": "placement", "answered_on": "2026-11-24"})
    with pytest.raises(CannotAdvance) as raised:
        did(officer, run, "PLACEMENT", {"ordered_by": "judge", "establishment": "Dar", "placed_on": "2026-11-24"})
    assert set(raised.value.answers) == {"order_number", "order_on"}


def test_a_step_is_skipped_with_a_reason_only(officer, run):
    did(officer, run, "REPERAGE", FIRST)
    rows = open_steps(officer, run)
    with working(officer) as who:
        with pytest.raises(CannotAdvance) as raised:
            skip_step(actor=who, now=NOW, step_id=rows["URGENCE"].pk, reason="")
        assert raised.value.fault is CircuitFault.NO_REASON
        with pytest.raises(CannotAdvance) as raised:
            skip_step(actor=who, now=NOW, step_id=rows["SIGNALEMENT"].pk, reason="already")
        assert raised.value.fault is CircuitFault.NO_SKIP
        skip_step(actor=who, now=NOW, step_id=rows["URGENCE"].pk, reason="already")
    assert "URGENCE" not in open_steps(officer, run)


def test_an_undone_step_opens_again_and_takes_back_what_it_opened(officer, run):
    row = did(officer, run, "REPERAGE", FIRST)
    with working(officer) as who:
        undo_step(actor=who, now=NOW, step_id=row.pk, reason="mistake")
    assert set(open_steps(officer, run)) == {"REPERAGE"}
    (first, *_) = sheet(officer, run).steps
    assert [(one.state, said["danger"]) for one, said, _ in first.past] == [("undone", "immediate")]


def test_what_was_built_upon_is_not_undone(officer, run):
    row = did(officer, run, "REPERAGE", FIRST)
    did(officer, run, "SIGNALEMENT", {"sent_on": "2026-11-24", "way": "hand"})
    with working(officer) as who, pytest.raises(CannotAdvance) as raised:
        undo_step(actor=who, now=NOW, step_id=row.pk, reason="mistake")
    assert raised.value.fault is CircuitFault.LATER_DONE


def test_a_run_ends_early_only_for_what_nobody_can_carry_on(officer, run):
    with working(officer) as who:
        with pytest.raises(CannotAdvance) as raised:
            end_circuit(actor=who, now=NOW, run_id=run.pk, reason="OBJ_ATTEINT")
        assert raised.value.fault is CircuitFault.STILL_OPEN
        assert end_circuit(actor=who, now=NOW, run_id=run.pk, reason="DEMENAG").ended_at == NOW
    assert open_steps(officer, run) == {}


def test_a_run_keeps_the_version_it_began_under(officer, run):
    version = CircuitVersion.objects.get(pk=run.definition_id)
    content = version.content | {"label": {"fr": "Ancienne version", "ar": "صيغة قديمة"}}
    CircuitVersion.objects.filter(pk=version.pk).update(content=content, digest="0" * 16)
    found = sheet(officer, run)
    assert found.has_changed and found.circuit.label.fr == "Ancienne version"
    assert not sheet(officer, started(officer)).has_changed


def test_a_circuit_runs_once_at_a_time_in_a_dossier(officer, run):
    with working(officer) as who:
        file = Case.objects.visible_to(who, Permission.CASE_READ).get(pk=run.case_id)
    with pytest.raises(CannotAdvance) as raised:
        started(officer, file=file)
    assert raised.value.fault is CircuitFault.RUNNING


def test_starting_a_protection_circuit_closes_the_dossier_to_all_but_those_named(place, officer):
    other, her = place.worker(role="CHILD_OFFICER"), person(officer)
    file = case(officer, her)
    started(officer, file=file)
    with working(other) as who:
        assert not Case.objects.visible_to(who, Permission.CASE_READ).exists()
    with working(officer) as who:
        assert Case.objects.visible_to(who, Permission.CASE_READ).get().level == 4


@pytest.mark.parametrize(("role", "circuit"), [("SOCIAL_WORKER", "CHILD"), ("WOMEN_OFFICER", "CHILD")])
def test_only_agents_of_the_circuit_start_it(place, role, circuit):
    with pytest.raises(CannotAdvance) as raised:
        actor = place.worker(role=role)
        started(actor, circuit, file=case(actor))
    assert raised.value.fault is CircuitFault.NOT_YOURS


def test_a_colleague_who_is_not_named_meets_nothing(place, officer, run):
    other = place.worker(role="CHILD_OFFICER")
    (row,) = open_steps(officer, run).values()
    assert open_steps(other, run) == {}
    with working(other) as who, pytest.raises(NotAllowed):
        do_step(actor=who, now=NOW, step_id=row.pk, answers=FIRST)


def test_its_situations_propose_a_circuit(place, officer):
    file = case(officer, situations=[("ABANDON", 2, NOW.date())])
    with working(officer) as who:
        found = [(one.code, is_proposed) for one, is_proposed in circuits_for(actor=who, case_id=file.pk)]
    assert found[0] == ("CHILD", True)
    assert not any(is_proposed for _, is_proposed in found[1:])


def test_what_is_due_today_is_listed_for_who_works_the_dossier(officer, run):
    with working(officer) as who:
        found = due_steps(actor=who, by=NOW + timedelta(days=1))
    assert [(row.code, circuit.code) for row, circuit in found] == [("REPERAGE", "CHILD")]


def test_a_lowered_dossier_leaves_its_circuit_closed(place, officer, run):
    with working(officer) as who:
        commands.end_protection(actor=who, now=NOW, case_id=run.case_id, reason="OVER")
        commands.lower_case(actor=who, case_id=run.case_id, reason="OVER")
        assert CircuitRun.objects.visible_to(who, Permission.CASE_READ).get(pk=run.pk).level == 4
    assert open_steps(place.worker(), run) == {}


def test_the_places_of_a_run_are_shown_with_what_they_wait_for(officer, run):
    by_code = {one.step.code: one for one in sheet(officer, run).steps}
    assert by_code["SUIVI"].standing.state is State.WAITING
    assert by_code["URGENCE"].waits_for == ("REPERAGE",)
