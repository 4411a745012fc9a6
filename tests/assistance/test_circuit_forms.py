"""A step that asks a questionnaire is done with its answer: what it found is filled in; it is never done unasked."""

from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, case, person, working
from tests.assistance.test_assessments import ADULT, assess
from tests.assistance.test_circuits import open_steps, sheet, started
from wasl.assistance.circuits import circuits
from wasl.assistance.commands.circuits import CannotAdvance, complete_by_form, content_of, do_step
from wasl.assistance.queries.circuits import run_sheet
from wasl.assistance.rules.circuits import FORM, CircuitFault, Kind, fault_of_form, filled

WOMEN = circuits()["WOMEN"].by_code["DANGER"]
COAPH = circuits()["DISABILITY"].by_code["BESOINS"]
REST = {"types": "MOT", "severity": "SEV", "certificate": "yes", "needs": "Fauteuil", "asks": "no"}


@pytest.mark.parametrize(("band", "danger"), [("EXTREME", "extreme"), ("RAISED", "moderate"), ("LOW", None)])
def test_the_level_that_was_counted_is_the_danger_said(band, danger):
    assert filled(WOMEN, code="DANGER_W", band=band, on=NOW.date()).get("danger") == danger


def test_the_module_of_her_age_and_its_day_are_said():
    assert filled(COAPH, code="CFM_5_17", band="", on=NOW.date()) == {
        "evaluated_on": "2026-11-24", "measured": "cfm_5_17"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("offered", "answered", "why", "fault"),
    [
        (["WG_SS"], True, "", None), (["WG_SS"], False, "", CircuitFault.NO_FORM), ([], False, "", None),
        (["WG_SS"], False, "refused", None), (["WG_SS"], False, "x", CircuitFault.NO_REASON),
        (["NEEDS"], False, "", None),
    ],
)  # fmt: skip
def test_it_is_done_without_only_for_a_reason(offered, answered, why, fault):
    assert fault_of_form(COAPH, offered=offered, is_answered=answered, why=why) == fault


def test_every_questionnaire_fills_only_what_its_step_offers():
    fields = [field for one in circuits().values() for step in one.steps for field in step.records if field.by_form]
    assert fields and all(field.kind in {Kind.CHOICE, Kind.DATE} for field in fields)


@pytest.fixture
def officer(place):
    return place.worker(role="DISABILITY_OFFICER")


@pytest.fixture
def run(officer):
    dossier = case(officer, person(officer, birth_year=1980))
    made = started(officer, "DISABILITY", file=dossier)
    with working(officer) as who:
        step = open_steps(officer, made)["ACCUEIL"]
        told = {"speaks": "self", "request": "Un fauteuil", "card": "no"}
        do_step(actor=who, now=NOW, step_id=step.pk, answers=told)
    made.dossier = dossier
    return made


def asked(officer, run):
    with working(officer) as who:
        shown = run_sheet(actor=who, case_id=run.case_id, run_id=run.pk, now=NOW + timedelta(hours=1))
    return next(one for one in shown.steps if one.step.code == "BESOINS").forms


def test_the_form_of_her_age_is_offered_then_its_answer_is_shown(officer, run):
    assert [one.code for one in asked(officer, run).offered] == ["WG_SS"]
    row = assess(officer, run.dossier, code="WG_SS", typed=ADULT)
    assert asked(officer, run).answer == row and asked(officer, run).fills["measured"] == "wg_ss"


def test_without_it_the_step_is_not_done_and_with_it_what_it_said_is_kept(officer, run):
    step = open_steps(officer, run)["BESOINS"]
    with working(officer) as who, pytest.raises(CannotAdvance) as raised:
        do_step(actor=who, now=NOW, step_id=step.pk, answers=REST | {"evaluated_on": "2026-11-24", "measured": "none"})
    assert raised.value.fault is CircuitFault.NO_FORM
    row = assess(officer, run.dossier, code="WG_SS", typed=ADULT)
    with working(officer) as who:
        done = do_step(actor=who, now=NOW, step_id=step.pk, answers=REST)
    said = content_of(done)
    assert (said["measured"], said["evaluated_on"], said[FORM]) == ("wg_ss", "2026-11-24", str(row.pk))


def test_the_answer_alone_does_not_do_a_step_that_asks_more(officer, run):
    step = open_steps(officer, run)["BESOINS"]
    assess(officer, run.dossier, code="WG_SS", typed=ADULT)
    with working(officer) as who:
        assert complete_by_form(actor=who, now=NOW, step_id=step.pk).state == "open"
    assert "BESOINS" in open_steps(officer, run) and sheet(officer, run)


def test_an_answer_from_before_the_circuit_does_not_count(officer, run):
    assess(officer, run.dossier, code="WG_SS", typed=ADULT, now=NOW - timedelta(days=30))
    assert asked(officer, run).answer is None
