"""The engine of circuits on plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from wasl.assistance.rules.circuits import (
    AnswerFault,
    Choice,
    Circuit,
    CircuitFault,
    Clock,
    Field,
    Kind,
    Measure,
    Past,
    Said,
    Since,
    State,
    Step,
    StepState,
    checked,
    day_said,
    decoded,
    digest_of,
    due_at,
    encoded,
    fault_of_undo,
    faults_of,
    is_barred,
    is_over,
    later_than,
    may_work,
    occurrence_to_open,
    standings,
)
from wasl.core.bilingual import Bilingual

WORDS = Bilingual("Mot", "كلمة")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def step(code, *after, **values):
    return Step(code, WORDS, WORDS, after=after, **values)


def yes_no(name="goes_on", **values):
    return Field(name, WORDS, Kind.YES_NO, **values)


def circuit(*steps, **values):
    given = {"roles_circuits": ("CHILD",), "level": 4, "situations": (), "closing": ("AUTRE",)} | values
    return Circuit("TRY", WORDS, steps=steps, **given)


TREE = circuit(
    step("FIRST", records=(yes_no("danger"),)),
    step("COURT", "FIRST", when=(Said("FIRST", "danger", ("yes",)),)),
    step("PLACE", "COURT"),
    step("HOME", "FIRST"),
    step("END", "PLACE", "HOME", is_end=True),
)


def done(code, occurrence=1, **answers):
    return Past(code, StepState.DONE, occurrence, NOON, answers)


def states(one, *past):
    return {code: standing.state for code, standing in standings(one, past).items()}


def test_at_first_only_what_waits_for_nothing_is_open():
    found = states(TREE)
    assert found.pop("FIRST") is State.OPEN
    assert set(found.values()) == {State.WAITING}


def test_both_routes_open_side_by_side():
    found = states(TREE, done("FIRST", danger="yes"))
    assert (found["COURT"], found["HOME"], found["END"]) == (State.OPEN, State.OPEN, State.WAITING)


def test_a_step_that_waits_says_for_what():
    assert standings(TREE, [done("FIRST", danger="yes")])["END"].waits_for == ("PLACE", "HOME")


def test_what_was_not_said_closes_its_branch_and_what_follows_it_alone():
    found = states(TREE, done("FIRST", danger="no"), done("HOME"))
    assert (found["COURT"], found["PLACE"], found["END"]) == (State.NOT_NEEDED, State.NOT_NEEDED, State.OPEN)


def test_a_skipped_step_opens_what_follows():
    past = [done("FIRST", danger="yes"), Past("COURT", StepState.SKIPPED)]
    assert states(TREE, *past)["PLACE"] is State.OPEN


def test_one_of_several_is_enough_where_it_is_said_so():
    one = circuit(step("A"), step("B"), step("C", "A", "B", is_any=True, is_end=True))
    assert states(one, done("A"))["C"] is State.OPEN
    assert states(one)["C"] is State.WAITING


def test_it_is_over_when_an_end_is_settled_and_nothing_is_open():
    past = [done("FIRST", danger="no"), done("HOME")]
    assert not is_over(TREE, past)
    assert is_over(TREE, [*past, done("END")])


REPEATED = circuit(
    step(
        "REVIEW", records=(yes_no(),), repeats=Clock("circuit.review_days"), stops=Said("REVIEW", "goes_on", ("no",)),
        is_end=True,
    )
)  # fmt: skip


def test_a_review_comes_again_until_it_is_told_to_stop():
    past = [done("REVIEW", goes_on="yes")]
    assert states(REPEATED, *past)["REVIEW"] is State.OPEN
    assert occurrence_to_open(REPEATED.steps[0], standings(REPEATED, past)["REVIEW"], past) == 2
    assert is_over(REPEATED, [*past, done("REVIEW", 2, goes_on="no")])


def test_an_open_step_is_not_opened_twice():
    past = [Past("FIRST", StepState.OPEN)]
    assert occurrence_to_open(TREE.steps[0], standings(TREE, past)["FIRST"], past) == 0


def test_an_undone_step_opens_again_under_a_new_number():
    past = [Past("FIRST", StepState.UNDONE)]
    assert occurrence_to_open(TREE.steps[0], standings(TREE, past)["FIRST"], past) == 2


def test_what_was_built_upon_is_not_undone():
    past = [done("FIRST", danger="yes"), done("COURT")]
    assert fault_of_undo(TREE, past, "FIRST") is CircuitFault.LATER_DONE
    assert fault_of_undo(TREE, past, "COURT") is None
    assert fault_of_undo(TREE, past, "HOME") is CircuitFault.NOT_OPEN


def test_what_follows_is_followed_to_the_end():
    assert later_than(TREE, "COURT") == {"PLACE", "END"}


def test_hours_run_on_and_days_end_at_midnight():
    hours = Clock("circuit.x", Measure.HOURS, Since.START)
    began = NOON - timedelta(hours=1)
    assert due_at(hours, 2, started_at=began, opened_at=NOON) == NOON + timedelta(hours=1)
    same_day = due_at(Clock("circuit.x"), 0, started_at=began, opened_at=NOON)
    assert same_day == NOON.replace(hour=23, minute=59)


@pytest.mark.parametrize(("circuits", "answer"), [({"CHILD"}, True), ({"WOMEN"}, False), (set(), False)])
def test_only_agents_of_the_circuit_work_in_it(circuits, answer):
    assert may_work(TREE, None, role="CHILD_OFFICER", circuits=circuits) is answer


def test_a_step_may_be_for_some_roles_only():
    one = step("X", roles=("SUPERVISOR",))
    assert not may_work(TREE, one, role="CHILD_OFFICER", circuits={"CHILD"})


ASKED = step(
    "ASK",
    records=(
        Field("how", WORDS, Kind.CHOICE, (Choice("a", WORDS), Choice("b", WORDS))),
        Field("number", WORDS, Kind.LINE, only_if=Said("ASK", "how", ("a",))),
        Field("on", WORDS, Kind.DATE, is_required=False),
        Field("count", WORDS, Kind.NUMBER, is_required=False),
        Field("court", WORDS, Kind.AUTHORITY, is_required=False),
    ),
)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"how": AnswerFault.MISSING}),
        ({"how": "c"}, {"how": AnswerFault.NOT_A_CHOICE}),
        ({"how": "a"}, {"number": AnswerFault.MISSING}),
        ({"how": "b", "on": "24/11/2026"}, {"on": AnswerFault.NOT_A_DAY}),
        ({"how": "b", "on": "2026-11-25"}, {"on": AnswerFault.NOT_YET}),
        ({"how": "b", "count": "deux"}, {"count": AnswerFault.NOT_A_NUMBER}),
        ({"how": "b", "court": "MOON"}, {"court": AnswerFault.NOT_A_CHOICE}),
        ({"how": "a", "number": "x" * 201}, {"number": AnswerFault.TOO_LONG}),
        ({"how": "b", "court": "PARQUET", "count": "2", "on": "2026-11-24"}, {}),
    ],
)
def test_each_answer_is_checked(given, wrong):
    assert checked(ASKED, given, today=NOON.date(), authorities=frozenset({"PARQUET"}))[1] == wrong


def test_what_nobody_asked_is_not_kept():
    kept, _ = checked(ASKED, {"how": "b", "number": "12"}, today=NOON.date(), authorities=frozenset())
    assert kept == {"how": "b"}


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (circuit(step("A", "B", is_end=True)), "waits for B"),
        (circuit(step("A", "B"), step("B", "A", is_end=True)), "waits for itself"),
        (circuit(step("A")), "no step is an end"),
        (circuit(step("A"), step("A", is_end=True)), "stands twice"),
        (circuit(step("A"), step("B", "A", when=(Said("A", "x", ("y",)),), is_end=True)), "nobody asks"),
        (circuit(step("A", repeats=Clock("x"), is_end=True)), "never stops"),
        (circuit(Step("A", Bilingual("Mot", "Mot"), WORDS, is_end=True)), "both languages"),
    ],
)
def test_a_broken_circuit_is_told(broken, said):
    assert any(said in fault for fault in faults_of(broken))


def test_a_version_comes_back_as_it_was_kept():
    assert decoded(encoded(REPEATED)) == REPEATED
    assert digest_of(REPEATED) != digest_of(TREE)


PIECES = step(
    "PIECES",
    records=(
        Field("ready", WORDS, Kind.SEVERAL, (Choice("card", WORDS), Choice("birth", WORDS))),
        Field("all", WORDS, Kind.SEVERAL, (Choice("a", WORDS), Choice("b", WORDS)), is_required=False, is_whole=True),
        Field("why", WORDS, Kind.LINE, only_if=Said("PIECES", "ready", ("birth",))),
    ),
)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"ready": "card"}, {}),
        ({"ready": "card passport"}, {"ready": AnswerFault.NOT_A_CHOICE}),
        ({"ready": "birth card"}, {"why": AnswerFault.MISSING}),
        ({"ready": "card", "all": "a"}, {"all": AnswerFault.NOT_ALL}),
        ({"ready": "card", "all": "b a"}, {}),
    ],
)
def test_several_are_ticked_among_those_offered(given, wrong):
    assert checked(PIECES, given, today=NOON.date(), authorities=frozenset())[1] == wrong


def test_the_same_ticks_in_another_order_are_the_same_answer():
    kept, _ = checked(PIECES, {"ready": "birth  card", "why": "x"}, today=NOON.date(), authorities=frozenset())
    assert kept["ready"] == "card birth"


def test_one_tick_among_several_opens_what_looks_for_it():
    one = circuit(PIECES, step("NEXT", "PIECES", when=(Said("PIECES", "ready", ("birth",)),), is_end=True))
    assert states(one, done("PIECES", ready="card birth"))["NEXT"] is State.OPEN
    assert states(one, done("PIECES", ready="card"))["NEXT"] is State.NOT_NEEDED


APPEAL = Clock("circuit.procedure.appeal_days", day_of=("ANSWER", "on"))


def test_an_appeal_counts_from_the_day_that_was_recorded_not_from_the_keyboard():
    said_on = day_said(APPEAL, [done("ANSWER", on="2026-11-10")])
    assert due_at(APPEAL, 60, started_at=NOON, opened_at=NOON, said_on=said_on).date().isoformat() == "2027-01-09"
    assert day_said(APPEAL, []) is None


@pytest.mark.parametrize(
    ("situations", "beside", "answer"), [((), (), False), (("VIOL",), (), True), ((), ("WOMEN",), True)]
)
def test_a_situation_or_another_circuit_bars_one(situations, beside, answer):
    one = circuit(step("A", is_end=True), barred_by=("VIOL",), barred_beside=("WOMEN",))
    assert is_barred(one, situations=situations, beside=beside) is answer


@pytest.mark.parametrize(
    "broken",
    [
        circuit(step("A", records=(yes_no(is_whole=True),), is_end=True)),
        circuit(step("A", records=(Field("x", WORDS, Kind.SEVERAL),), is_end=True)),
        circuit(step("A", records=(Field("x", WORDS, Kind.CHOICE, (Choice("a b", WORDS),)),), is_end=True)),
        circuit(step("A", is_end=True, not_by="B"), step("B")),
        circuit(step("ANSWER"), step("A", "ANSWER", is_end=True, clock=APPEAL)),
    ],
)
def test_what_the_newer_parts_get_wrong_is_told(broken):
    assert faults_of(broken)


def test_the_newer_parts_are_kept_with_a_version():
    answer = step("ANSWER", records=(Field("on", WORDS, Kind.DATE),))
    last = step("A", "ANSWER", "PIECES", is_end=True, clock=APPEAL, not_by="PIECES")
    one = circuit(PIECES, answer, last, barred_by=("X",))
    assert decoded(encoded(one)) == one
