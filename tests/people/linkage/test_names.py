import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.linkage import pairs, published

from wasl.people.linkage.agreement import distance_at_most_one
from wasl.people.linkage.names import heads_of, skeleton, words


@pytest.mark.parametrize(("arabic", "latin"), pairs.read(pairs.ACROSS))
def test_one_name_in_two_scripts_has_one_skeleton(arabic: str, latin: str) -> None:
    assert skeleton(arabic) == skeleton(latin) != ""


@pytest.mark.parametrize(("one", "other"), pairs.read(pairs.WITHIN))
def test_one_name_in_two_spellings_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(("one", "other"), pairs.read(pairs.APART))
def test_two_names_have_two_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("nothing", ["", "  ", "...", "-", "\u202e", "ـــ", "''"])
def test_no_letters_no_name(nothing: str) -> None:
    assert words(nothing) == ()


def test_a_title_alone_is_kept_as_the_name_it_then_is() -> None:
    assert [word.written for word in words("Haj")] == ["haj"]


def test_titles_and_articles_are_not_names() -> None:
    assert [word.written for word in words("Moulay El Hassan Ben Abdellah")] == ["hassan", "benabdellah"]


def test_a_written_hamza_is_no_article() -> None:
    assert words("إلياس")[0].known == words("Elias")[0].known == "ilyas"


def test_known_names_tell_hassan_from_hussein() -> None:
    assert words("حسن")[0].known == words("Hassan")[0].known != words("الحسين")[0].known


def test_another_alphabet_keeps_its_letters() -> None:
    assert (skeleton("ⵎⵓⵃⴰ"), skeleton("王")) == ("ⵎⵓⵃⴰ", "王")


def test_unfinished_names_begin_like_the_finished_one() -> None:
    finished = heads_of(words("محمد")[0])
    assert all(finished & heads_of(words(typed)[0], is_partial=True) for typed in ["moh", "moha", "mohame", "مح"])


@given(st.text(max_size=60))
def test_any_text_gives_words_and_never_fails(text: str) -> None:
    assert all(word.skeleton and word.written for word in words(text))


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىةؤئ ", max_size=30))
def test_vowel_signs_change_nothing(text: str) -> None:
    assert skeleton("".join(f"{letter}\u064e" for letter in text)) == skeleton(text)


PUBLIC_PAIRS = os.environ.get("WASL_NAME_PAIRS", "")


@pytest.mark.skipif(
    not PUBLIC_PAIRS, reason="WASL_NAME_PAIRS names no CSV of pairs (kind, gender, arabic, latin, source)"
)
def test_independent_pairs_meet() -> None:
    rows = published.independent(Path(PUBLIC_PAIRS))
    keys = [(skeleton(row["arabic"]).replace(" ", ""), skeleton(row["latin"]).replace(" ", "")) for row in rows]
    assert sum(one == other for one, other in keys) >= 0.92 * len(keys)
    assert sum(distance_at_most_one(one, other) for one, other in keys) >= 0.95 * len(keys)
