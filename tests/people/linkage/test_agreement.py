from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.people.linkage.agreement import WEIGHTS, Reason, score
from wasl.people.linkage.identity import Identity, read_box
from wasl.people.linkage.likeness import Likeness, compare, distance_at_most_one
from wasl.people.linkage.names import words

HASSAN = Identity(
    given="حسن", family="العلوي", birth_date=date(1990, 5, 2), sex="M", commune="C1", phones=("0612345678",)
)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("حسن", "حسن", Likeness.SAME),
        ("حسن", "Hassan", Likeness.OTHER_SCRIPT),
        ("Hassan", "Hassane", Likeness.OTHER_SPELLING),
        ("حسين", "Hassan", Likeness.DIFFERS),
        ("جليلي", "Jalali", Likeness.NEAR),
        ("بوشيخي", "Bouchiki", Likeness.NEAR),
        ("سليمان", "Slimane", Likeness.OTHER_SCRIPT),
        ("Karim", "Akram", Likeness.NEAR),
        ("Rachid", "Samira", Likeness.DIFFERS),
    ],
)
def test_two_names_compare(one: str, other: str, likeness: Likeness) -> None:
    assert compare(words(one)[0], words(other)[0]) is likeness
    assert compare(words(other)[0], words(one)[0]) is likeness


def test_each_agreement_says_why() -> None:
    asked = Identity(given="Hassan", family="Alaoui", birth_year=1990, sex="M", commune="C1", phones=("+212612345678",))
    assert score(asked, HASSAN).reasons == (
        Reason.GIVEN_OTHER_SCRIPT, Reason.FAMILY_OTHER_SCRIPT, Reason.YEAR_SAME, Reason.SEX_SAME,
        Reason.COMMUNE_SAME, Reason.PHONE_SAME,
    )  # fmt: skip


def test_the_weight_is_the_sum_of_the_table() -> None:
    agreement = score(Identity(given="Hassan", birth_year=1991), HASSAN)
    assert agreement.weight == WEIGHTS[Reason.GIVEN_OTHER_SCRIPT] + WEIGHTS[Reason.YEAR_NEAR]


def test_swapped_names_agree_a_little_less() -> None:
    straight = score(Identity(given="Hassan", family="Alaoui"), HASSAN)
    swapped = score(Identity(given="Alaoui", family="Hassan"), HASSAN)
    assert Reason.NAMES_SWAPPED in swapped.reasons
    assert 0 < swapped.weight < straight.weight


def test_a_brother_ranks_below_her_brother_himself() -> None:
    asked = Identity(given="Hassan", family="Alaoui", birth_year=1990)
    brother = Identity(given="Hussein", family="العلوي", birth_date=date(1992, 1, 3), commune="C1")
    assert score(asked, brother).weight < score(asked, HASSAN).weight


def test_day_and_month_swapped_are_said_so() -> None:
    assert score(Identity(birth_date=date(1990, 2, 5)), HASSAN).reasons == (Reason.DATE_SWAPPED,)


def test_what_one_side_does_not_say_counts_for_nothing() -> None:
    assert score(Identity(), HASSAN).reasons == score(HASSAN, Identity()).reasons == ()


def test_beginnings_typed_in_the_box_agree_as_beginnings() -> None:
    asked, benali = read_box("fat ben"), Identity(given="فاطمة", family="بنعلي")
    assert score(asked, benali).reasons == (Reason.GIVEN_BEGINS, Reason.FAMILY_BEGINS)


def test_every_reason_has_a_weight() -> None:
    assert set(WEIGHTS) == set(Reason)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("", "", True), ("a", "", True), ("ab", "ba", True), ("abc", "adc", True), ("abc", "acb", True),
     ("abcd", "abd", True), ("abcd", "badc", False),
     ("abc", "cba", False), ("ab", "", False), ("abcd", "bcda", False)],
)  # fmt: skip
def test_one_edit_apart(one: str, other: str, near: bool) -> None:
    assert distance_at_most_one(one, other) is distance_at_most_one(other, one) is near


NAMES = st.text(alphabet="ابحسعليموanrmshkiou 'é-", max_size=14)


@given(NAMES, NAMES)
def test_likeness_is_the_same_from_either_side(one: str, other: str) -> None:
    for a, b in product(words(one), words(other)):
        assert compare(a, b) is compare(b, a)


def test_the_same_day_under_another_given_name_is_what_twins_share() -> None:
    born = {"family": "Ait Hammou", "birth_date": date(2012, 5, 3), "sex": "F"}
    twin = score(Identity(given="Hafsa", **born), Identity(given="Ikram", **born))
    same = score(Identity(given="Hafsa", **born), Identity(given="حفصة", **born))
    assert Reason.DATE_TWIN in twin.reasons and Reason.DATE_SAME not in twin.reasons
    assert same.weight - twin.weight > WEIGHTS[Reason.GIVEN_OTHER_SCRIPT] - WEIGHTS[Reason.GIVEN_DIFFERS]
