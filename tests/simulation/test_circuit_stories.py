"""The stories of the demo go through the engine as told: no step that is not open, no answer that is refused."""

from datetime import date, timedelta

import pytest

from wasl.assistance.circuits import circuits
from wasl.assistance.rules.circuits import Past, State, StepState, checked, standings
from wasl.assistance.rules.circuits.forms import NO_FORM
from wasl.simulation.accounts import rows
from wasl.simulation.circuits import STORIES, _dated
from wasl.vocabulary import terms

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("story", STORIES, ids=lambda one: f"{one.circuit}-{one.birth_year}")
def test_a_story_can_be_told(story):
    circuit, past = circuits()[story.circuit], []
    authorities = frozenset(one.code for one in terms("referral_destinations"))
    for days, who, code, answers in story.steps:
        on = TODAY - timedelta(days=story.began - days)
        assert standings(circuit, past)[code].state is State.OPEN
        kept, wrong = checked(
            circuit.by_code[code], dict(_dated(answers.items(), on)), today=on, authorities=authorities
        )
        assert wrong == {} and set(kept) == set(answers) - {NO_FORM}
        past.append(Past(code, StepState.DONE, len(past) + 1, None, kept))
        assert who in {row["number"] for row in rows()}


def test_each_circuit_of_the_province_has_its_story():
    assert {"PROCEDURES", "ENQUIRY", "MEDIATION", "ALONE", "STREET", "DISABILITY", "WOMEN"} == {
        one.circuit for one in STORIES
    }
