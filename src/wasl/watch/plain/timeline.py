"""The column `t`: whole epochs, or ISO dates on a grid of days, weeks or months, without a hole in the axis."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from wasl.watch.plain.tables import BadFile, Columns

#: An axis longer than this is a mistyped date, not a history.
LONGEST = 100_000


@dataclass(frozen=True)
class Timeline:
    """`times` are the axis' epochs (int) or days (date), in order; `places[i]` is where row i stands on it."""

    times: tuple[int, ...] | tuple[date, ...]
    places: np.ndarray
    notes: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        return isinstance(self.times[0], date)


def timeline(table: Columns, *, frequency: int) -> Timeline:
    """From the first to the last `t` of the file. Times absent from it stand on the axis all the same."""
    cells = table.of["t"]
    distinct = {cell: place for place, cell in reversed(list(enumerate(cells)))}
    parsed = {cell: _parsed(table, cell, row) for cell, row in distinct.items()}
    kinds = {type(value) for value in parsed.values()}
    epochs = {cell: value for cell, value in parsed.items() if isinstance(value, int)}
    days = {cell: value for cell, value in parsed.items() if isinstance(value, date)}
    times: Any
    if len(kinds) > 1:
        first = next(row for cell, row in sorted(distinct.items(), key=lambda pair: pair[1])
                     if type(parsed[cell]) is not type(parsed[cells[0]]))  # fmt: skip
        raise table.fault(first, f"t is {cells[first]!r}: epochs and dates are not mixed in one file.")
    if kinds == {int}:
        times, notes = _epochs(table, sorted(set(epochs.values())))
    else:
        times, notes = _days(table, days, distinct, frequency), ()
    if len(times) > LONGEST:
        raise BadFile(f"{table.path}: t runs from {times[0]} to {times[-1]}, more than {LONGEST} times.")
    where: dict[Any, int] = {value: place for place, value in enumerate(times)}
    at = {cell: where[value] for cell, value in parsed.items()}
    return Timeline(tuple(times), np.array([at[cell] for cell in cells], dtype=np.int64), notes)


def instant(text: str) -> int | date:
    """An epoch or a day, as one writes it in the file or after --from."""
    text = text.strip()
    if text.lstrip("+-").isdecimal():
        return int(text)
    return date.fromisoformat(text)


def _parsed(table: Columns, cell: str, row: int) -> int | date:
    try:
        return instant(cell)
    except ValueError:
        raise table.fault(row, f"t is {cell!r}: neither a whole number nor a date like 2026-11-16.") from None


def _epochs(table: Columns, values: list[int]) -> tuple[list[int], tuple[str, ...]]:
    if _are_year_weeks(values):
        raise BadFile(f"{table.path}: t looks like year and week ({values[0]}): write dates, or weeks numbered on")
    step = math.gcd(*(after - before for before, after in zip(values, values[1:], strict=False))) or 1
    span = (values[-1] - values[0]) // (7 if step == 7 else 1) + 1
    if span > LONGEST:
        raise BadFile(f"{table.path}: t runs from {values[0]} to {values[-1]}, more than {LONGEST} times.")
    if step == 7:
        return list(range(values[0], values[-1] + 1, 7)), ("t was read as days: one time a week.",)
    notes = (f"every t is {step} apart: the times between are taken as missing.",) if step > 1 else ()
    return list(range(values[0], values[-1] + 1)), notes


def _are_year_weeks(values: list[int]) -> bool:
    """202001 … 202052, 202101 …: a hole of 48 or so after each year's end, and nothing else."""
    if len(values) < 2 or not (values[0] >= 190001 and values[-1] <= 210053):
        return False
    return values[-1] // 100 > values[0] // 100 and all(1 <= value % 100 <= 53 for value in values)


def _days(table: Columns, parsed: dict[str, date], rows: dict[str, int], frequency: int) -> list[date]:
    first, last = min(parsed.values()), max(parsed.values())
    if (last - first).days > LONGEST:
        raise BadFile(f"{table.path}: t runs from {first} to {last}, more than {LONGEST} days.")
    if frequency == 12:
        grid = _months(first, last)
    else:
        days = 7 if frequency == 52 else 1
        grid = [first + timedelta(days=days * step) for step in range((last - first).days // days + 1)]
    known = set(grid)
    for cell, value in sorted(parsed.items(), key=lambda pair: rows[pair[0]]):
        if value not in known:
            every = "month" if frequency == 12 else "week" if frequency == 52 else "day"
            raise table.fault(rows[cell], f"t is {cell}: not a whole {every} after {first}, as the other lines are.")
    return grid


def _months(first: date, last: date) -> list[date]:
    """The same day of each month, which must be one every month has."""
    if first.day > 28:
        raise BadFile(f"t is {first}: write the first day of each month.")
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = (first.month - 1 + step for step in range(count))
    return [date(first.year + month // 12, month % 12 + 1, first.day) for month in months]
