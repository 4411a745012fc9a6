"""The life of a letter, all of it: every step from every state, whatever the hands."""

import uuid
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from wasl.catalogue.letters import LETTER_TEMPLATES
from wasl.documents.rules.letters import (
    FROZEN,
    HANDS,
    NEXT,
    BodyFault,
    LetterFault,
    LetterState,
    Step,
    fault_of_body,
    fault_of_step,
    filled,
    may_step,
)

WRITER, CHIEF, OTHER = (uuid.uuid4() for _ in range(3))


class LifeOfALetter(RuleBasedStateMachine):
    """Accounts press whatever they like; the letter only goes where a letter may go."""

    def __init__(self):
        super().__init__()
        self.state, self.hands, self.done, self.signer = LetterState.DRAFT, {WRITER}, [Step.WRITE], None

    @rule(
        step=st.sampled_from(Step), account=st.sampled_from([WRITER, CHIEF, OTHER]), reason=st.sampled_from(["", "x"])
    )
    def press(self, step, account, reason):
        fault = fault_of_step(
            step, state=self.state, account=account, hands=self.hands, may=account != OTHER, reason=reason
        )
        if fault:
            return
        assert account != OTHER
        self.state = NEXT[self.state][step]
        self.done.append(step)
        self.hands |= {account} if step in HANDS else set()
        if step == Step.SIGN:
            self.signer = account

    @invariant()
    def nobody_signs_what_they_wrote(self):
        assert self.signer is None or self.signer not in self.hands

    @invariant()
    def what_is_signed_was_initialled_since_it_was_prepared(self):
        if self.signer is not None:
            before = self.done[: self.done.index(Step.SIGN)]
            assert before[-1] == Step.INITIAL
            assert Step.PREPARE in before

    @invariant()
    def what_is_signed_is_never_written_again(self):
        if self.signer is not None:
            assert self.state in FROZEN
            assert not HANDS & set(self.done[self.done.index(Step.SIGN) :])


LifeOfALetter.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestLifeOfALetter = LifeOfALetter.TestCase


@pytest.mark.parametrize(("state", "step"), list(product(LetterState, Step)))
def test_a_step_that_is_not_in_the_table_is_refused(state, step):
    fault = fault_of_step(step, state=state, account=CHIEF, hands={WRITER}, may=True, reason="x")
    assert (fault is None) == (step in NEXT[state])


def test_who_may_not_and_who_gives_no_reason():
    given = {"state": "prepared", "account": CHIEF, "hands": {WRITER}, "may": True, "reason": ""}
    assert fault_of_step(Step.RETURN, **given) == LetterFault.NO_REASON
    assert fault_of_step(Step.INITIAL, **given | {"may": False}) == LetterFault.NOT_YOURS
    assert fault_of_step(Step.INITIAL, **given | {"account": WRITER}) == LetterFault.OWN_LETTER


AT = {"is_own_unit": True, "is_above": False, "signed_above": False}


@pytest.mark.parametrize(
    ("step", "role", "level", "at", "answer"),
    [
        (Step.INITIAL, "SUPERVISOR", 2, AT, True),
        (Step.SIGN, "SUPERVISOR", 2, AT, False),
        (Step.SIGN, "CENTRE_DIRECTOR", 3, AT, True),
        (Step.SIGN, "CENTRE_DIRECTOR", 4, AT, False),
        (Step.SIGN, "WOMEN_OFFICER", 4, AT, True),
        (Step.SIGN, "WOMEN_OFFICER", 3, AT, False),
        (Step.SIGN, "SOCIAL_WORKER", 1, AT, False),
        (Step.SIGN, "DELEGATE", 2, AT | {"is_own_unit": False, "is_above": True}, False),
        (Step.SIGN, "DELEGATE", 2, {"is_own_unit": False, "is_above": True, "signed_above": True}, True),
        (Step.SIGN, "CENTRE_DIRECTOR", 2, AT | {"signed_above": True}, False),
        (Step.RETURN, "DELEGATE", 2, {"is_own_unit": False, "is_above": True, "signed_above": True}, True),
        (Step.RETURN, "SOCIAL_WORKER", 2, AT, False),
        (Step.SEND, "SOCIAL_WORKER", 2, AT, True),
        (Step.SEND, "DELEGATE", 2, AT | {"is_own_unit": False, "is_above": True}, False),
    ],
)
def test_who_does_what_by_role_level_and_unit(step, role, level, at, answer):
    assert may_step(step, role=role, level=level, **at) is answer


@pytest.mark.parametrize("row", LETTER_TEMPLATES, ids=lambda row: row["code"])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_shipped_letters_may_be_proposed(row, lang):
    assert fault_of_body(row[f"body_{lang}"], about=row["about"]) is None


@pytest.mark.parametrize(
    ("body", "about", "fault"),
    [
        ("A\n\n{paragraph}\n\nB {unit}", "unit", None),
        ("A", "unit", BodyFault.NO_PARAGRAPH),
        ("{paragraph}\n\n{paragraph}", "unit", BodyFault.NO_PARAGRAPH),
        ("A {paragraph}", "unit", BodyFault.NO_PARAGRAPH),
        ("{person}\n\n{paragraph}", "unit", BodyFault.UNKNOWN_FIELD),
        ("{since}\n\n{paragraph}", "person", BodyFault.UNKNOWN_FIELD),
        ("{unit\n\n{paragraph}", "unit", BodyFault.UNKNOWN_FIELD),
        ("{paragraph}\n\n" + "x" * 6_000, "unit", BodyFault.TOO_LONG),
    ],
)
def test_what_a_template_may_hold(body, about, fault):
    assert fault_of_body(body, about=about) == fault


@given(st.text(max_size=80))
def test_what_was_typed_is_never_read_as_a_template(typed):
    made = filled("A {person}\n\n{paragraph}", values={"person": typed}, paragraph="{person}")
    assert made == [f"A {typed}", "{person}"]
