"""How two names compare: one name, one name in the other script, nearly so, or two names."""

from enum import StrEnum
from functools import lru_cache

from wasl.people.linkage.letters import endings, is_arabic, served, shape, without_lam
from wasl.people.linkage.names import Word, heads_of, words


class Likeness(StrEnum):
    """How two names compare, best first."""

    SAME = "same"
    OTHER_SCRIPT = "other_script"
    OTHER_SPELLING = "other_spelling"
    BEGINS = "begins"
    NEAR = "near"
    DIFFERS = "differs"


#: Two spellings of one name.
ONE_NAME = frozenset({Likeness.SAME, Likeness.OTHER_SCRIPT, Likeness.OTHER_SPELLING})


def distance_at_most_one(one: str, other: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours leads from one text to the other."""
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, more = one[start:], other[start:]
    if len(one) == len(other):
        return rest[1:] == more[1:] or (rest[:2] == more[:2][::-1] and rest[2:] == more[2:])
    return len(more) - len(rest) == 1 and rest == more[1:]


def edit_distance(one: str, other: str) -> int:
    """Fewest insertions, deletions, replacements and swaps of neighbours from one text to the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, beside in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


def _gaps(letters: str) -> tuple[str, list[str]]:
    consonants, gaps = "", [""]
    for letter in letters:
        if letter in "AEIU.":
            gaps[-1] += letter
        else:
            consonants += letter
            gaps.append("")
    return consonants.replace("q", "k"), gaps


def _unlike(here: str, there: str, arabic: tuple[bool, bool]) -> bool:
    """Whether the vowels of one place cannot be one sound. Arabic writes long vowels only: none there says nothing."""
    if "." in here + there or (arabic[0] != arabic[1] and not (here if arabic[0] else there)):
        return False
    heard, also = set(here.replace("E", "AI")), set(there.replace("E", "AI"))
    return bool(here and there and not heard & also) or (arabic == (True, True) and heard != also)


def _heard(word: Word) -> str:
    return served(word.written) or without_lam(word.written)


def vowels_clash(one: Word, other: Word) -> bool:
    """Whether two names of equal skeleton are heard apart: حسين is no Hassan, كريمة no Karim, Taher no ثريا."""
    this, that = _heard(one), _heard(other)
    arabic = is_arabic(this), is_arabic(that)
    if not endings(this) & endings(that):
        return True
    (first, gaps), (second, others) = _gaps(shape(this)), _gaps(shape(that))
    if first != second:
        # "th" in Latin letters may be ت and ح, but two letters that Latin parts by a vowel are never one in Arabic.
        latin, written = (second, first) if arabic[0] else (first, second)
        return all(arabic) or (any(arabic) and latin.count("h") > written.count("h"))
    begins = [(gaps[0], others[0])] if arabic == (False, False) and gaps[0] and others[0] else []
    inner = list(zip(gaps, others, strict=True))[1:-1]
    return any(_unlike(here, there, arabic) for here, there in begins + inner)


def _begins(one: Word, other: Word) -> bool:
    if other.written.startswith(one.written):
        return True
    typed = heads_of(one, length=9, is_partial=True)
    return any(
        head in heads_of(other, length=len(head)) and (len(head) > 1 or len(other.skeleton) == 1) for head in typed
    )


@lru_cache(maxsize=65_536)
def compare(one: Word, other: Word, *, is_partial: bool = False) -> Likeness:
    """Two single names; `is_partial` when the first may be unfinished."""
    if one.written == other.written:
        return Likeness.SAME
    if one.known and other.known:
        same = Likeness.OTHER_SCRIPT if is_arabic(one.written) != is_arabic(other.written) else Likeness.OTHER_SPELLING
        return same if one.known == other.known else Likeness.DIFFERS
    if one.skeleton == other.skeleton and not vowels_clash(one, other):
        return Likeness.OTHER_SCRIPT if is_arabic(one.written) != is_arabic(other.written) else Likeness.OTHER_SPELLING
    if is_partial and _begins(one, other):
        return Likeness.BEGINS
    long_enough = min(len(one.skeleton), len(other.skeleton)) >= 3
    if one.skeleton == other.skeleton or (long_enough and distance_at_most_one(one.skeleton, other.skeleton)):
        return Likeness.NEAR
    return Likeness.DIFFERS


def is_one_name(one: str, other: str) -> bool:
    """Whether two given or family names, as typed, are spellings of one; each word must be heard in the other."""
    left, right = words(one), words(other)
    if not left or len(left) != len(right):
        # Words written together in one of them: Fatimazohra.
        return bool(left) and joined_skeleton(one) == joined_skeleton(other)
    return all(compare(a, b) in ONE_NAME for a, b in zip(left, right, strict=True))


def joined_skeleton(text: str) -> str:
    """The skeleton without spaces, which spaces typed or left out do not change."""
    return "".join(word.skeleton for word in words(text))
