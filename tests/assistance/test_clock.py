"""The clock of an orientation on plain values: whatever happens, nothing open is forgotten."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.assistance.loops import DAYS, SENT, Letter
from wasl.assistance.rules import (
    NEXT_ORIENTATION,
    OPEN_ORIENTATION,
    WAITS_FOR_ANSWER,
    OrientationState,
    Step,
    Urgency,
)

S = OrientationState


def steps_of(letter, until=60):
    found = [(day, letter.night(SENT + timedelta(days=day))) for day in range(until)]
    return [(day, step) for day, step in found if step]


def sent(urgency):
    letter = Letter(urgency)
    letter.enter(S.SENT, SENT)
    return letter


def test_an_ordinary_one_is_reminded_on_days_3_and_7_and_goes_up_on_days_14_and_21():
    steps = steps_of(sent("normal"), until=45)
    assert steps[:4] == [(3, Step.REMINDED), (7, Step.REMINDED), (14, Step.ESCALATED), (21, Step.DELEGATED)]


@pytest.mark.parametrize(("urgency", "day"), [("danger", 7), ("urgent", 21), ("normal", 45)])
def test_the_sender_is_told_that_nobody_answered(urgency, day):
    assert (day, Step.UNANSWERED) in steps_of(sent(urgency))


def test_danger_goes_up_the_next_day():
    assert steps_of(sent("danger"))[:2] == [(1, Step.ESCALATED), (2, Step.DELEGATED)]


def test_at_most_one_step_a_day():
    letter, today = sent("urgent"), SENT + timedelta(days=4)
    assert letter.night(today) and letter.night(today) is None


@pytest.mark.parametrize(
    ("state", "days"), [("ACCEPTEE", 30), ("REFUSEE", 7), ("NON_PRESENT", 7), ("SERVIE", 30), ("SANS_SUITE", 7)]
)
def test_every_answer_has_a_clock_of_its_own(state, days):
    letter = sent("normal")
    letter.enter(state, SENT)
    assert letter.due == SENT + timedelta(days=days)
    steps = {step: day for day, step in steps_of(letter)}
    assert steps == {Step.REMINDED: days + 1, Step.ESCALATED: days + 7, Step.DELEGATED: days + 14}


def test_an_appointment_is_asked_after_three_days_later():
    letter = sent("normal")
    letter.appointment_on = SENT + timedelta(days=20)
    letter.enter("RDV", SENT)
    assert letter.due == SENT + timedelta(days=23)


def test_that_it_was_received_stops_no_clock():
    letter = sent("normal")
    letter.enter("RECUE", SENT + timedelta(days=13))
    assert (14, Step.ESCALATED) in steps_of(letter)


class Loop(RuleBasedStateMachine):
    """Answers in any order, days in any number, the job each night."""

    @initialize(urgency=st.sampled_from(sorted(Urgency)))
    def send(self, urgency):
        self.letter, self.today = sent(urgency), SENT

    @precondition(lambda self: self.letter.state in OPEN_ORIENTATION)
    @rule(data=st.data(), ahead=st.integers(0, 30))
    def answer(self, data, ahead):
        to = data.draw(st.sampled_from(sorted(NEXT_ORIENTATION[S(self.letter.state)])))
        if to == S.APPOINTED:
            self.letter.appointment_on = self.today + timedelta(days=ahead)
        self.letter.enter(to, self.today)

    @rule(days=st.integers(1, 25))
    def wait(self, days):
        for _ in range(days):
            self.today += timedelta(days=1)
            self.letter.night(self.today)

    @invariant()
    def it_has_a_clock(self):
        if self.letter.state in OPEN_ORIENTATION:
            assert self.letter.due >= SENT

    @invariant()
    def nobody_waits_beyond_the_delay_without_somebody_above_knowing(self):
        letter = self.letter
        if letter.state in WAITS_FOR_ANSWER:
            waited, delay = (self.today - SENT).days, DAYS[f"orientation.escalate_days.{letter.urgency}"]
            assert waited <= max(delay, (letter.since - SENT).days) or letter.escalated_on
        elif letter.state in OPEN_ORIENTATION:
            late = (self.today - letter.due).days
            assert late <= DAYS["orientation.late_escalate_days"] or letter.escalated_on
            assert late <= DAYS["orientation.late_delegate_days"] or letter.delegated_on


class TestLoop(Loop.TestCase):
    settings = settings(max_examples=150, stateful_step_count=20, deadline=None)
