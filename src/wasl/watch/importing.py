"""Past weeks kept on paper or in a workbook, read line by line; each fault names its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wasl.core.sheets import Cell, Unreadable, open_book
from wasl.watch.measures import MEASURES
from wasl.watch.rules.states import WeekEntry, WeekFault

#: Column to the headings it is known by: the French and the Arabic one that the page shows, then others.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("code", "الرمز", "unité"),
    "measure": ("mesure", "المؤشر"),
    "week": ("semaine", "الأسبوع"),
    "value": ("nombre", "العدد"),
    "enrolled": ("inscrits", "المسجلون"),
}
NEEDED = ("unit", "measure", "week", "value")
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class WeekLine:
    """`unit` is a unit's code as typed; `line` counts from 1, the headings being line 1."""

    line: int
    unit: str
    week: date
    entry: WeekEntry


@dataclass(frozen=True, slots=True)
class LineFault:
    """`text` is what stood in the cell, where one cell is at fault."""

    line: int
    fault: WeekFault
    text: str = ""


class Weeks(NamedTuple):
    """Lines that can be read, those that cannot, and how many have no number: not a zero, and nothing to take."""

    lines: list[WeekLine]
    faults: list[LineFault]
    empty: int


def headings(language: str) -> dict[str, str]:
    """Column to its heading."""
    place = 1 if language == "ar" else 0
    return {column: names[place] for column, names in HEADINGS.items()}


def read_weeks(content: bytes, *, name: str, language: str = "fr") -> Weeks:
    """Raises Unreadable for the file as a whole; `language` is that of whoever reads why."""
    lines = open_book(content, name=name, most_rows=MOST_LINES).sheets[0].lines
    columns = _columns(lines[0], language)
    found = Weeks([], [], 0)
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell not in (None, "") for cell in cells):
            continue
        read = _line(number, cells, columns)
        if isinstance(read, WeekLine):
            found.lines.append(read)
        elif read is not None:
            found.faults.append(read)
        else:
            found = found._replace(empty=found.empty + 1)
    return found


def _columns(heads: Sequence[Cell], language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        text = str(head or "").strip().lower()
        found |= {column: index for column, names in HEADINGS.items() if text in names}
    missing = [headings(language)[column] for column in NEEDED if column not in found]
    if missing:
        raise Unreadable("columns", ("، " if language == "ar" else ", ").join(missing))
    return found


def _line(number: int, cells: Sequence[Cell], columns: Mapping[str, int]) -> WeekLine | LineFault | None:
    def cell(column: str) -> Cell | None:
        index = columns.get(column, len(cells))
        return cells[index] if index < len(cells) else None

    def fault(why: WeekFault, column: str) -> LineFault:
        return LineFault(number, why, str(cell(column) or "").strip()[:60])

    if cell("value") in (None, ""):
        return None
    measure, week = _measure(cell("measure")), _day(cell("week"))
    if not measure:
        return fault(WeekFault.FIGURE, "measure")
    if week is None:
        return fault(WeekFault.DAY, "week")
    if week.weekday():
        return LineFault(number, WeekFault.MONDAY, f"{week:%d/%m/%Y}")
    value, enrolled = _whole(cell("value")), _whole(cell("enrolled"))
    if value is None:
        return fault(WeekFault.NUMBER, "value")
    if enrolled is None and cell("enrolled") not in (None, ""):
        return fault(WeekFault.NUMBER, "enrolled")
    return WeekLine(number, str(cell("unit") or "").strip(), week, WeekEntry(measure, value, enrolled))


def _measure(cell: Cell | None) -> str:
    """By its code, or as the page words it in either language; empty when it is neither."""
    text = str(cell or "").strip()
    words = text.casefold().replace("'", "’")
    named = (one.code for one in MEASURES.values() if words in (one.label.fr.casefold(), one.label.ar))
    return text if text in MEASURES else next(named, "")


def _day(cell: Cell | None) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell or "").strip()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no hour)
        except ValueError:
            continue
    return None


def _whole(cell: Cell | None) -> int | None:
    if isinstance(cell, bool) or cell in (None, ""):
        return None
    try:
        number = float(str(cell).replace(" ", "").replace("\u202f", ""))
    except ValueError:
        return None
    return int(number) if number >= 0 and number == int(number) else None
