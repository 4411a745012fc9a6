from datetime import date

import pytest

from wasl.core.identifiers import new_id
from wasl.rights.rules.retention import ErasureFault, Rule, due_on, fault_of_decision, rule_for

PERIODS = {Rule.SOCIAL: 100, Rule.SENSITIVE: 200, Rule.PROTECTION: 300}


@pytest.mark.parametrize("level", range(5))
@pytest.mark.parametrize("is_protected", [True, False])
def test_the_strictest_rule_holds(level, is_protected):
    expected = "PROTECTION" if level == 4 or is_protected else "SENSITIVE" if level == 3 else "SOCIAL"
    assert rule_for(level=level, is_protected=is_protected) is Rule[expected]


@pytest.mark.parametrize(
    ("last", "birth_year", "due"),
    [
        (date(2020, 1, 1), None, date(2020, 4, 10)),
        (date(2020, 1, 1), 1988, date(2020, 4, 10)),
        (date(2020, 1, 1), 2010, date(2029, 4, 10)),
    ],
)
def test_a_child_s_time_begins_at_majority(last, birth_year, due):
    assert due_on(last=last, birth_year=birth_year, rule=Rule.SOCIAL, periods=PERIODS) == due


def test_two_persons_erase():
    one, other = new_id(), new_id()
    assert fault_of_decision(state="PROPOSED", proposed_by=one, decided_by=one) == ErasureFault.SAME_AGENT
    assert fault_of_decision(state="PROPOSED", proposed_by=one, decided_by=other) is None
    assert fault_of_decision(state="DONE", proposed_by=one, decided_by=other) == ErasureFault.DECIDED
