"""All rows of a list in its own order, with the households they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from wasl.core.folding import search_key
from wasl.core.sheets import Book, Cell, Sheet
from wasl.people.lists.days import is_month_first
from wasl.people.lists.headers import HOME, Field, Table
from wasl.people.lists.rows import Entry, aside_of, entry_of, said_in
from wasl.people.lists.values import text_of
from wasl.people.rules.households import HEAD

_MARKS = {"x", "oui", "1", "نعم", "v", "✓", "√"}
OTHER = "AUTRE"


@dataclass(slots=True)
class Line:
    """`line` is the number a spreadsheet shows; `home` the same text for all of one household, or empty."""

    sheet: int
    line: int
    cells: list[str]
    entry: Entry
    home: str = ""
    role: str = ""


@dataclass(slots=True)
class _Homes:
    """Reads households from top to bottom: by a mark in merged cells, a number, a head's name, or a head's row."""

    columns: Sequence[Field]
    open: str = ""
    number: int = 0
    started: dict[str, int] = field(default_factory=dict)

    def of(self, sheet: int, entry: Entry, block: int | None) -> str:
        if Field.HOUSEHOLD in self.columns:
            return self._named(sheet, entry.home, block)
        if Field.HEAD in self.columns:
            if search_key(entry.head) in _MARKS:
                return self._next(sheet)
            return self._named(sheet, entry.head, block)
        if Field.ROLE in self.columns:
            if entry.role == HEAD:
                return self._next(sheet)
            if not entry.role:
                self.open = ""
        return self.open

    def _next(self, sheet: int) -> str:
        self.number += 1
        self.open = f"{sheet} next {self.number}"
        return self.open

    def _named(self, sheet: int, text: str, block: int | None) -> str:
        if block is not None:
            self.open = f"{sheet} block {block}"
        elif text:
            self.open = f"{sheet} named {search_key(text)}"
        return self.open


def lines_of(book: Book, tables: Sequence[Table], columns: Sequence[Field], *, today: date) -> list[Line]:
    """Every line below the headings that is not blank; no line is lost."""
    found: list[Line] = []
    for table in tables:
        found += _of_table(book.sheets[table.sheet], table, columns, today)
    _give_roles(found)
    return found


def _of_table(sheet: Sheet, table: Table, columns: Sequence[Field], today: date) -> Iterator[Line]:
    blocks = _blocks(sheet, columns)
    below = sheet.lines[table.header + 1 :]
    month_first = is_month_first(_column(below, columns))
    homes = _Homes(columns)
    for number, cells in enumerate(below, start=table.header + 1):
        texts = [text_of(cell) for cell in cells]
        if not any(texts):
            continue
        aside = aside_of(cells, table.headings, columns)
        entry = Entry(aside=aside) if aside else entry_of(said_in(cells, columns), today=today, month_first=month_first)
        line = Line(table.sheet, number + 1, texts, entry)
        if not aside:
            line.home = homes.of(table.sheet, entry, blocks.get(number))
        yield line


def _blocks(sheet: Sheet, columns: Sequence[Field]) -> dict[int, int]:
    """Lines that a merged cell of a household's column spans, by the first of them."""
    found: dict[int, int] = {}
    for top, left, bottom, right in sheet.merged:
        spanned = columns[left : right + 1]
        if bottom > top and HOME & set(spanned):
            found |= dict.fromkeys(range(top, bottom + 1), top)
    return found


def _column(lines: Sequence[Sequence[Cell]], columns: Sequence[Field]) -> list[Cell]:
    places = [place for place, column in enumerate(columns) if column is Field.BIRTH]
    return [line[place] for line in lines for place in places if place < len(line)]


def _give_roles(lines: Sequence[Line]) -> None:
    """A household has two members at least. The head is who is said to be, else bears the head's name, else first."""
    members: dict[str, list[Line]] = {}
    for line in lines:
        if line.home:
            members.setdefault(line.home, []).append(line)
    for home in members.values():
        if len(home) < 2:
            home[0].home = ""
            continue
        head = _head_of(home)
        for line in home:
            said = line.entry.role
            line.role = HEAD if line is head else said if said and said != HEAD else OTHER


def _head_of(home: Sequence[Line]) -> Line:
    said = next((line for line in home if line.entry.role == HEAD), None)
    named = next((line for line in home if line.entry.head and _is_named(line, line.entry.head)), None)
    marked = next((line for line in home if search_key(line.entry.head) in _MARKS), None)
    return said or marked or named or home[0]


def _is_named(line: Line, name: str) -> bool:
    own = line.entry.particulars
    wanted = sorted(search_key(name).split())
    return wanted in (
        sorted(search_key(f"{own.given_ar} {own.family_ar}").split()),
        sorted(search_key(f"{own.given_latin} {own.family_latin}").split()),
    )
