"""Names in Arabic and in Latin letters brought to one skeleton: what two spellings of the same name share.

Fold → words (particles glued to what they govern, articles and titles dropped) → the consonants both scripts write →
the canonical skeleton of `known.py` where there is one. Figures on independent lists: docs/adr/0012-name-keys.md.
Raise NORMALISER_VERSION with any change of a result: stored keys are then computed anew.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from wasl.core.folding import search_key, without_controls
from wasl.people.linkage.known import KNOWN, SERVANT_OF

NORMALISER_VERSION = 1

_ARABIC = re.compile("[\u0621-\u064a]")


def _spellings(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _spellings(
    "moulay moulaye my mly mouley sidi si lalla lala lla hadj haj hajj elhaj elhadj hajja lhaj lhadj"
    " مولاي سيدي سي للا لالا حاج حاجه"
)
_ARTICLES = _spellings("el al l ess es ech esh as ash err er ar edd ed ad ett et at ezz ez az enn en an le la les ال")
# Particles as typed → as they stand the head of a skeleton. "ou" (son of) is a vowel: it leaves no consonant.
_PARTICLES = {
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
_TAILS = _spellings("din dine ddine eddine eddin ddin الدين دين allah ellah llah ullah oullah الله لله")
_JOINED = (
    (re.compile("ة(?=\\w)"), "ة "),
    (re.compile("(?i)^(fatim[ae]?)(?=(?:e?z|ez)z?[aeo]h)"), r"\1 "),
)

_ARABIC_LETTERS = str.maketrans(dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهاويع", "bttjhxddrzscsdtdqfkklmnhAUI.", strict=True)))
_ARABIC_ONSET = {"و": "w", "ي": "y"}
# لعربي, لمرابط: the article as people say it. Before a sun letter only long words: لطيفة, لينا keep theirs.
_ARABIC_LAM = re.compile("^ل(?=[عحخغهمكبفجق]..|[رزسشصدذتظثن].{4})")
_ARABIC_NOT_ARTICLE = _spellings("الياس الهام الينا اليسا الفت الحان")

# Digits that stand for letters in names typed on telephones.
_CHAT_DIGITS = str.maketrans("3795", "ahkx")
_LATIN_GLUED = re.compile(
    r"^(?:[ea]l+(?=[bcdfghjkmnpqrstvwxz]..)|[ea]l(?=ou[aei]..)|el(?=a...)|el(?=you)|e(?=(?:ss|rr|tt|zz|nn|dd|chch)[^h]))"
)
_LATIN_NOT_ARTICLE = _spellings("elias elyas elyass elyes elham elhame")
_LATIN_LAM = re.compile(
    r"^l(?:[ae]?(?=aa)|[ae]?(?=(?:gh|kh|rh|ch|[hmkqbfjg])[bcdfghjklmnpqrstwxz]..)|(?=[hmkqbfgj][^h].))"
)
_LATIN_SERVANT = re.compile(r"^abd(?:e|a|ou|u)?(?:l(?=.{3})|(?=(?:ss|rr|nn|tt|dd|zz|ch|s|r|n).{2}))")
_DIGRAPHS = (
    (r"^o?u(?=[aei])|^w", "W"), (r"^y", "Y"), (r"(?<=[aeiouy])h$", ""), (r"ck|cq", "k"), (r"c(?=[eiy])", "s"),
    (r"tch", "C"), (r"sch|ch|sh", "C"), (r"dj", "j"), (r"gu(?=[eiy])|qu", "k"), (r"g(?=[eiy])", "j"),
    (r"kh", "X"), (r"gh|rh(?!i[lm]|ma|an|at|oun)", "Q"), (r"ph", "f"), (r"th", "t"), (r"dh", "d"),
)  # fmt: skip
_LATIN_LETTERS = dict(zip("bcdfghjklmnpqrstvxzCXQWY", "bkdfkhjklmnbkrstfkzcxqwy", strict=True))
_LATIN_VOWELS = dict(zip("aeiyouw", "AEIIUUU", strict=True))


@dataclass(frozen=True, slots=True)
class Word:
    """One name of a person: `skeleton` compares across scripts; `written` is the folded spelling behind it;
    `known` is the name of the table `known.py`, or empty."""

    skeleton: str
    written: str
    known: str = ""


def is_arabic(text: str) -> bool:
    """Whether the text holds an Arabic letter."""
    return bool(_ARABIC.search(text))


def _arabic_bare(raw: str, folded: str) -> str:
    """Without the article; a written hamza (إلياس) says that the alef is not an article's."""
    if raw[:1] in "إأآ" or folded in _ARABIC_NOT_ARTICLE or len(folded) < 4:
        return folded
    return folded.removeprefix("ال")


def _latin_bare(folded: str) -> str:
    if folded in _LATIN_NOT_ARTICLE:
        return folded
    return re.sub(r"^(.)\1", r"\1", _LATIN_GLUED.sub("", folded))


def _arabic_shape(word: str) -> str:
    """Skeleton letters with the written vowels between them; ع, heard as any vowel, is a stop."""
    if len(word) > 2:
        word = re.sub("[هح]$", "A", word)
    onset = "w" if re.match("او[عا]", word) else _ARABIC_ONSET.get(word[:1], "")
    return onset + word[bool(onset) :].translate(_ARABIC_LETTERS)


def _arabic_consonants(word: str) -> str:
    return re.sub("[AIU.]", "", _arabic_shape(word))


def _latin_shape(word: str) -> str:
    """Skeleton letters with the vowels between them as A, I, U and E (heard as A or I): "hassen" is hAsEn."""
    for pattern, letter in _DIGRAPHS:
        word = re.sub(pattern, letter, word)
    # Only letters that really stand side by side are doubles: Allal keeps two l.
    letters = "".join(_LATIN_LETTERS.get(letter) or _LATIN_VOWELS.get(letter, "") for letter in word)
    return re.sub(r"([a-z])\1+", r"\1", letters)


def _latin_consonants(word: str) -> str:
    return re.sub("[AEIU]", "", _latin_shape(word))


def _consonants(word: str) -> str:
    return _arabic_consonants(word) if is_arabic(word) else _latin_consonants(word)


def _served(word: str) -> str | None:
    """What follows Abd- in a name written as one word, or None."""
    if is_arabic(word):
        return word.removeprefix("عبدال") if word.startswith("عبدال") else None
    match = _LATIN_SERVANT.match(word)
    return word[match.end() :] if match else None


def _without_lam(word: str) -> str:
    """Without the article as it is heard: Lahlou, لحلو."""
    return (_ARABIC_LAM if is_arabic(word) else _LATIN_LAM).sub("", word)


def _servant_of(word: str) -> str:
    return "bd" + _latin_consonants(SERVANT_OF[word]) if word in SERVANT_OF else "bd" + _consonants(word)


def _stem(word: str) -> str:
    """Consonants of one word: compounds opened, the article dropped as it is heard."""
    served = _served(word)
    if served is not None:
        return _servant_of(served)
    if len(word) > 6:
        word = word.replace("الدين", "دين").replace("الله", "لا")
    return _consonants(_without_lam(word)) or word


def _word(bare: str) -> Word:
    known = KNOWN.get(bare) or KNOWN.get(_without_lam(bare)) or ""
    return Word(_latin_consonants(known) or known if known else _stem(bare), bare, known)


@dataclass(frozen=True, slots=True)
class _Piece:
    raw: str
    folded: str

    @property
    def bare(self) -> str:
        return _arabic_bare(self.raw, self.folded) if is_arabic(self.folded) else _latin_bare(self.folded)


def _pieces(text: str) -> list[_Piece]:
    # Hamza carriers are composed first, so that what is left of marks and tatweel only dresses the letters.
    bare = re.sub("[\u0640\u064b-\u065f\u0670]", "", unicodedata.normalize("NFC", without_controls(text)))
    spaced = re.sub(r"[-_.,/]+", " ", bare)
    pieces = []
    for raw in spaced.split():
        for pattern, apart in _JOINED:
            raw = pattern.sub(apart, raw)
        for part in raw.split():
            folded = "".join(filter(str.isalnum, search_key(part)))
            if not is_arabic(folded) and not folded.isdigit():
                folded = folded.translate(_CHAT_DIGITS)
            if folded:
                pieces.append(_Piece(part, folded))
    return pieces


def _governed(particles: list[str], piece: _Piece) -> Word:
    """A word with the particles before it, as one."""
    bare, last = piece.bare, _PARTICLES[particles[-1]]
    written = "".join(particles) + (piece.folded if last == "bd" else bare)
    if written in KNOWN:
        return _word(written)
    heads = "".join(_PARTICLES[particle] for particle in particles)
    if last == "bd":
        return Word(heads[:-2] + _servant_of(bare), written, SERVANT_OF.get(bare, ""))
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
        if not is_last and piece.folded in _PARTICLES:
            particles.append(piece.folded)
        elif not is_last and piece.folded in _ARTICLES:
            continue
        elif piece.folded in _TAILS and found and not particles:
            found.append(_word(found.pop().written + piece.folded))
        elif piece.bare in _TITLES and not particles and (found or not is_last):
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


@lru_cache(maxsize=65_536)
def shape(word: Word) -> str:
    """Skeleton letters with the vowels A, E, I, U written between them; ع is a full stop."""
    return _arabic_shape(word.written) if is_arabic(word.written) else _latin_shape(word.written)


@lru_cache(maxsize=65_536)
def heads_of(word: Word, *, length: int = 2, is_partial: bool = False) -> frozenset[str]:
    """First skeleton letters of a word, perhaps still being typed, read with and without the spoken article."""
    more = ("ا" if is_arabic(word.written) else "a") if is_partial else ""
    readings = (
        word.skeleton,
        _consonants(word.written + more),
        _consonants(_without_lam(word.written) + more),
    )
    return frozenset(reading[:length] for reading in readings if reading)
