"""One word of a name, in Arabic or in Latin letters, as the consonants that both scripts write.

Everything here is a table of patterns and letters or a line that applies one: the browser's rules
(front/js/names.js) apply the same tables, exported by `tables.py`, and are held to the same vectors.
Patterns keep to what Python and JavaScript read alike: no \\w, no inline flags.
"""

import re
from functools import lru_cache

_ARABIC = re.compile("[\u0621-\u064a]")

Rules = tuple[tuple[str, str], ...]

# ء and final ه are vowels as heard; اة is always said -at (نجاة, حياة).
ARABIC_REWRITES: Rules = (
    ("^تش", "ش"), ("دج", "ج"), ("(..)اه$", "$1ات"), ("(..)[هح]$", "$1ا"),
)  # fmt: skip
ARABIC_LETTERS = dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهاويع", "bttjhxddrzscsdtdqfkklmnhAUI.", strict=True))
ARABIC_GLIDE = "^او(?=[عا])"
ARABIC_ONSET = {"و": "w", "ي": "y"}

LATIN_REWRITES: Rules = (
    ("^o?u(?=[aei])|^w", "W"), ("^y|^i(?=[aou])", "Y"), ("([aeiouy])h$", "$1"), ("ck|cq", "k"), ("c(?=[eiy])", "s"),
    ("tch", "C"), ("sch|ch|sh", "C"), ("dj", "j"), ("gu(?=[eiy])|qu", "k"), ("g(?=[eiy])", "j"),
    ("kh", "X"), ("^rh(?!i[lm])", "Q"), ("gh|rh(?!i[lm]|ma|an|at|ou)", "Q"), ("ph", "f"), ("th", "t"), ("dh", "d"),
)  # fmt: skip
LATIN_LETTERS = dict(zip("bcdfghjklmnpqrstvxzCXQWYaeiouyw", "bkdfkhjklmnbkrstfkzcxqwyAEIUUIU", strict=True))

# The article in front of a word: written whole, then as it is said (لحلو, Lahlou).
ARABIC_NOT_ARTICLE = frozenset(["الياس", "الهام", "الينا", "اليسا", "الفت", "الحان"])
LATIN_NOT_ARTICLE = "^(?:el[iy]as|el[iy]es|elhame?$|eli[sz]|elynn?e?$)"
LATIN_GLUED = (
    "^(?:[ea]l+(?=[bcdfghjkmnpqrstvwxz]..)|el(?=l[aeiou]...)|[ea]l(?=o?u[aei]..)|el(?=a...)|el(?=y[aeou]...)"
    "|el(?=i.....)|el(?=e(?:chch|dd|nn|rr|ss|tt|zz))|e(?=(?:ss|rr|tt|zz|nn|dd|chch)[^h]))"
)
# لعربي: always before these throats; before a moon letter, a word of four letters more; before a sun letter, five or
# the ending of families (لسوسي).
ARABIC_LAM = "^ل(?=[عحخغه]..|[مكبفجق]...|[رزسشصدذتظثن].{4}|[رزسشصضدذتطظثناوي]..+ي$)"
LATIN_LAM = (
    "^l(?:[ae]?(?=aa)|(?=ae[^t]|oua..|y[ao]...|ama...|al[aeiou]..)"
    "|[ae]?(?=(?:gh|kh|rh|ch|[hmkqbfjg])[bcdfghjklmnpqrstwxz]..)|(?=[hmkqbfgj][^h].)|(?=a[^ty].*i$))"
)
ARABIC_SERVANT, LATIN_SERVANT = "^عبدال", "^abd(?:e|a|ou|u)?(?:l(?=.{3})|(?=(?:ss|rr|nn|tt|dd|zz|ch|s|r|n).{2}))"

# What two scripts or two ears write apart: ت-ح is "th", ك-ح is "kh"; a first و or ي before three more consonants
# may be a vowel (ودغيري, Oudghiri); غ and a hard g are written for each other.
MERGED: Rules = (("th", "t"), ("kh", "x"), ("q", "k"), ("^[wy](?=...)", ""))

# What is heard at the end, as a choice of: A, I, U, IA, WI, WIA, or - for no vowel. Arabic ي may be an alef maqsura, ع
# is heard as anything, a Latin e often as nothing; the first pattern that fits says it.
ARABIC_ENDINGS: Rules = (
    ("..اه$", "A -"), ("عه$", "A IA"), ("ويه$", "WIA"), ("وي$", "WI A"), ("يي$", "I IA A"), ("يه$", "IA I"),
    ("يا$", "IA A"), ("[اه]$", "A"), ("ي$", "I A"), ("و$", "U"), ("ح$", "A I U -"), ("ع$", "A I U IA -"),
)  # fmt: skip
LATIN_ENDINGS: Rules = (
    ("(?:[^gq]u|w)[iy]+[ae]+h?$", "WIA"), ("(?:[^gq]u|w)[iy]+h?$", "WI"), ("[iy]+ae?h?$", "IA"), ("a+e?h?$", "A"),
    ("(?:[iy]|ee)h?$", "I"), ("[uo]h?$", "U"), ("eh?$", "A -"),
)  # fmt: skip


def compiled(rules: Rules) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns ready to apply; "$1", as JavaScript writes it, is the first group."""
    return tuple((re.compile(pattern), letters.replace("$1", r"\1")) for pattern, letters in rules)


_REWRITES = {True: compiled(ARABIC_REWRITES), False: compiled(LATIN_REWRITES)}
_MERGED = compiled(MERGED)
_ENDINGS = {True: compiled(ARABIC_ENDINGS), False: compiled(LATIN_ENDINGS)}
_ONSET = re.compile(ARABIC_GLIDE)
_NOT_ARTICLE, _GLUED = re.compile(LATIN_NOT_ARTICLE), re.compile(LATIN_GLUED)
_LAM = {True: re.compile(ARABIC_LAM), False: re.compile(LATIN_LAM)}
_SERVANT = {True: re.compile(ARABIC_SERVANT), False: re.compile(LATIN_SERVANT)}
_ARABIC_TO = str.maketrans(ARABIC_LETTERS)
_DOUBLED, _VOWELS = re.compile(r"([a-z])\1+"), re.compile("[AEIU.]")


def is_arabic(text: str) -> bool:
    """Whether the text holds an Arabic letter."""
    return bool(_ARABIC.search(text))


def _rewritten(word: str) -> str:
    for pattern, letters in _REWRITES[is_arabic(word)]:
        word = pattern.sub(letters, word)
    return word


@lru_cache(maxsize=65_536)
def shape(word: str) -> str:
    """Skeleton letters with the vowels written between them: A, I, U; E for a Latin e, heard as A or I; a full stop
    for ع, heard as any. "hassen" is hAsEn, حسين hsIn."""
    letters = _rewritten(word)
    if is_arabic(word):
        onset = "w" if _ONSET.match(letters) else ARABIC_ONSET.get(letters[:1], "")
        return onset + letters[bool(onset) :].translate(_ARABIC_TO)
    # Only letters that really stand side by side are doubles: Allal keeps two l.
    return _DOUBLED.sub(r"\1", "".join(LATIN_LETTERS.get(letter, "") for letter in letters))


@lru_cache(maxsize=65_536)
def consonants(word: str) -> str:
    """The skeleton of one folded word as it stands, without a look at articles or at the table of known names."""
    return merged(_VOWELS.sub("", shape(word)))


def merged(letters: str) -> str:
    """Skeleton letters that one ear or the other would write, as one."""
    for pattern, instead in _MERGED:
        letters = pattern.sub(instead, letters)
    return letters


@lru_cache(maxsize=65_536)
def endings(word: str) -> frozenset[str]:
    """What may be heard after the last consonant of a folded word; two spellings of one name share one of them."""
    found = next((heard for pattern, heard in _ENDINGS[is_arabic(word)] if pattern.search(word)), "-")
    return frozenset(found.split())


def without_article(word: str, *, is_hamza: bool = False) -> str:
    """Without ال, El, Ess- …; a written hamza (إلياس) says that the alef is not an article's."""
    if is_arabic(word):
        return word if is_hamza or word in ARABIC_NOT_ARTICLE or len(word) < 4 else word.removeprefix("ال")
    if _NOT_ARTICLE.match(word):
        return word
    bare = _GLUED.sub("", word)
    bare = _GLUED.sub("", bare) if bare != word else bare
    return bare[1:] if bare[:1] == bare[1:2] else bare


def without_lam(word: str) -> str:
    """Without the article as it is heard: Lahlou, لحلو, and any l before three more consonants."""
    short = _LAM[is_arabic(word)].sub("", word)
    if short == word and word[:1] in ("l", "ل") and len(_VOWELS.sub("", shape(word[1:]))) >= 3:
        short = word[1:]
    return short


def served(word: str) -> str | None:
    """What follows Abd- in a name written as one word, or None."""
    match = _SERVANT[is_arabic(word)].match(word)
    return word[match.end() :] if match else None


def traced(word: str) -> list[tuple[str, str]]:
    """A folded word as pairs of what was typed and the skeleton letters it is heard as, before `MERGED`."""
    pieces = [(letter, letter) for letter in word]
    for pattern, instead in _REWRITES[is_arabic(word)]:
        pieces = _traced(pieces, pattern, instead)
    pairs: list[tuple[str, str]] = []
    last = ""
    for place, (typed, letter) in enumerate(pieces):
        onset = ARABIC_ONSET.get(letter, "") if place == 0 else ""
        heard = onset or (ARABIC_LETTERS if is_arabic(word) else LATIN_LETTERS).get(letter, "")
        is_double = heard == last and not is_arabic(word)
        pairs.append((typed, "" if is_double else _VOWELS.sub("", heard)))
        last = heard or last
    return pairs


def _traced(pieces: list[tuple[str, str]], pattern: re.Pattern[str], instead: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    at = 0
    for match in pattern.finditer("".join(letter for _, letter in pieces)):
        start = match.end(1) if instead.startswith(r"\1") else match.start()
        typed = "".join(typed for typed, _ in pieces[start : match.end()])
        letters = match.expand(instead).removeprefix(match[1] if instead.startswith(r"\1") else "")
        out += pieces[at:start]
        is_paired = len(letters) == match.end() - start
        out += [(pieces[start + i][0], letter) for i, letter in enumerate(letters)] if is_paired else [(typed, letters)]
        at = match.end()
    return out + pieces[at:]
