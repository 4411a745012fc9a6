"""One door for every spreadsheet that comes from outside: what it is is read from its bytes, never from its name."""

import csv
import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from wasl.core.cage import Ceiling, Died, run_caged
from wasl.core.sheets.texts import decoded, separated

MOST_BYTES = 10_000_000
#: A workbook of 50,000 rows unpacks to about 30 MB; a bomb of the same size to gigabytes.
MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
#: Titles above and totals below the rows themselves.
ROOM = 500
CEILING = Ceiling(memory=700 * 1024 * 1024, space=700 * 1024 * 1024, seconds=20)

KINDS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv", ".txt": "csv", ".tsv": "csv"}
_OLE = b"\xd0\xcf\x11\xe0"
_PAGE = re.compile(rb"^\s*(?:<!doctype|<html|<table|<\?xml|<head|<body|<meta|<style)", re.IGNORECASE)
_CONTROL = re.compile("[\0-\x08\x0e-\x1a]")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")

Cell = str | int | float | date


class Unreadable(ValueError):
    """The file as a whole cannot be taken.

    `reason` is size, kind, old, page, protected, extension (`detail`: what it is), bomb, empty, rows, wide, or
    columns (`detail`: which are missing).
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` from the first line and column of the sheet; `merged` as (top, left, bottom, right), from 0."""

    name: str
    lines: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """`kind` is xlsx, xls, ods or csv; the last two say how a CSV file was written."""

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""


def open_book(content: bytes, *, name: str = "", most_rows: int = MOST_ROWS) -> Book:
    """Every sheet with its cells; raises Unreadable. A workbook is read in a process of its own, under a ceiling."""
    kind = kind_of(content)
    said = KINDS.get(PurePath(name).suffix.lower()) if name else kind
    if said != kind:
        raise Unreadable("extension", kind)
    book = _separated(content, most_rows) if kind == "csv" else _workbook(content, kind, most_rows)
    if not any(sheet.lines for sheet in book.sheets):
        raise Unreadable("empty")
    return book


def kind_of(content: bytes) -> str:
    """What the bytes are, whatever the file's name; raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("size")
    if not content.strip():
        raise Unreadable("empty")
    if content.startswith(b"PK"):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("protected")
        if "WordDocument".encode("utf-16-le") in content:
            raise Unreadable("kind")
        return "xls"
    if content.startswith(_BINARY):
        raise Unreadable("kind")
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable("page")
    return "csv"


def _kind_of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable("bomb")
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("protected")
            # Unpacked once within the sizes it declares: a part that lies about its size fails its checksum here,
            # before the reader of sheets would unpack it without limit.
            sound = archive.testzip() is None
            names = {part.filename for part in parts}
            if sound and "content.xml" in names:
                return _open_document(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError):
        raise Unreadable("kind") from None
    if not sound or "xl/workbook.xml" not in names:
        raise Unreadable("kind")
    return "xlsx"


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("protected")
    if "mimetype" not in names or b"opendocument.spreadsheet" not in archive.read("mimetype"):
        raise Unreadable("kind")
    return "ods"


def _separated(content: bytes, most_rows: int) -> Book:
    text, encoding = decoded(content)
    if _CONTROL.search(text):
        raise Unreadable("kind")
    try:
        lines, delimiter = separated(text)
    except csv.Error:
        raise Unreadable("kind") from None
    if len(lines) > most_rows + ROOM:
        raise Unreadable("rows")
    if max(map(len, lines), default=0) > MOST_COLUMNS:
        raise Unreadable("wide")
    return Book("csv", (Sheet("", [list(line) for line in lines]),), encoding, delimiter)


def _workbook(content: bytes, kind: str, most_rows: int) -> Book:
    reader = Path(__file__).with_name("reader.py")
    try:
        done = run_caged(reader, most_rows + ROOM, MOST_COLUMNS, content=content, ceiling=CEILING)
    except Died:
        raise Unreadable("bomb") from None
    found = json.loads(done)
    if "refused" in found:
        raise Unreadable(found["refused"])
    return Book(kind, tuple(_sheet(each) for each in found["sheets"]))


def _sheet(found: dict[str, Any]) -> Sheet:
    lines = [[_cell(value) for value in line] for line in found["lines"]]
    merged = tuple((top, left, bottom, right) for top, left, bottom, right in found["merged"])
    return Sheet(found["name"], lines, merged, found["hidden"])


def _cell(value: Any) -> Cell:
    return date.fromisoformat(value[1]) if isinstance(value, list) else value
