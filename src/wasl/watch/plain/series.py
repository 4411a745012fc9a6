"""SERIES.csv (`series,t,count[,exposure]`) as a panel, and alarms as ALARMS.csv."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from wasl.watch.detection import Alarms, Panel, settle_corrections
from wasl.watch.plain.tables import BLANK, BadFile, Columns, Watch, number, read_columns
from wasl.watch.plain.timeline import instant, timeline

HEADER = "series,t,channel,expected,upper,p_value,alarm\n"
#: Series × times above this do not fit a machine; a panel with a hole everywhere is a mistake.
LARGEST = 200_000_000


@dataclass(frozen=True)
class SeriesFile:
    """`notes` say what was read otherwise than it was written."""

    panel: Panel
    notes: tuple[str, ...]


def read_series(path: Path, *, frequency: int, watch: Watch | None = None) -> SeriesFile:
    """An absent line is missing, as are a blank count, a blank exposure and one of 0. Lines come in any order."""
    table = read_columns(path, needed=("series", "t", "count"), optional=("exposure",), watch=watch)
    axis = timeline(table, frequency=frequency)
    names = tuple(dict.fromkeys(table.of["series"]))
    if "" in names:
        raise table.fault(table.of["series"].index(""), "the series has no name.")
    rows = {name: place for place, name in enumerate(names)}
    row = np.array([rows[name] for name in table.of["series"]], dtype=np.int64)
    shape = (len(names), len(axis.times))
    if shape[0] * shape[1] > LARGEST:
        raise BadFile(f"{path}: {shape[0]} series × {shape[1]} times are too many.")
    _refuse_doubles(table, row * shape[1] + axis.places)
    counts, notes = _counts(table, row, axis.places, shape)
    exposure, said = _exposure(table, row, axis.places, shape)
    if exposure is not None:
        counts = np.where(exposure > 0, counts, np.nan)
    return SeriesFile(Panel(names, counts, axis.times, exposure), (*axis.notes, *notes, *said))


def _refuse_doubles(table: Columns, cell: np.ndarray) -> None:
    order = np.argsort(cell, kind="stable")
    twice = np.flatnonzero(cell[order][1:] == cell[order][:-1])
    if len(twice):
        place = twice[np.argmin(order[twice + 1])]
        one, other = int(order[place]), int(order[place + 1])
        what = f"{table.of['series'][one]} at {table.of['t'][one]}"
        raise table.fault(other, f"{what} stands on line {table.line(one)} already.")


def _numbers(table: Columns, name: str) -> np.ndarray:
    """The fast way, and the slow one where a cell is no plain number, to name its line."""
    cells = table.of[name]
    try:
        values = np.array([float(cell) if cell not in BLANK else np.nan for cell in cells])
    except ValueError:
        values = np.array([number(table, name, place) for place in range(len(cells))])
    for place in np.flatnonzero(np.isinf(values))[:1]:
        raise table.fault(int(place), f"{name} is {cells[place]!r}, not a number.")
    return values


def _counts(
    table: Columns, row: np.ndarray, place: np.ndarray, shape: tuple[int, int]
) -> tuple[np.ndarray, tuple[str, ...]]:
    values = _numbers(table, "count")
    with np.errstate(invalid="ignore"):
        broken, below = np.flatnonzero(values != np.floor(values)), np.flatnonzero(values < 0)
    for first in broken[~np.isnan(values[broken])][:1]:
        raise table.fault(int(first), f"count is {table.of['count'][first]}, not a whole number.")
    counts = np.full(shape, np.nan)
    counts[row, place] = values
    if not len(below):
        return counts, ()
    settled, left = settle_corrections(counts)
    if (left < 0).any():
        first = next(int(one) for one in below if left[row[one]] < 0)
        raise table.fault(first, f"count is {table.of['count'][first]}, more than was counted before it.")
    return settled, (
        f"{len(below)} negative counts were taken off the times before, the first on line {table.line(int(below[0]))}.",
    )


def _exposure(
    table: Columns, row: np.ndarray, place: np.ndarray, shape: tuple[int, int]
) -> tuple[np.ndarray | None, tuple[str, ...]]:
    if "exposure" not in table.names:
        return None, ()
    values = _numbers(table, "exposure")
    for first in np.flatnonzero(np.nan_to_num(values) < 0)[:1]:
        raise table.fault(int(first), f"exposure is {table.of['exposure'][first]}, below zero.")
    counts = np.nan_to_num(_numbers(table, "count"))
    for first in np.flatnonzero((values == 0) & (counts > 0))[:1]:
        raise table.fault(int(first), f"{table.of['count'][first]} were counted where nothing was exposed.")
    exposure = np.full(shape, np.nan)
    exposure[row, place] = values
    blank = int(np.isnan(values).sum())
    return exposure, (f"{blank} lines without exposure are taken as missing.",) if blank else ()


def write_alarms(path: Path, alarms: Alarms, *, watch: Watch | None = None) -> int:
    """One line per series, time and channel; blank where nothing was tested. Returns the number of lines."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(HEADER)
            for place, name in enumerate(alarms.names):
                file.writelines(_lines(alarms, place, _quoted(name)))
                if watch:
                    watch("write", (place + 1) / len(alarms.names))
    except OSError as fault:
        raise BadFile(f"Cannot write {path}: {fault.strerror}.") from None
    return 2 * len(alarms.names) * len(alarms.times)


def _lines(alarms: Alarms, place: int, name: str) -> Iterator[str]:
    columns = []
    for word, channel in alarms.channels().items():
        rows = (channel.expected, channel.upper, channel.p_value, channel.alarm)
        columns.append([(word, *values) for values in zip(*(row[place].tolist() for row in rows), strict=True)])
    for time, *pair in zip(alarms.times, *columns, strict=True):
        for word, expected, upper, p_value, alarm in pair:
            said = f"{_shown(expected, '.6g')},{_shown(upper, '.0f')},{_shown(p_value, '.6g')},{int(alarm)}"
            yield f"{name},{time},{word},{said}\n"


def _shown(value: float, how: str) -> str:
    return "" if value != value else format(value, how)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if any(mark in name for mark in ',"\n\r') else name


def time_given(text: str, panel: Panel) -> int | date:
    """What follows --from or --to, as the file writes its times."""
    try:
        value = instant(text)
    except ValueError:
        raise BadFile(f"{text!r} is neither a whole number nor a date like 2026-11-16.") from None
    if type(value) is not type(panel.times[0]):
        raise BadFile(f"{text} is not written as the file's times are: {panel.times[0]}.")
    return value
