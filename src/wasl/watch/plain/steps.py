"""A panel to be carried on: each series from its first line to its last, at even steps (numbers, days, months)."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wasl.watch.plain.tables import BadFile, Columns, number
from wasl.watch.plain.timeline import LONGEST, instant

_MONTHS = 12
#: Series times steps; more is a mistyped date.
MOST_CELLS = 100_000_000


@dataclass(frozen=True, slots=True)
class Steps:
    """What stands between two times: `every` whole numbers, or days, or months (`is_last`: the last day of each)."""

    unit: str
    every: int
    is_last: bool = False

    def place(self, value: int | date) -> int | None:
        """How many steps from the origin of the axis; None when the value is not on it."""
        if isinstance(value, int):
            found = value
        elif self.unit == "month":
            found = value.year * _MONTHS + value.month - 1
        else:
            found = value.toordinal()
        return found

    def later(self, value: int | date, steps: int) -> int | date:
        far = steps * self.every
        if isinstance(value, int):
            return value + far
        if self.unit == "day":
            return value + timedelta(days=far)
        months = value.year * _MONTHS + value.month - 1 + far
        return _in_month(months // _MONTHS, months % _MONTHS + 1, 31 if self.is_last else value.day)


def _in_month(year: int, month: int, day: int) -> date:
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))


@dataclass(frozen=True, slots=True)
class Panel:
    """`values` (series, times) end together, each at its own `last`; NaN where no line says. `shortened`: series whose
    last line stands before the file's."""

    names: tuple[str, ...]
    values: NDArray[np.float64]
    last: tuple[int | date, ...]
    steps: Steps
    shortened: int


def panel(table: Columns, *, together: bool = False) -> Panel:
    """From columns series, t, count and perhaps exposure. `together` ends every series at the last time of the file.

    With exposure a count is brought to the exposure of the series' last line. Raises BadFile, which names the line.
    """
    times = [_instant(table, row) for row in range(len(table))]
    steps = _steps(table, times)
    names = tuple(dict.fromkeys(table.of["series"]))
    codes = {name: place for place, name in enumerate(names)}
    who = np.array([codes[name] for name in table.of["series"]])
    at = np.array([steps.place(time) for time in times]) // steps.every
    _no_doubles(table, who, at)
    first, end = int(at.min()), int(at.max())
    if end - first >= LONGEST or (end - first + 1) * len(names) > MOST_CELLS:
        raise BadFile(f"{table.path}: t runs over {end - first + 1} steps, from {min(times)} to {max(times)}.")
    ends = np.full(len(names), end) if together else _largest(who, at, len(names))
    values = np.full((len(names), int(end - first + 1)), np.nan)
    values[who, values.shape[1] - 1 - (ends[who] - at)] = _counts(table, who, at)
    last_row = {int(place): row for row, place in sorted(enumerate(at), key=lambda pair: pair[1])}
    one = last_row[end]
    last = tuple(steps.later(times[one], int(place - end)) for place in ends)
    return Panel(names, values, last, steps, int((_largest(who, at, len(names)) < end).sum()))


def _instant(table: Columns, row: int) -> int | date:
    cell = table.of["t"][row]
    try:
        return instant(cell)
    except ValueError:
        raise table.fault(row, f"t is {cell!r}: neither a whole number nor a date like 2026-11-16.") from None


def _steps(table: Columns, times: list[int | date]) -> Steps:
    kind = type(times[0])
    for row, time in enumerate(times):
        if type(time) is not kind:
            raise table.fault(row, f"t is {table.of['t'][row]!r}: epochs and dates are not mixed in one file.")
    if kind is int:
        return _numbered(table, sorted({time for time in times if isinstance(time, int)}))
    days = sorted({time for time in times if isinstance(time, date)})
    is_last = all((day + timedelta(days=1)).day == 1 for day in days)
    if len(days) == 1 or is_last or len({day.day for day in days}) == 1 and days[0].day <= 28:
        months = [day.year * _MONTHS + day.month for day in days]
        return Steps("month", _common(months), is_last)
    return Steps("day", _common([day.toordinal() for day in days]))


def _numbered(table: Columns, values: list[int]) -> Steps:
    spread = values[-1] // 100 > values[0] // 100
    if spread and values[0] >= 190001 and values[-1] <= 210053 and all(1 <= value % 100 <= 53 for value in values):
        raise BadFile(f"{table.path}: t looks like year and month ({values[0]}): write dates, or months numbered on.")
    return Steps("number", _common(values))


def _common(values: list[int]) -> int:
    return math.gcd(*(after - before for before, after in pairwise(values))) or 1


def _no_doubles(table: Columns, who: NDArray[np.int64], at: NDArray[np.int64]) -> None:
    order = np.lexsort((at, who))
    same = (who[order][1:] == who[order][:-1]) & (at[order][1:] == at[order][:-1])
    if same.any():
        row = int(order[1:][same].min())
        name, time = table.of["series"][row], table.of["t"][row]
        raise table.fault(row, f"series {name!r} has t {time} twice.")


def _largest(who: NDArray[np.int64], at: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    found = np.full(total, at.min())
    np.maximum.at(found, who, at)
    return found


def _counts(table: Columns, who: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.float64]:
    counts = np.array([number(table, "count", row) for row in range(len(table))])
    if "exposure" not in table.of:
        return counts
    exposure = np.array([number(table, "exposure", row) for row in range(len(table))])
    wrong = ~(exposure > 0) & ~np.isnan(counts)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise table.fault(row, f"exposure is {table.of['exposure'][row]!r}: a count needs one above 0.")
    now = np.full(int(who.max()) + 1, np.nan)
    order = np.argsort(at, kind="stable")
    order = order[~np.isnan(exposure[order])]
    now[who[order]] = exposure[order]
    return np.asarray(counts * (now[who] / exposure))
