"""The life of a dossier: no illegal step, never without a responsible account, a next step while it is open."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from wasl.assistance.rules import APART, CASE_OVER, NEXT_CASE, CaseState, Fault, fault_of_closure, fault_of_suspension
from wasl.assistance.rules.merging import Conflict, merged
from wasl.assistance.rules.steps import (
    NEXT_TASK,
    PLACEHOLDERS,
    TaskKind,
    TaskState,
    escalates,
    fault_of_ending,
    fault_of_task,
)

TODAY = date(2026, 11, 24)
DAYS = {"case.escalate_days": 7, "case.escalate_days.danger": 1}


def test_every_state_is_in_the_table_and_reached_from_the_first():
    assert set(NEXT_CASE) == set(CaseState)
    reached, more = set(), {CaseState.NEW}
    while more:
        reached |= more
        more = set().union(*(NEXT_CASE[state] for state in more)) - reached
    assert reached == set(CaseState)


def test_only_reopening_leads_out_of_a_closed_dossier():
    assert frozenset({CaseState.CLOSED}) == CASE_OVER
    assert NEXT_CASE[CaseState.CLOSED] == {CaseState.REOPENED}
    assert all(CaseState.NEW not in targets for targets in NEXT_CASE.values())


class Life(RuleBasedStateMachine):
    """What the commands do, on plain values: the rules decide, the tasks follow."""

    def __init__(self):
        super().__init__()
        self.state, self.worker, self.tasks = CaseState.NEW, "worker", [TaskKind.FIRST]

    @rule(to=st.sampled_from(CaseState))
    def advance(self, to):
        if to in APART or to not in NEXT_CASE[self.state]:
            return
        if self.state == CaseState.SUSPENDED and TaskKind.RESUME in self.tasks:
            self.tasks.remove(TaskKind.RESUME)
        self.state = to
        self.tasks = self.tasks or [TaskKind.NEXT]

    @rule(days=st.integers(-3, 200), reason=st.sampled_from(["AWAY", "", "BORED"]))
    def suspend(self, days, reason):
        until = TODAY + timedelta(days=days)
        if fault_of_suspension(state=self.state, reason=reason, until=until, today=TODAY, most_days=90) is None:
            assert reason == "AWAY" and 0 < days <= 90
            self.state = CaseState.SUSPENDED
            self.tasks.append(TaskKind.RESUME)

    @rule(outcome=st.sampled_from(["REACHED", ""]))
    def close(self, outcome):
        if fault_of_closure(state=self.state, outcome=outcome) is None:
            self.state, self.tasks = CaseState.CLOSED, []

    @precondition(lambda self: NEXT_CASE[self.state] & {CaseState.TRANSFERRED})
    @rule(worker=st.sampled_from(["here", "there"]))
    def hand_over(self, worker):
        self.state, self.worker = CaseState.TRANSFERRED, worker

    @rule(words=st.sampled_from(["", "Call the school"]), days=st.integers(-2, 30))
    def say_next(self, words, days):
        over, due = self.state in CASE_OVER, TODAY + timedelta(days=days)
        if fault_of_task(kind=TaskKind.STEP, words=words, is_over=over, due_on=due, today=TODAY) is None:
            self.tasks = [task for task in self.tasks if task not in PLACEHOLDERS] + [TaskKind.STEP]

    @precondition(lambda self: self.tasks)
    @rule(has_next=st.booleans(), to=st.sampled_from(TaskState))
    def end(self, has_next, to):
        fault = fault_of_ending(state=TaskState.OPEN, to=to, is_last=len(self.tasks) == 1, has_next=has_next)
        if fault is None:
            self.tasks.pop()
            self.tasks += [TaskKind.STEP] * has_next

    @invariant()
    def somebody_is_responsible(self):
        assert self.worker

    @invariant()
    def an_open_dossier_has_a_next_step_and_a_closed_one_none(self):
        assert bool(self.tasks) == (self.state not in CASE_OVER)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize("state", TaskState)
def test_a_task_that_ended_stays_ended(state):
    assert NEXT_TASK[state] == ({TaskState.DONE, TaskState.DROPPED} if state == TaskState.OPEN else frozenset())


@pytest.mark.parametrize(
    ("late", "urgency", "told"),
    [(7, "normal", False), (8, "normal", True), (1, "danger", False), (2, "danger", True), (0, "danger", False)],
)
def test_a_late_step_goes_to_the_supervisor_after_some_days(late, urgency, told):
    assert escalates(due_on=TODAY - timedelta(days=late), urgency=urgency, today=TODAY, days=DAYS) is told


def test_a_step_without_words_is_refused_and_a_placeholder_needs_none():
    given = {"words": " ", "is_over": False, "due_on": TODAY, "today": TODAY}
    assert fault_of_task(kind=TaskKind.STEP, **given) == Fault.NO_WORDS
    assert fault_of_task(kind=TaskKind.RESUME, **given) is None


values = st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.integers(0, 2)})


@settings(max_examples=300, deadline=None)
@given(base=values, theirs=values, mine=values)
def test_no_value_is_overwritten_unseen(base, theirs, mine):
    kept, conflicts = merged(base=base, theirs=theirs, mine=mine)
    for field in base:
        both = {kept[field]} | {value for one in conflicts if one.field == field for value in one[1:]}
        changed = {side[field] for side in (theirs, mine) if side[field] != base[field]}
        assert changed <= both


def test_two_who_change_different_fields_are_both_kept():
    base = {"what": "call", "due": 1}
    kept, conflicts = merged(base=base, theirs={"what": "call", "due": 2}, mine={"what": "visit", "due": 1})
    assert (kept, conflicts) == ({"what": "visit", "due": 2}, [])


def test_two_who_change_the_same_field_see_both_values():
    _, conflicts = merged(base={"due": 1}, theirs={"due": 2}, mine={"due": 3})
    assert conflicts == [Conflict("due", 3, 2)]
