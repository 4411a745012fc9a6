"""Texts in spreadsheets: cells that a program would run, and files of separated values in any usual encoding."""

import csv
import io
import re
import unicodedata

from wasl.core.folding import without_controls

_RUN = ("=", "+", "-", "@")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: 1256 and 1252 give most lower-case French letters the same codes: an Arabic letter beside a Latin one tells them.
_ARABIC, _LATIN = "\u0621-\u064a", "A-Za-z\u00c0-\u024f"
_MIXED = re.compile(f"[{_LATIN}][{_ARABIC}]|[{_ARABIC}][{_LATIN}]")
_RUNS = re.compile(f"[{_ARABIC}]{{2,}}")
DELIMITERS = ";\t,|"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run it: also behind spaces, invisible signs, or with full-width signs."""
    if text.startswith(("\t", "\r", "\n")):
        return True
    seen = unicodedata.normalize("NFKC", without_controls(text)).lstrip()
    return seen.startswith(_RUN) and not _NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it."""
    return f"'{text}" if is_formula(text) else text


def decoded(content: bytes) -> tuple[str, str]:
    """(text, encoding): a mark decides, then UTF-8, then UTF-16 by its zeros, then what reads like words."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace"), name
    if 0 in content[:2_000]:
        # Half of the bytes are the high ones: 0 beside French letters, 6 beside Arabic ones.
        even, odd = (sum(content[start:2_000:2].count(high) for high in (0, 6)) for start in (0, 1))
        name = "utf-16-be" if even > odd else "utf-16-le"
        return content.decode(name, "replace"), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = _eight_bits(content)
        return content.decode(name, "replace"), name


def _eight_bits(content: bytes) -> str:
    arabic = content[:200_000].decode("cp1256", "replace")
    return "cp1256" if len(_RUNS.findall(arabic)) > len(_MIXED.findall(arabic)) else "cp1252"


def separated(text: str) -> tuple[list[list[str]], str]:
    """(lines, delimiter): the delimiter that cuts most of the first lines into the same number of cells."""
    delimiter = max(DELIMITERS, key=lambda each: _steadiness(text, each))
    return [list(line) for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)], delimiter


def _steadiness(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=delimiter)
    widths = [len(line) for _number, line in zip(range(60), reader, strict=False) if len(line) > 1]
    if not widths:
        return 0, 0
    usual = max(set(widths), key=widths.count)
    return widths.count(usual), usual
