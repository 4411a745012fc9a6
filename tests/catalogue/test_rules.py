from datetime import date
from uuid import UUID

import pytest

from wasl.catalogue.rules import (
    PARAMETERS,
    Fault,
    fault_of_code,
    fault_of_decision,
    fault_of_parameter,
    fault_of_start,
)

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("code", ["ECO", "HEB_URG", "A2"])
def test_codes_of_the_vocabulary_are_accepted(code):
    assert fault_of_code(code) is None


@pytest.mark.parametrize("code", ["", "eco", "A", "É", "A B", "A" * 21, "2A", "A\n"])
def test_codes_that_could_be_misread_are_refused(code):
    assert fault_of_code(code) == Fault.CODE


@pytest.mark.parametrize("code", PARAMETERS)
def test_shipped_values_stand_within_their_bounds(code):
    shipped, lowest, highest, _ = PARAMETERS[code]
    assert fault_of_parameter(code, shipped) is None
    assert fault_of_parameter(code, lowest - 1) == Fault.OUT_OF_BOUNDS
    assert fault_of_parameter(code, highest + 1) == Fault.OUT_OF_BOUNDS


@pytest.mark.parametrize("urgency", ["danger", "urgent", "normal"])
def test_a_supervisor_hears_of_it_before_it_counts_as_unanswered(urgency):
    escalate, unanswered = (PARAMETERS[f"orientation.{step}_days.{urgency}"][0] for step in ("escalate", "unanswered"))
    assert PARAMETERS[f"orientation.reply_days.{urgency}"][0] <= escalate < unanswered


def test_the_proposer_does_not_decide():
    assert fault_of_decision(state="proposed", proposed_by=ONE, decided_by=ONE) == Fault.SAME_ACCOUNT
    assert fault_of_decision(state="proposed", proposed_by=ONE, decided_by=OTHER) is None


@pytest.mark.parametrize("state", ["approved", "refused"])
def test_a_decision_is_taken_once(state):
    assert fault_of_decision(state=state, proposed_by=ONE, decided_by=OTHER) == Fault.ALREADY_DECIDED


def test_the_past_of_a_code_is_not_rewritten():
    assert fault_of_start(since=date(2026, 1, 1), latest=date(2026, 1, 1)) == Fault.BEFORE_ROW_IN_FORCE
    assert fault_of_start(since=date(2026, 1, 2), latest=date(2026, 1, 1)) is None
    assert fault_of_start(since=date(1960, 1, 1), latest=None) is None
