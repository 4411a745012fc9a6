"""One spelling for many: keys that compare French and Arabic text as a reader would, and numbers as people type them.

`search_key` is the Python twin of the SQL function of the same name (`core/text.py`); both give equal keys,
and tests/core hold them to shared vectors. Keys are for comparing and ordering, never for showing: what a person
typed is stored as typed.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

# Half-open lists would be longer than the ranges: each pair is (first, last), both included.
INVISIBLE = (
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFEFF, 0xFEFF),
)
MARKS = (
    (0x0300, 0x036F),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x08D3, 0x08FF),
    (0xFE00, 0xFE0F),
)
TATWEEL, HAMZA = 0x0640, 0x0621
APOSTROPHES = "'’‘ʼʿʾ`´"
SEPARATORS = "-_‐‑‒–—\t\n\v\f\r "
LETTERS = dict(zip("آأإٱىةؤئیېکڪگڭݣپڤڨۀہھەøłđı", "اااايهويييكككككبفقههههoldi", strict=True)) | {"œ": "oe", "æ": "ae"}
EASTERN_DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))


def _codes(ranges: Iterable[tuple[int, int]]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


DROPPED = [*_codes(INVISIBLE), *_codes(MARKS), TATWEEL, HAMZA, *map(ord, APOSTROPHES)]
_KEY = str.maketrans(
    dict.fromkeys(DROPPED, "")
    | dict.fromkeys(map(ord, SEPARATORS), " ")
    | {ord(letter): folded for letter, folded in (LETTERS | EASTERN_DIGITS).items()}
)
_NO_CONTROLS = str.maketrans(dict.fromkeys(_codes(INVISIBLE), ""))
_DIGITS = str.maketrans(EASTERN_DIGITS | {"٫": ",", "٬": " "})
_GROUPED = re.compile(r"\d{1,3}([ ,.])\d{3}(?:\1\d{3})*")


class NotANumber(ValueError):
    """Text that is not one number; its argument is the text as typed."""


def search_key(text: str) -> str:
    """The key under which `text` is sorted and searched: without case, accents, vowel signs, hamza, invisible signs."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    # The apostrophe ´ decomposes to a space and a mark, as it does in PostgreSQL: both sides then collapse it.
    return re.sub(" +", " ", folded.translate(_KEY)).strip(" ")


def without_controls(text: str) -> str:
    """`text` without bidirectional overrides and zero-width signs, which could make a printed name read otherwise."""
    return text.translate(_NO_CONTROLS)


def western_digits(text: str) -> str:
    """`text` with Arabic-Indic and Persian digits as 0-9, their decimal sign as a comma."""
    return text.translate(_DIGITS)


def _figure(text: str) -> str:
    return re.sub(r"\s+", " ", without_controls(western_digits(unicodedata.normalize("NFKC", text)))).strip()


def parse_whole(text: str) -> int:
    """A whole number ≥ 0 as typed in either script; spaces, commas and points may group by three ("1.234" is 1234)."""
    figure = _figure(text)
    if re.fullmatch(r"\d+", figure) or _GROUPED.fullmatch(figure):
        return int(re.sub(r"\D", "", figure))
    raise NotANumber(text)


def parse_decimal(text: str) -> Decimal:
    """A number as typed in either script; the last comma or point is the decimal sign, spaces group by three.

    "1,234" is 1.234 here (French and Moroccan usage); "1.234,5" and "1,234.5" are both 1234.5.
    """
    figure = _figure(text)
    match = re.fullmatch(r"([+-]?)(.*?)(?:([.,])(\d+))?", figure)
    assert match is not None  # every part is optional
    sign, whole, mark, fraction = match.groups()
    if mark and mark in whole:  # "1,234,567": the sign repeats, so it groups
        whole, fraction = f"{whole}{mark}{fraction}", "0"
    if not (re.fullmatch(r"\d+", whole) or _GROUPED.fullmatch(whole)):
        raise NotANumber(text)
    return Decimal(f"{sign}{re.sub(r'\D', '', whole)}.{fraction or 0}")
