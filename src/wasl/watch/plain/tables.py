"""A CSV file as columns of text: the header decides, blank lines are skipped, a fault names its line."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: Called with the step's name and the share of it that is done.
Watch = Callable[[str, float], None]
#: What people write for "not known".
BLANK = frozenset({"", "NA", "N/A", "na", "nan", "NaN", "NULL", "null", "."})
STEP = 1 << 16


class BadFile(ValueError):
    """The file cannot be read as asked; the message names the file and, where there is one, the line."""


@dataclass(frozen=True)
class Columns:
    """`of[name]` is a column's stripped cells, every column of one length; `names` in the header's order."""

    path: Path
    names: tuple[str, ...]
    of: dict[str, list[str]]

    def __len__(self) -> int:
        return len(self.of[self.names[0]])

    def line(self, row: int) -> int:
        """The line of the file a row stands on (rows from 0, lines from 1), found by reading again."""
        text = _text(self.path)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        next(_filled(reader))
        for place, _ in enumerate(_filled(reader)):
            if place == row:
                return reader.line_num
        raise IndexError(row)

    def fault(self, row: int, why: str) -> BadFile:
        return BadFile(f"{self.path}, line {self.line(row)}: {why}")


def read_columns(
    path: Path, *, needed: tuple[str, ...], optional: tuple[str, ...] = (), others: bool = False,
    watch: Watch | None = None,
) -> Columns:  # fmt: skip
    """`others` keeps columns that are neither needed nor optional; without it they are refused by name."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        names = _header(path, next(_filled(reader)), needed, optional, others)
        rows = list(_watched(_filled(reader), text.count("\n"), watch))
    except csv.Error as fault:
        raise BadFile(f"{path}, line {reader.line_num}: not a line of CSV ({fault}).") from None
    if not rows:
        raise BadFile(f"{path} has a header and no line after it.")
    for place, row in enumerate(rows):
        if len(row) != len(names):
            raise Columns(path, (), {}).fault(place, f"{len(row)} cells, the header has {len(names)}.")
    columns = zip(names, zip(*rows, strict=True), strict=True)
    return Columns(path, names, {name: [cell.strip() for cell in column] for name, column in columns})


def number(table: Columns, name: str, row: int) -> float:
    """NaN for a blank; a decimal comma is not guessed at."""
    cell = table.of[name][row]
    if cell in BLANK:
        return math.nan
    try:
        value = float(cell)
    except ValueError:
        raise table.fault(row, f"{name} is {cell!r}, not a number.") from None
    if not math.isfinite(value) or "_" in cell:
        raise table.fault(row, f"{name} is {cell!r}, not a number.")
    return value


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise BadFile(f"Cannot read {path}: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path} is not in UTF-8: save it as CSV UTF-8.") from None
    if not text.strip():
        raise BadFile(f"{path} is empty.")
    return text


def _delimiter(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def _filled(reader: Iterable[list[str]]) -> Iterator[list[str]]:
    return (row for row in reader if row and any(cell.strip() for cell in row))


def _watched(rows: Iterator[list[str]], total: int, watch: Watch | None) -> Iterator[list[str]]:
    for place, row in enumerate(rows):
        if watch and place % STEP == 0:
            watch("read", min(place / max(total, 1), 0.99))
        yield row
    if watch:
        watch("read", 1.0)


def _header(
    path: Path, cells: list[str], needed: tuple[str, ...], optional: tuple[str, ...], others: bool
) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    known = ", ".join((*needed, *(f"[{name}]" for name in optional)))
    if missing := [name for name in needed if name not in names]:
        raise BadFile(f"{path}, line 1: no column {missing[0]!r}; the columns are {known}.")
    if double := [name for name in names if names.count(name) > 1]:
        raise BadFile(f"{path}, line 1: two columns are named {double[0]!r}.")
    if not others and (unknown := [name for name in names if name not in needed + optional]):
        raise BadFile(f"{path}, line 1: unknown column {unknown[0]!r}; the columns are {known}.")
    return names
