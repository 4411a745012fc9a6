"""A file of rows as people send it: XLSX, ODS, old XLS, or CSV with commas, semicolons or tabs."""

import csv
import io
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook

from wasl.territory.importing import MOST_ROWS, columns_of, missing_columns, text_of

MOST_BYTES = 10_000_000


class Unreadable(ValueError):
    """The file as a whole cannot be read; `reason` is one of size, kind, encoding, empty, columns, rows."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


def read(name: str, content: bytes) -> list[dict[str, str]]:
    """Rows by column, blank ones left out; raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("size")
    lines = _csv(content) if PurePath(name).suffix.lower() in {".csv", ".txt", ".tsv"} else _workbook(content)
    if not lines:
        raise Unreadable("empty")
    columns = columns_of(lines[0])
    if missing := missing_columns(columns):
        raise Unreadable("columns", ",".join(missing))
    if len(lines) - 1 > MOST_ROWS:
        raise Unreadable("rows")
    rows = (
        {column: text_of(cell) for column, cell in zip(columns, line, strict=False) if column} for line in lines[1:]
    )
    found = [row for row in rows if any(row.values())]
    if not found:
        raise Unreadable("empty")
    return found


def _csv(content: bytes) -> list[list[object]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        return [list(line) for line in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)]
    except csv.Error:
        raise Unreadable("kind") from None


def _workbook(content: bytes) -> list[list[object]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(line) for line in book.get_sheet_by_index(0).to_python()]
    except (CalamineError, IndexError, ValueError):
        raise Unreadable("kind") from None
