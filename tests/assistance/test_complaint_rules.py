from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.assistance.rules.complaints import (
    DECIDED,
    GRAVE,
    NEXT_COMPLAINT,
    ComplaintFault,
    ComplaintState,
    Owed,
    desk_path,
    due_on,
    fault_of_new,
    is_independent,
    owed,
    step_fault,
)

TODAY = date(2026, 11, 24)
COORDINATIONS = ["MA.C05.", "MA.C06."]
NEW = {
    "kind": "DELAI", "kinds": {"DELAI"}, "decision": "", "words": "…", "channel": "oral", "is_named": True,
    "told": "returns", "contact": "", "received_on": TODAY, "today": TODAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"kind": "NOPE"}, ComplaintFault.TYPE),
        ({"kind": "RECOURS"}, ComplaintFault.DECISION),
        ({"kind": "RECOURS", "decision": "orientation"}, None),
        ({"decision": "orientation"}, ComplaintFault.DECISION),
        ({"words": " \n"}, ComplaintFault.WORDS),
        ({"received_on": TODAY + timedelta(days=1)}, ComplaintFault.NOT_YET),
        ({"channel": "box"}, ComplaintFault.BOX_NAMED),
        ({"channel": "box", "is_named": False}, None),
        ({"told": "call"}, ComplaintFault.NO_CONTACT),
        ({"told": "call", "contact": "0600"}, None),
    ],
)
def test_what_is_refused_at_the_counter(changed, fault):
    assert fault_of_new(**(NEW | changed)) == fault


@pytest.mark.parametrize(
    ("about", "recorded", "desk"),
    [
        ("MA.C05.D081.CAS.", "MA.C06.D091.", "MA.C05."),
        ("MA.C05.D081.", "MA.C05.D081.", "MA.C05."),
        ("MA.C05.", "MA.C05.D081.", "MA."),
        ("MA.D099.X.", "MA.C05.", "MA."),
        ("MA.", "MA.C06.D091.X.", "MA.C06."),
        ("MA.", "MA.", None),
    ],
)
def test_the_desk_stands_above_the_unit_or_elsewhere(about, recorded, desk):
    assert desk_path(about=about, recorded=recorded, coordinations=COORDINATIONS) == desk


ACCOUNT, UNIT = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({}, True),
        ({"recorded_by": ACCOUNT}, False),
        ({"excluded": [ACCOUNT]}, False),
        ({"own_units": [UNIT]}, False),
        ({"recorded_by": None}, True),
    ],
)
def test_who_may_look_into_it(changed, answer):
    plain = {"account": ACCOUNT, "recorded_by": uuid4(), "excluded": [], "about_unit": UNIT, "own_units": [uuid4()]}
    assert is_independent(**(plain | changed)) is answer


@pytest.mark.parametrize("state", ComplaintState)
@pytest.mark.parametrize("to", ComplaintState)
def test_no_step_beside_the_table(state, to):
    fault = step_fault(state=state, to=to, kind="DELAI", words="…", reason="not_ours", is_told=True, is_anonymous=False)
    assert (fault is None) == (to in NEXT_COMPLAINT[state])


def test_every_state_can_be_left_and_every_way_ends_closed():
    for state in ComplaintState:
        seen, here = set(), {state}
        while here - seen:
            seen |= here
            here = {to for one in here for to in NEXT_COMPLAINT[one]}
        assert ComplaintState.CLOSED in seen


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ({"state": "instructed", "to": "answered", "words": ""}, ComplaintFault.WORDS),
        ({"state": "received", "to": "inadmissible", "reason": ""}, ComplaintFault.REASON),
        ({"state": "received", "to": "inadmissible", "kind": "MALTR", "reason": "nothing_said"}, ComplaintFault.REASON),
        ({"state": "upheld", "to": "closed", "is_told": False}, ComplaintFault.NOT_TOLD),
        ({"state": "upheld", "to": "closed", "is_told": False, "is_anonymous": True}, None),
    ],
)
def test_a_step_says_what_it_lacks(step, fault):
    plain = {"kind": "DELAI", "words": "…", "reason": "not_ours", "is_told": True, "is_anonymous": False}
    assert step_fault(**(plain | step)) == fault


def test_what_is_grave_is_more_urgent():
    days = {f"complaint.{name}_days.{how}": number for how, one in
            {"danger": (2, 15), "urgent": (5, 30), "normal": (10, 60)}.items()
            for name, number in zip(("first", "final"), one, strict=True)}  # fmt: skip
    first, final = due_on(received_on=TODAY, urgency="danger", days=days)
    assert (first, final) == (date(2026, 11, 26), date(2026, 12, 9))
    assert {"MALTR", "DONNEES"} == GRAVE


DAY = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(state=st.sampled_from(ComplaintState), first=DAY, today=DAY, has_first=st.booleans())
def test_a_clock_never_falls_silent(state, first, today, has_first):
    given = {
        "state": state, "first_due": first, "final_due": first + timedelta(days=20), "has_first": has_first,
        "today": today, "before": 2, "after": 1,
    }  # fmt: skip
    step = owed(**given, reminded_on=None, escalated_on=None)
    due = first + timedelta(days=20) if has_first else first
    if state in DECIDED:
        assert step is None
    else:
        assert (step == Owed.ESCALATED) == (today > due + timedelta(days=1))
        assert (step is not None) == (today >= due - timedelta(days=2))
        assert owed(**given, reminded_on=today, escalated_on=today) is None
