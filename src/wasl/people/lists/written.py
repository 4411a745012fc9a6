"""The file as it came, each line with its verdict and the reason beside it: same sheets, same columns, same order."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from wasl.core.sheets import Book, Sheet, harmless

#: (verdict, reason, what to do) in the reader's words, by (sheet, number of the line).
Told = Mapping[tuple[int, int], Sequence[str]]
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
#: Most signs of one cell of a workbook.
_LONGEST = 32_000


def with_verdicts(book: Book, told: Told, *, headings: Sequence[str], headed: Mapping[int, int]) -> tuple[bytes, str]:
    """(content, extension): CSV comes back as CSV, every other kind as XLSX. `headed`: sheet -> line of headings."""
    if book.kind == "csv":
        return _separated(book, told, headings, headed), "csv"
    return _workbook(book, told, headings, headed), "xlsx"


def _width(sheet: Sheet) -> int:
    return max([len(line) for line in sheet.lines] + [right + 1 for _top, _left, _bottom, right in sheet.merged])


def _beside(number: int, line: int, told: Told, headings: Sequence[str], headed: Mapping[int, int]) -> Sequence[str]:
    if headed.get(number) == line:
        return headings
    return told.get((number, line + 1), ())


def _separated(book: Book, told: Told, headings: Sequence[str], headed: Mapping[int, int]) -> bytes:
    """In UTF-8 with a mark, which every spreadsheet reads and which holds both scripts."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=book.delimiter)
    (sheet,) = book.sheets
    width = _width(sheet)
    for line, cells in enumerate(sheet.lines):
        beside = _beside(0, line, told, headings, headed)
        padded = [*cells, *([""] * (width - len(cells)))] if beside else cells
        writer.writerow([harmless(str(cell)) for cell in (*padded, *beside)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _workbook(book: Book, told: Told, headings: Sequence[str], headed: Mapping[int, int]) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        bold = made.add_format({"bold": True})
        names: set[str] = set()
        for number, sheet in enumerate(book.sheets):
            own = made.add_worksheet(_free_name(sheet.name, names))
            if sheet.is_hidden:
                own.hide()
            _fill(own, sheet, day)
            width = _width(sheet) if sheet.lines else 0
            for line in range(len(sheet.lines)):
                beside = _beside(number, line, told, headings, headed)
                for place, text in enumerate(beside):
                    own.write_string(line, width + place, text[:_LONGEST], bold if headed.get(number) == line else None)
            if number in headed:
                own.set_column(width, width + len(headings) - 1, 34)
    return stream.getvalue()


def _fill(own: Any, sheet: Sheet, day: Any) -> None:
    for top, left, bottom, right in sheet.merged:
        if (top, left) != (bottom, right):
            own.merge_range(top, left, bottom, right, "")
    for line, cells in enumerate(sheet.lines):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                own.write_datetime(line, place, cell, day)
            elif isinstance(cell, (int, float)):
                own.write_number(line, place, cell)
            elif cell:
                own.write_string(line, place, cell[:_LONGEST])


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a workbook accepts: no forbidden sign, at most 31, once."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip("' ")[:31] or "1"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[:27]} ({number})"
    taken.add(found.casefold())
    return found
