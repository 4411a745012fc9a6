"""Which answers say that a household lacks a thing, and which counts are told above the delegation."""

import random
import tomllib
from importlib import resources

import pytest

from wasl.catalogue.questionnaires.shipped import shipped
from wasl.watch.deprivation import COLUMNS, CUTOFF, measured
from wasl.watch.rules import poverty_columns
from wasl.watch.rules.poverty import (
    ASSESSED,
    NOT,
    POOR,
    UNSURE,
    Verdict,
    WrongDefinition,
    definition_of,
    hidden_counts,
    ranks,
)

SHIPPED = tomllib.loads((resources.files("wasl.watch") / "data" / "poverty.toml").read_text(encoding="utf-8"))
NOTHING = {
    "school": ["no"], "ill": ["no"], "cover": ["no"], "pregnant": ["no"], "sleeps": ["own"], "water": ["no"],
    "meals": ["three"], "income": ["regular"],
}  # fmt: skip


@pytest.fixture
def definition():
    return definition_of(SHIPPED)


def test_the_shipped_one_asks_what_the_questionnaire_asks(definition):
    (row,) = [one for one in shipped() if one["code"] == definition.questionnaire]
    asked = {
        q["code"]: {o["code"] for o in q.get("options", [])}
        for part in row["content"]["parts"]
        for q in part["questions"]
    }
    for thing in definition.things:
        if thing.question:
            assert thing.lacks | thing.has <= asked[thing.question]


def test_thirds_weigh_alike_and_the_cut_off_is_the_offices(definition):
    assert sum(thing.weight for thing in definition.things) == pytest.approx(1)
    for third in definition.thirds:
        assert sum(thing.weight for thing in third.things) == pytest.approx(1 / 3)
    assert definition.cutoff == CUTOFF


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Verdict.NOT),
        ({"school": ["yes"]}, Verdict.NOT),
        ({"school": ["yes"], "water": ["yes"]}, Verdict.NOT),
        ({"school": ["yes"], "water": ["yes"], "income": ["none"]}, Verdict.POOR),
        ({"ill": ["yes"], "cover": ["yes"], "pregnant": ["yes"]}, Verdict.POOR),
        ({"sleeps": ["street"], "water": ["yes"], "meals": ["one"], "income": ["aid"]}, Verdict.POOR),
        ({"school": ["unknown"], "water": ["yes"], "income": ["none"]}, Verdict.UNSURE),
        ({"school": ["unknown"]}, Verdict.NOT),
        ({"school": []}, Verdict.NOT),
        ({name: [] for name in NOTHING}, Verdict.UNSURE),
    ],
)  # fmt: skip
def test_who_lacks_several_things(definition, answers, expected):
    assert definition.verdict(definition.lacked(NOTHING | answers)) is expected


def test_one_household_at_a_time_is_the_engines_count(definition):
    """The same verdicts, one by one without arrays and all together with them."""
    said = [["yes"], ["no"], ["unknown"]]
    homes = [
        NOTHING | {"school": one, "ill": two, "water": three, "cover": four}
        for one in said for two in said for three in said for four in said
    ]  # fmt: skip
    lacked = [definition.lacked(answers) for answers in homes]
    verdicts = [definition.verdict(row) for row in lacked]
    table = [[float("nan") if one is None else float(one) for one in row] for row in lacked]
    found = measured(table, [thing.weight for thing in definition.things], cutoff=definition.cutoff)
    known = [one for one in verdicts if one is not Verdict.UNSURE]
    assert found.people == len(known) and found.headcount == pytest.approx(known.count(Verdict.POOR) / len(known))


@pytest.mark.parametrize(
    "broken",
    [{"cutoff": 0}, {"months": 0}, {"questionnaire": None, "months": "x"}, {"thirds": [{"code": "A"}]}],
)
def test_a_definition_that_cannot_be_used_is_refused(broken):
    with pytest.raises(WrongDefinition):
        definition_of(SHIPPED | broken)


def test_an_answer_says_one_thing_only():
    thing = {"code": "A", "fr": "a", "ar": "a", "question": "q", "lacks": ["yes"], "has": ["yes"]}
    with pytest.raises(WrongDefinition):
        definition_of(SHIPPED | {"thirds": [{"code": "T", "fr": "t", "ar": "t", "things": [thing]}]})


def test_equals_share_their_place():
    assert ranks({"a": 3.0, "b": 5.0, "c": 3.0, "d": 1.0}) == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_the_columns_on_screen_are_those_counted_with():
    assert tuple((one.code, one.has, one.weight) for one in poverty_columns.COLUMNS) == COLUMNS


def place(poor, other, unsure=0, **things):
    return {ASSESSED: poor + other + unsure, UNSURE: unsure, POOR: poor, NOT: other} | things


def whole(*parts):
    return {what: sum(part[what] for part in parts) for what in parts[0]}


def hidden(counts, parents):
    return hidden_counts(counts, parents=parents, things=["A", "B"], threshold=5)


def test_what_is_large_enough_is_told():
    one, two = place(20, 30, 6, A=12, B=9), place(9, 40, 5, A=7, B=8)
    told = hidden({"MA": whole(one, two), "01": one, "02": two}, {"01": "MA", "02": "MA"})
    assert told == {"MA": [], "01": [], "02": []}


def test_a_small_count_takes_another_with_it_in_its_place_and_beside_it():
    small, large, third = place(2, 30, 6, A=2, B=0), place(9, 40, 7, A=7, B=8), place(30, 40, 7, A=9, B=8)
    counts = {"MA": whole(small, large, third), "01": small, "02": large, "03": third}
    told = hidden(counts, dict.fromkeys(("01", "02", "03"), "MA"))
    assert {POOR, UNSURE} <= set(told["01"])
    assert POOR in told["02"], "the total less the third would tell it"


def test_a_province_is_told_although_one_of_its_two_centres_is_not():
    small, large = place(5, 3, A=5, B=0), place(10, 41, 9, A=9, B=7)
    counts = {"MA": whole(small, large), "01": small, "02": large}
    assert hidden(counts, {"01": "MA", "02": "MA"})["MA"] == []


@pytest.mark.parametrize("seed", range(20))
def test_no_hidden_count_is_the_only_one_in_a_sum(seed):
    draw = random.Random(seed)
    units = [
        place(draw.randint(0, 9), draw.randint(0, 30), draw.randint(0, 6), A=draw.randint(0, 9), B=6) for _ in range(9)
    ]
    counts = {f"u{n}": unit for n, unit in enumerate(units)}
    parents = {f"u{n}": f"01.{n % 3}" for n in range(9)} | {f"01.{n}": "01" for n in range(3)}
    for n in range(3):
        counts[f"01.{n}"] = whole(*units[n::3])
    counts["01"] = whole(*units)
    told = hidden(counts, parents)
    for parent in ("01", "01.0", "01.1", "01.2"):
        below = [key for key, above in parents.items() if above == parent]
        for what in counts[parent]:
            assert sum(what in told[key] for key in (parent, *below)) != 1
