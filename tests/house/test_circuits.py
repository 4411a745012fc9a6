"""Every file of circuits: whole in both languages, a way from its beginning to an end, and no step nobody reaches."""

from datetime import date
from random import Random

import pytest

from wasl.access.roles import circuits_of, unit_kinds_of
from wasl.assistance.circuits import circuits
from wasl.assistance.rules.circuits import (
    Kind,
    Past,
    State,
    StepState,
    checked,
    decoded,
    encoded,
    faults_of,
    is_over,
    standings,
)
from wasl.assistance.rules.circuits.checks import clocks_of
from wasl.catalogue.questionnaires.shipped import shipped
from wasl.catalogue.rules import PARAMETERS
from wasl.documents.papers import PAPERS
from wasl.vocabulary import terms

ALL = list(circuits().values())
by_code = pytest.mark.parametrize("circuit", ALL, ids=lambda one: one.code)
LONGEST_WALK = 400


def codes(name):
    return {term.code for term in terms(name)}


def test_there_are_circuits_each_under_its_own_code():
    assert {"CHILD", "WOMEN", "DISABILITY", "STREET", "MEDIATION", "PROCEDURES", "ALONE", "ENQUIRY"} <= set(circuits())
    assert all(circuit.code == code for code, circuit in circuits().items())


@by_code
def test_it_holds_together(circuit):
    assert faults_of(circuit) == []


@by_code
def test_it_speaks_the_vocabulary(circuit):
    assert set(circuit.situations) <= codes("vulnerability_situations")
    assert set(circuit.closing) <= codes("closure_reasons") and circuit.closing
    assert set(circuit.establishments) <= codes("eps_legal_categories")
    assert {one for step in circuit.steps for one in step.destinations} <= codes("referral_destinations")


@by_code
def test_what_it_asks_for_is_a_service(circuit):
    asked = [field for step in circuit.steps for field in step.records if field.is_request]
    assert {one.code for field in asked for one in field.choices} <= codes("services")


@by_code
def test_somebody_works_in_it(circuit):
    roles = {role.code for role in terms("roles") if circuits_of(role.code) & set(circuit.roles_circuits)}
    assert any(unit_kinds_of(role) & {"CENTRE", "CELL", "TEAM"} for role in roles)
    assert {role for step in circuit.steps for role in step.roles} <= codes("roles")


@by_code
def test_its_deadlines_are_parameters(circuit):
    assert {clock.parameter for clock in clocks_of(circuit)} <= set(PARAMETERS)


@by_code
def test_its_questionnaires_are_in_the_catalogue(circuit):
    known = {one["code"] for one in shipped()}
    assert {code for step in circuit.steps for code in step.questionnaires} <= known


@by_code
def test_its_papers_are_there(circuit):
    assert {paper for step in circuit.steps for paper in step.papers} <= set(PAPERS)


@by_code
def test_codes_fit_their_columns(circuit):
    assert len(circuit.code) <= 20 and all(len(step.code) <= 20 for step in circuit.steps)


@by_code
def test_a_kept_version_comes_back(circuit):
    assert decoded(encoded(circuit)) == circuit


def said(random, field):
    if field.kind is Kind.SEVERAL:
        offered = [one.code for one in field.choices]
        return " ".join(offered if field.is_whole else random.sample(offered, random.randint(1, len(offered))))
    if field.kind is Kind.CHOICE:
        return random.choice(field.choices).code
    return {Kind.YES_NO: random.choice(["yes", "no"]), Kind.DATE: "2026-11-20", Kind.AUTHORITY: "PARQUET"}.get(
        field.kind, "12"
    )


def walk(circuit, random):
    """Does open steps at random until nothing is open; answers the steps that were done and whether it was over."""
    past = []
    for _ in range(LONGEST_WALK):
        where = standings(circuit, past)
        ready = [step for step in circuit.steps if where[step.code].state is State.OPEN]
        if not ready:
            break
        step = random.choice(ready)
        given = {field.name: said(random, field) for field in step.records}
        kept, wrong = checked(step, given, today=date(2026, 11, 24), authorities={"PARQUET"})
        assert wrong == {}
        past.append(Past(step.code, StepState.DONE, len(past) + 1, None, kept))
    return {one.code for one in past}, is_over(circuit, past)


@by_code
def test_every_walk_ends_and_every_step_is_met(circuit):
    walks = [walk(circuit, Random(seed)) for seed in range(60)]
    assert all(over for _, over in walks)
    assert set().union(*(met for met, _ in walks)) == set(circuit.by_code)
