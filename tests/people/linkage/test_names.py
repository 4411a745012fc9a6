import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.linkage import pairs, published

from wasl.people.linkage.likeness import distance_at_most_one, is_one_name, joined_skeleton
from wasl.people.linkage.names import canonical_name, fine_form, heads_of, key_columns, skeleton, words


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


@pytest.mark.parametrize(
    ("one", "other"), [("حسن", "Lahcen"), ("Houcine", "الحسين"), ("Med", "محمد"), ("عبد الله", "Abdellah")]
)
def test_known_names_have_one_fine_form_and_one_canonical_name(one: str, other: str) -> None:
    assert (fine_form(one), canonical_name(one)) == (fine_form(other), canonical_name(other))


def test_the_fine_form_keeps_the_vowels_that_the_skeleton_leaves_out() -> None:
    assert (fine_form("Hassan"), fine_form("حسين")) == ("hAsAn", "hUsAIn")
    assert fine_form("Berrada") == "bErAdA"


def test_the_bulk_columns_are_those_of_one_name_at_a_time() -> None:
    names = ["Fatima Ezzahra", "حسن", "", "Ben Ali"]
    columns = key_columns(names)
    assert columns.skeleton == [skeleton(name) for name in names]
    assert columns.fine == [fine_form(name) for name in names]
    assert columns.canonical == [canonical_name(name) for name in names]
    assert columns.tokens == [["ftm", "zhr"], ["hsn"], [], ["bnl"]]


PUBLIC_PAIRS = os.environ.get("WASL_NAME_PAIRS", "")
opt_in = pytest.mark.skipif(
    not PUBLIC_PAIRS, reason="WASL_NAME_PAIRS names no CSV of pairs (kind, gender, arabic, latin, source)"
)


@opt_in
@pytest.mark.parametrize("half", [0, 1], ids=["worked on", "held out"])
def test_independent_pairs_meet(half: int) -> None:
    rows = [row for row in published.independent(Path(PUBLIC_PAIRS)) if published.half(row["arabic"]) == half]
    keys = [(joined_skeleton(row["arabic"]), joined_skeleton(row["latin"])) for row in rows]
    assert sum(one == other for one, other in keys) >= 0.95 * len(keys)
    assert sum(distance_at_most_one(one, other) for one, other in keys) >= 0.97 * len(keys)
    assert sum(is_one_name(row["arabic"], row["latin"]) for row in rows) >= 0.95 * len(rows)


@opt_in
def test_different_names_of_one_skeleton_are_mostly_told_apart() -> None:
    told = [not is_one_name(one, other) for one, other in published.confusable(Path(PUBLIC_PAIRS))]
    assert sum(told) >= 0.65 * len(told) > 0
