"""Why two names agree or differ, letter by letter, as plain values: the `wasl match` command and the screens say it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from wasl.people.linkage.letters import traced
from wasl.people.linkage.likeness import Likeness, compare, edit_distance, is_one_name, joined_skeleton
from wasl.people.linkage.names import Word, words

#: How a skeleton letter is shown to a reader.
SHOWN = {"c": "ch", "x": "kh", "q": "gh", "w": "ou"}


@dataclass(frozen=True, slots=True)
class Letters:
    """One word of a name: each typed letter (or group of letters) with what it is heard as; "" leaves no consonant.

    `known` is the name of the table of known names, whose letters then count instead of the typed ones.
    """

    word: Word
    heard: tuple[tuple[str, str], ...]

    @property
    def known(self) -> str:
        return self.word.known

    @property
    def skeleton(self) -> str:
        return self.word.skeleton


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two words that stand in one place; None where one name has a word more. `aligned` pairs skeleton letters, an
    empty text where one side has none."""

    left: Letters | None
    right: Letters | None
    likeness: Likeness
    aligned: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`is_one` answers the question; `distance` counts the edits between the two whole skeletons."""

    pairs: tuple[WordPair, ...]
    key_left: str
    key_right: str
    is_one: bool
    distance: int


def explain(left: str, right: str) -> Explanation:
    """Two given or two family names as typed, in either script."""
    pairs = tuple(_pair(one, other) for one, other in zip_longest(words(left), words(right)))
    keys = joined_skeleton(left), joined_skeleton(right)
    return Explanation(pairs, *keys, is_one=is_one_name(left, right), distance=edit_distance(*keys))


def _pair(one: Word | None, other: Word | None) -> WordPair:
    likeness = compare(one, other) if one and other else Likeness.DIFFERS
    aligned = _aligned(one.skeleton if one else "", other.skeleton if other else "")
    return WordPair(_letters(one) if one else None, _letters(other) if other else None, likeness, tuple(aligned))


def _letters(word: Word) -> Letters:
    return Letters(
        word, tuple((typed, "".join(SHOWN.get(each, each) for each in heard)) for typed, heard in traced(word.written))
    )


def _aligned(one: str, other: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for _, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        found += zip_longest(one[a:b], other[c:d], fillvalue="")
    return [(SHOWN.get(here, here), SHOWN.get(there, there)) for here, there in found]
