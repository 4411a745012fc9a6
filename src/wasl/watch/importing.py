"""Past weeks kept on paper or in a workbook, read line by line; each fault names its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wasl.core.sheets import Cell, Unreadable, open_book
from wasl.watch.measures import MEASURES
from wasl.watch.rules.states import WeekEntry, WeekFault

#: Column to the headings it is known by; the first is the one the page shows.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("code", "unité", "الرمز"),
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
    line: int
    fault: WeekFault


def read_weeks(content: bytes, *, name: str) -> tuple[list[WeekLine], list[LineFault]]:
    """Lines that can be read, and those that cannot; raises Unreadable for the file as a whole."""
    lines = open_book(content, name=name, most_rows=MOST_LINES).sheets[0].lines
    columns = _columns(lines[0])
    good: list[WeekLine] = []
    faults: list[LineFault] = []
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell not in (None, "") for cell in cells):
            continue
        read = _line(number, cells, columns)
        if isinstance(read, WeekLine):
            good.append(read)
        else:
            faults.append(read)
    return good, faults


def _columns(heads: Sequence[Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        text = str(head or "").strip().lower()
        found |= {column: index for column, names in HEADINGS.items() if text in names}
    missing = [HEADINGS[column][0] for column in NEEDED if column not in found]
    if missing:
        raise Unreadable("columns", ", ".join(missing))
    return found


def _line(number: int, cells: Sequence[Cell], columns: Mapping[str, int]) -> WeekLine | LineFault:
    def cell(column: str) -> Cell | None:
        index = columns.get(column, len(cells))
        return cells[index] if index < len(cells) else None

    measure, week = str(cell("measure") or "").strip(), _day(cell("week"))
    if measure not in MEASURES:
        return LineFault(number, WeekFault.MEASURE)
    if week is None or week.weekday():
        return LineFault(number, WeekFault.MONDAY)
    value, enrolled = _whole(cell("value")), _whole(cell("enrolled"))
    if value is None or (enrolled is None and cell("enrolled") not in (None, "")):
        return LineFault(number, WeekFault.NUMBER)
    return WeekLine(number, str(cell("unit") or "").strip(), week, WeekEntry(measure, value, enrolled))


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
