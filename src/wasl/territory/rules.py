"""Codes, levels, spellings and classes: decisions on plain values."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wasl.core.folding import search_key, western_digits


class Level(StrEnum):
    """From the country down; the last two are imported, dated, and optional."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    CERCLE = "cercle"
    COMMUNE = "commune"
    ARRONDISSEMENT = "arrondissement"
    ANNEX = "annex"
    DOUAR = "douar"


COUNTRY_CODE = "MA"
IMPORTED = (Level.ANNEX, Level.DOUAR)
# What a page may break a place down into, the first being what it shows unasked.
BREAKDOWNS = {
    Level.COUNTRY: (Level.REGION, Level.PROVINCE),
    Level.REGION: (Level.PROVINCE, Level.COMMUNE),
    Level.PROVINCE: (Level.COMMUNE, Level.CERCLE, Level.ARRONDISSEMENT),
    Level.CERCLE: (Level.COMMUNE,),
    Level.COMMUNE: (Level.ARRONDISSEMENT, Level.PROVINCE),
}
INNER_PREFECTURE = "prefecture_of_arrondissements"  # divides one city; counted apart from the 75 provinces
_DIGITS_OF_LEVEL = (2, 5, 7, 9)


def read_code(text: str) -> str:
    """A typed code in its written form: « 05 081 01 03 », « 050810103 », « ٠٥.٠٨١ » → "05.081.01.03", "05.081".

    Text that is not a code comes back stripped, as typed.
    """
    typed = western_digits(text).strip()
    digits = re.sub(r"[\s./-]", "", typed)
    if not digits.isdecimal():
        return typed
    if "." in typed and " " not in typed:
        return typed.strip(".")
    if len(digits) not in _DIGITS_OF_LEVEL:
        return typed
    parts = (digits[:2], digits[2:5], digits[5:7], digits[7:9])
    return ".".join(part for part in parts if part)


def is_code(text: str) -> bool:
    """Looks like a census code, whether or not one exists."""
    return bool(re.fullmatch(r"\d{2}(\.\d{3}(\.\d{2}(\.\d{1,2})?)?)?", text))


# Letters that Moroccan spellings use one for another, brought to one consonant of both scripts; vowels are dropped.
_GROUPS = {"kh": "X", "gh": "Q", "sh": "C", "ch": "C", "dj": "J", "th": "T", "dh": "D", "ph": "F"}
_LATIN = str.maketrans({"c": "k", "g": "k", "q": "k", "v": "f", "p": "b"} | dict.fromkeys("aeiouyw", ""))
_ARABIC = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhxddrzscsdtdqfkklmnh", strict=True)) | dict.fromkeys("اويع", "")
)


def consonants(text: str) -> str:
    """What is left of a name in any spelling of either script: « Demnate », « Demnat » and « دمنات » → "dmnt"."""
    words = (word for word in search_key(text).replace("(", " ").split() if word not in {"el", "al", "l"})
    return " ".join(filter(None, map(_skeleton, words)))


def spoken(name_fr: str, name_ar: str) -> str:
    """Both names of a place by their consonants, as stored for searching."""
    return f"{consonants(name_fr)} | {consonants(name_ar)}"


def _skeleton(word: str) -> str:
    if re.search("[\u0621-\u064a]", word):
        bare = re.sub("^ال(?=.{3})", "", word).translate(_ARABIC)
    else:
        for group, letter in _GROUPS.items():
            word = word.replace(group, letter)
        word = re.sub("c(?=[eiy])", "s", re.sub("g(?=[eiy])", "j", word))
        bare = re.sub(r"(.)\1", r"\1", word).translate(_LATIN).lower()
    return bare.removesuffix("h")


@dataclass(frozen=True, slots=True)
class Class:
    """One colour of a map: values from `low` to `high`, both included; `count` territories fall in it."""

    low: float
    high: float
    count: int


def classes(values: Iterable[float | None], number: int = 5) -> list[Class]:
    """At most `number` classes of about equal counts, none empty, equal values never parted."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return []
    tops = sorted({known[-(-len(known) * n // number) - 1] for n in range(1, number + 1)})
    found, start = [], 0
    for top in tops:
        end = _after(known, top)
        if end > start:
            found.append(Class(known[start], known[end - 1], end - start))
            start = end
    return found


def class_of(value: float | None, found: Sequence[Class]) -> int | None:
    """Index of the class, None where there is no figure."""
    if value is None or not found:
        return None
    return min(bisect_left([each.high for each in found], value), len(found) - 1)


def _after(ordered: Sequence[float], value: float) -> int:
    low = bisect_left(ordered, value)
    while low < len(ordered) and ordered[low] == value:
        low += 1
    return low
