"""Names of one skeleton that are heard apart, and spellings of one name that must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.linkage import pairs

from wasl.people.linkage.letters import endings
from wasl.people.linkage.likeness import distance_at_most_one, edit_distance, is_one_name


@pytest.mark.parametrize(("one", "other"), pairs.read(pairs.HEARD_APART))
def test_names_heard_apart_are_two_names(one: str, other: str) -> None:
    assert not is_one_name(one, other)
    assert not is_one_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"), pairs.read(pairs.HEARD_ALIKE) + pairs.read(pairs.ACROSS) + pairs.read(pairs.WITHIN)
)
def test_spellings_of_one_name_are_one_name(one: str, other: str) -> None:
    assert is_one_name(one, other)
    assert is_one_name(other, one)


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("كريم", "-"),
        ("karime", "- A"),
        ("كريمه", "A"),
        ("alaoui", "WI"),
        ("alaui", "WI"),
        ("مصطفي", "A I"),
        ("nour", "-"),
    ],
)
def test_the_end_of_a_word_says_what_may_be_heard(word: str, heard: str) -> None:
    assert endings(word) == frozenset(heard.split())


@pytest.mark.parametrize(
    ("one", "other", "edits"), [("", "", 0), ("ab", "ba", 1), ("hsn", "hn", 1), ("abc", "", 3), ("ftm", "zhr", 3)]
)
def test_edits_between_two_skeletons(one: str, other: str, edits: int) -> None:
    assert edit_distance(one, other) == edit_distance(other, one) == edits


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_at_most_one_edit_is_a_distance_of_at_most_one(one: str, other: str) -> None:
    assert distance_at_most_one(one, other) is (edit_distance(one, other) <= 1)


def test_nothing_is_no_name() -> None:
    assert not is_one_name("", "")
