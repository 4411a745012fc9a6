"""The explanation names each typed letter and what it is heard as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.people.linkage.explain import explain
from wasl.people.linkage.letters import consonants, merged, traced
from wasl.people.linkage.likeness import Likeness


def test_groups_of_letters_are_heard_as_one() -> None:
    left = explain("Cherkaoui", "الشرقاوي").pairs[0].left
    assert left is not None
    assert left.heard[:4] == (("ch", "ch"), ("e", ""), ("r", "r"), ("k", "k"))


def test_a_word_more_on_one_side_stands_against_nothing() -> None:
    pair = explain("Mohamed Amine", "محمد").pairs[1]
    assert (pair.right, pair.likeness, pair.aligned) == (None, Likeness.DIFFERS, (("m", ""), ("n", "")))


def test_letters_that_differ_stand_face_to_face() -> None:
    assert explain("Karim", "حريم").pairs[0].aligned == (("k", "h"), ("r", "r"), ("m", "m"))


@given(st.one_of(st.text("abcdeghiklmnoqrstuwyz", max_size=9), st.text("ابتجحخدرسشعغفقكلمنهوي", max_size=9)))
def test_the_letters_traced_are_those_of_the_skeleton(word: str) -> None:
    assert merged("".join(heard for _, heard in traced(word))) == consonants(word)


@pytest.mark.parametrize("word", ["cherkaoui", "نجاه", "guessous", "الشرقاوي"])
def test_every_typed_letter_is_said_once(word: str) -> None:
    assert "".join(typed for typed, _ in traced(word)) == word
