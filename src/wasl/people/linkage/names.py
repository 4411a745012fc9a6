"""Names in Arabic and in Latin letters brought to one skeleton: what two spellings of the same name share.

Fold → words (particles glued to what they govern, articles and titles dropped) → the consonants both scripts write →
the canonical skeleton of `known.py` where there is one. Figures on independent lists: docs/adr/0012-name-keys.md.
Raise NORMALISER_VERSION with any change of a result: stored keys are then computed anew.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wasl.core.folding import search_key, without_controls
from wasl.people.linkage.known import KNOWN, SERVANT_OF
from wasl.people.linkage.letters import (
    Rules,
    compiled,
    consonants,
    is_arabic,
    served,
    shape,
    without_article,
    without_lam,
)

NORMALISER_VERSION = 2


def _spellings(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _spellings(
    "moulay moulaye my mly mouley sidi si lalla lala lla hadj haj hajj elhaj elhadj hajja lhaj lhadj"
    " مولاي سيدي سي للا لالا حاج حاجه"
)
ARTICLES = _spellings("el al l ess es ech esh as ash err er ar edd ed ad ett et at ezz ez az enn en an le la les ال")
# Particles as typed → as they stand the head of a skeleton. "ou" (son of) is a vowel: it leaves no consonant.
PARTICLES = {
    **dict.fromkeys(["ben", "bin", "ibn", "بن", "ابن"], "bn"),
    **dict.fromkeys(["bel", "بل"], "bl"),
    **dict.fromkeys(["bou", "bu", "abou", "abu", "بو", "ابو"], "b"),
    **dict.fromkeys(["ait", "ayt", "ايت"], "t"),
    **dict.fromkeys(["id", "اد"], "d"),
    **dict.fromkeys(["ou", "u", "او"], ""),
    **dict.fromkeys(["ould", "ولد"], "ld"),
    **dict.fromkeys(
        ["abd", "abde", "abdel", "abdul", "abdal", "abdl", "abdes", "abder", "abdur", "abdar", "عبد"], "bd"
    ),
}
# What closes a compound name and is written apart or joined: light of the faith, gift of God.
TAILS = _spellings("din dine ddine eddine eddin ddin الدين دين allah ellah llah ullah oullah الله لله")
# Patterns on a word in small letters, before folding: where a space was left out.
JOINED: Rules = (
    ("ة(?=.)", "ة "),
    ("^(ben|bou|ait)(?=abd[ea]?[lrsn]...)", "$1 "),
    ("^(بن|بو|ايت|أيت|آيت)(?=عبد$|عبدال..)", "$1 "),
    ("^(fatim[ae]?)(?=(?:e?z|ez)z?[aeo]h)", "$1 "),
)
_JOINED = compiled(JOINED)
# Digits that stand for letters in names typed on telephones.
CHAT_DIGITS = dict(zip("3795", "ahkx", strict=True))
_CHAT = str.maketrans(CHAT_DIGITS)


@dataclass(frozen=True, slots=True)
class Word:
    """One name of a person: `skeleton` compares across scripts; `written` is the folded spelling behind it;
    `known` is the name of the table `known.py`, or empty."""

    skeleton: str
    written: str
    known: str = ""


def _known_servant(of: str) -> str:
    """Abdelhamid is known as abd-hamid, never as Hamid."""
    return f"abd-{SERVANT_OF[of]}" if of in SERVANT_OF else ""


def _servant_of(word: str) -> str:
    return "bd" + consonants(SERVANT_OF[word]) if word in SERVANT_OF else "bd" + consonants(word)


def _stem(word: str) -> str:
    """Consonants of one word: compounds opened, the article dropped as it is heard."""
    of = served(word)
    if of is not None:
        return _servant_of(of)
    if len(word) > 6:
        word = word.replace("الدين", "دين").replace("الله", "لا")
    return consonants(without_lam(word)) or word


@lru_cache(maxsize=131_072)
def _word(bare: str) -> Word:
    if known := KNOWN.get(bare) or KNOWN.get(without_lam(bare)):
        return Word(consonants(known) or known, bare, known)
    return Word(_stem(bare), bare, _known_servant(served(bare) or ""))


@dataclass(frozen=True, slots=True)
class _Piece:
    raw: str
    folded: str

    @property
    def bare(self) -> str:
        return without_article(self.folded, is_hamza=self.raw[:1] in ("إ", "أ", "آ"))


def _pieces(text: str) -> list[_Piece]:
    # Hamza carriers are composed first, so that what is left of marks and tatweel only dresses the letters.
    bare = re.sub("[\u0640\u064b-\u065f\u0670]", "", unicodedata.normalize("NFC", without_controls(text)))
    return [piece for raw in re.sub(r"[-_.,/]+", " ", bare).split() for piece in _pieces_of(raw)]


@lru_cache(maxsize=131_072)
def _pieces_of(raw: str) -> tuple[_Piece, ...]:
    raw = raw.lower()
    for pattern, apart in _JOINED:
        raw = pattern.sub(apart, raw)
    folded = [(part, "".join(filter(str.isalnum, search_key(part)))) for part in raw.split()]
    return tuple(_Piece(part, _letters(letters)) for part, letters in folded if letters)


def _letters(folded: str) -> str:
    return folded if is_arabic(folded) or folded.isdigit() else folded.translate(_CHAT)


def _governed(particles: list[str], piece: _Piece) -> Word:
    """A word with the particles before it, as one."""
    bare, last = piece.bare, PARTICLES[particles[-1]]
    written = "".join(particles) + (piece.folded if last == "bd" else bare)
    if written in KNOWN:
        return _word(written)
    heads = "".join(PARTICLES[particle] for particle in particles)
    if last == "bd":
        known = _known_servant(bare) if heads == "bd" else ""
        return Word(heads[:-2] + _servant_of(bare), written, known)
    stem = _word(bare).skeleton
    if not last and re.match("[aeiعا]", bare):
        stem = f"w{stem}"
    elif len(stem) > 1 and stem[0] in f"{heads[-1:]}wy":
        stem = stem[1:]  # Bennacer has one n or two; Benyaich and بنيعيش no glide that both write
    return Word(heads + stem, written)


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[Word, ...]:
    """The names in a given or family name as typed, in order; titles and articles are gone."""
    pieces = _pieces(text)
    particles: list[str] = []
    found: list[Word] = []
    for place, piece in enumerate(pieces):
        is_last = place == len(pieces) - 1
        if not is_last and piece.folded in PARTICLES:
            particles.append(piece.folded)
        elif not is_last and piece.folded in ARTICLES:
            continue
        elif piece.folded in TAILS and found and not particles:
            found.append(_word(found.pop().written + piece.folded))
        elif piece.bare in TITLES and not particles and (found or not is_last):
            continue
        else:
            found.append(_governed(particles, piece) if particles else _word(piece.bare))
            particles = []
    return tuple(found)


@lru_cache(maxsize=8_192)
def loose_words(text: str) -> tuple[Word, ...]:
    """Every typed part as a name of its own: "ben fat" may be the beginnings of Benali and Fatima."""
    return tuple(_word(piece.bare) for piece in _pieces(text))


def skeleton(text: str) -> str:
    """Skeletons of the names in `text`, in order, with a space between: equal for two spellings of one name."""
    return " ".join(word.skeleton for word in words(text))


def fine_form(text: str) -> str:
    """The names in `text` as consonants with the vowels between them (`letters.shape`), a space between two names.

    A name of `known.py` is written as its usual form, so that حسن, Hassan and Lahcen are hAsAn and الحسين, Lhoussine
    hUsIn. Of other names Arabic shows long vowels only: equal forms are one name, unequal ones may be.
    """
    return " ".join(shape(word.known or word.written) for word in words(text))


def canonical_name(text: str) -> str:
    """The names in `text` as `known.py` knows them, otherwise as written, folded: عبد الله is "abd-allah"."""
    return " ".join(word.known or word.written for word in words(text))


@dataclass(frozen=True, slots=True)
class Columns:
    """One value a name, in the order given; `tokens` are the skeletons of its words, sorted: a name in any order."""

    skeleton: list[str]
    tokens: list[list[str]]
    fine: list[str]
    canonical: list[str]


def key_columns(distinct_names: Iterable[str]) -> Columns:
    """What the batch joins on, for names each given once: about 40 µs a name on one core, whatever repeats within."""
    rows = [(skeleton(name), fine_form(name), canonical_name(name)) for name in distinct_names]
    skeletons = [row[0] for row in rows]
    return Columns(
        skeletons, [sorted(each.split()) for each in skeletons], [row[1] for row in rows], [row[2] for row in rows]
    )


@lru_cache(maxsize=65_536)
def heads_of(word: Word, *, length: int = 2, is_partial: bool = False) -> frozenset[str]:
    """First skeleton letters of a word, perhaps still being typed, read with and without the spoken article."""
    more = ("ا" if is_arabic(word.written) else "a") if is_partial else ""
    readings = (
        word.skeleton,
        consonants(word.written + more),
        consonants(without_lam(word.written) + more),
    )
    return frozenset(reading[:length] for reading in readings if reading)
