"""The files of `wasl watch site`: places with their people, existing centres, and the sites chosen."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wasl.watch.plain.tables import BLANK, BadFile, Columns, number, read_columns

TRUE = frozenset({"1", "1.0", "true", "t", "yes", "y", "oui", "o", "vrai", "x"})
FALSE = frozenset({"0", "0.0", "false", "f", "no", "n", "non", "faux"})


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A file of places: every column as text, and the needed ones as numbers (degrees, people)."""

    table: Columns
    ids: tuple[str, ...]
    latitude: np.ndarray
    longitude: np.ndarray
    demand: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> list[str]:
        if name not in self.table.of:
            raise BadFile(f"{self.table.path} has no column {name!r}: it has {', '.join(self.table.names)}.")
        return self.table.of[name]

    def numbers(self, name: str, *, blank: float) -> np.ndarray:
        """Of a column, none below zero; `blank` stands for an empty cell."""
        self.column(name)
        return np.array([_at_least_zero(self.table, name, row, blank) for row in range(len(self))])

    def shares(self, name: str) -> np.ndarray:
        """0 or 1 of a column of yes and no, or its numbers between 0 and 1."""
        return np.array([_share(self.table, name, row, cell) for row, cell in enumerate(self.column(name))])


def read_points(path: Path) -> Points:
    """id, lat, lon and demand are needed; all other columns are kept as text. Two lines may not bear one id."""
    table = read_columns(path, needed=("id", "lat", "lon", "demand"), others=True)
    seen: dict[str, int] = {}
    for row, name in enumerate(table.of["id"]):
        if not name:
            raise table.fault(row, "id is empty.")
        if name in seen:
            raise table.fault(row, f"the id {name!r} is already that of line {table.line(seen[name])}.")
        seen[name] = row
    rows = range(len(table))
    latitude, longitude = positions(table)
    demand = np.array([_demand(table, row) for row in rows])
    if not demand.sum() > 0:
        raise BadFile(f"{path}: the demand of every line is zero, so every choice is as good as another.")
    return Points(table, tuple(table.of["id"]), latitude, longitude, demand)


def read_existing(path: Path, points: Points) -> tuple[Columns, np.ndarray, np.ndarray]:
    """Existing centres by lat and lon, or by the id of a place of the other file."""
    table = read_columns(path, needed=(), others=True)
    if "lat" in table.of and "lon" in table.of:
        return table, *positions(table)
    if "id" not in table.of:
        raise BadFile(f"{path}, line 1: give lat and lon, or the id of a place of {points.table.path}.")
    where = {name: row for row, name in enumerate(points.ids)}
    for row, name in enumerate(table.of["id"]):
        if name not in where:
            raise table.fault(row, f"no place of {points.table.path} has the id {name!r}, and there is no lat and lon.")
    rows = np.array([where[name] for name in table.of["id"]], dtype=np.int64)
    return table, points.latitude[rows], points.longitude[rows]


def positions(table: Columns) -> tuple[np.ndarray, np.ndarray]:
    found = {}
    for name, limit in (("lat", 90.0), ("lon", 180.0)):
        found[name] = np.array([number(table, name, row) for row in range(len(table))])
        wrong = np.flatnonzero(~(np.abs(found[name]) <= limit))
        if len(wrong):
            row = int(wrong[0])
            raise table.fault(row, f"{name} is {table.of[name][row]!r}: degrees from -{limit:.0f} to {limit:.0f}.")
    return found["lat"], found["lon"]


def _demand(table: Columns, row: int) -> float:
    value = number(table, "demand", row)
    if np.isnan(value):
        raise table.fault(row, "demand is empty: write 0 where nobody lives, or leave the place out.")
    if value < 0:
        raise table.fault(row, f"demand is {table.of['demand'][row]}: people cannot be fewer than none.")
    return value


def _at_least_zero(table: Columns, name: str, row: int, blank: float) -> float:
    value = number(table, name, row)
    if np.isnan(value):
        return blank
    if value < 0:
        raise table.fault(row, f"{name} is {table.of[name][row]}: it cannot be below zero.")
    return value


def _share(table: Columns, name: str, row: int, cell: str) -> float:
    lower = cell.lower()
    if lower in TRUE:
        return 1.0
    if lower in FALSE or cell in BLANK:
        return 0.0
    try:
        value = float(cell)
    except ValueError:
        raise table.fault(
            row, f"{name} is {cell!r}, neither yes nor no nor a share: for a column of words write {name}=WORD:SHARE."
        ) from None
    if not 0 <= value <= 1:
        raise table.fault(row, f"{name} is {cell!r}: a share lies between 0 and 1.")
    return value


def write_sites(path: Path, points: Points, sites: Sequence[int], added: Mapping[str, Sequence[object]]) -> None:
    """The lines of the chosen places, whole, with what was worked out for each of them."""
    kept = [name for name in points.table.names if name not in added]
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow([*kept, *added])
            for place, row in enumerate(sites):
                out.writerow([*(points.table.of[name][row] for name in kept), *(added[name][place] for name in added)])
    except OSError as fault:
        raise BadFile(f"Cannot write {path}: {fault.strerror}.") from None
