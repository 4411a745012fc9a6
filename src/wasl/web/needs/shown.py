"""The numbers of a forecast, once for the page, the sheet and the paper: rounded, small counts hidden."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from wasl.facts.rules.small_cells import hidden_cells, is_small
from wasl.watch.queries.needs import Centre, Line, months_of_year
from wasl.watch.rules.needs import YEAR
from wasl.watch.rules.weeks import month_after
from wasl.web import printed
from wasl.web.needs import words

#: A whole number, one with a decimal, words that stand in its place, or nothing known.
type Cell = int | float | str | None
#: Rows on a page; a file has all of them.
LISTED = 100


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    cells: tuple[Cell, ...]
    address: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`first` heads the names, `heads` the cells."""

    title: str
    first: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """Row by row, each cell as text with its head."""
        return [
            {"row": row, "cells": list(zip(self.heads, map(text, row.cells), strict=True))}
            for row in self.rows[:LISTED]
        ]

    @property
    def left_out(self) -> int:
        return max(len(self.rows) - LISTED, 0)


def text(cell: Cell) -> str:
    if cell is None:
        return "—"
    if isinstance(cell, str):
        return cell
    return printed.number(cell, 1) if isinstance(cell, float) else printed.number(cell)


@dataclass(frozen=True, slots=True)
class Few:
    """Counts from 1 to one below `minimum` are not told; 0 tells all of them."""

    minimum: int

    def told(self, value: float | None) -> Cell:
        if value is None:
            return None
        return self.words if is_small(Decimal(round(value)), self.minimum) else round(value)

    @property
    def words(self) -> str:
        return _("fewer than %(count)s") % {"count": self.minimum}

    def hides(self, line: Line) -> bool:
        """Whether nothing may be said of it in a sentence: one of its counts is small."""
        counts = (line.over_a_year(line.outlook.mean), line.last_year, line.outlook.capacity)
        return any(is_small(Decimal(round(one)), self.minimum) for one in counts if one is not None)

    def hidden[Key](self, values: dict[Key, float]) -> frozenset[Key]:
        """Those and the ones that would give them away, where the total stands beside them."""
        counts = {key: Decimal(round(value)) for key, value in values.items()}
        return hidden_cells(counts, groups=[list(counts)], threshold=self.minimum)


def of_services(lines: Sequence[Line], *, names: Mapping[str, str], first: date, few: Few) -> Table:
    heads = (
        _("Expected"), _("At least"), _("At most"), _("A year before"), _("Busiest month"), _("Can be done a month"),
        _("Missing in the worst month"), _("Centres short"), _("From which month"),
    )  # fmt: skip
    rows = tuple(_of_service(line, words.subject(line.need, names), first, few) for line in lines)
    return Table(_("Needs to come"), _("Service"), heads, rows)


def _of_service(line: Line, name: str, first: date, few: Few) -> Row:
    outlook, lacks = line.outlook, line.lacking
    is_known = outlook.capacity is not None
    year = (line.over_a_year(side) for side in (outlook.mean, outlook.lower, outlook.upper))
    cells = (
        *(few.told(value) for value in year), few.told(line.last_year), few.told(max(outlook.mean)),
        few.told(outlook.capacity), few.told(max(lacks.missing)) if is_known else None,
        lacks.short if is_known else None,
        "" if lacks.since is None else printed.month(month_after(first, lacks.since)),
    )  # fmt: skip
    return Row(name, cells, is_over=lacks.since is not None)


def of_months(line: Line, *, first: date, few: Few, address: Callable[[date], str]) -> Table:
    """A month a row; the year before opens to its records."""
    outlook, past = line.outlook, line.need.past
    months = months_of_year(first, count=len(outlook.mean))
    before = {month: _before(past, step) for step, month in enumerate(months)}
    hidden = few.hidden({month: value for month, value in before.items() if value is not None})
    rows = tuple(
        Row(
            printed.month(month),
            (
                few.told(outlook.mean[step]), few.told(outlook.lower[step]), few.told(outlook.upper[step]),
                few.words if month in hidden else few.told(before[month]), few.told(outlook.capacity),
                None if outlook.capacity is None else few.told(line.lacking.missing[step]),
            ),
            "" if before[month] is None or month in hidden else address(month_after(month, -YEAR)),
            step in outlook.over or line.lacking.missing[step] >= 1,
        )
        for step, month in enumerate(months)
    )  # fmt: skip
    heads = (
        _("Expected"), _("At least"), _("At most"), _("A year before"), _("Can be done a month"), _("Missing"),
    )  # fmt: skip
    return Table(_("Month by month"), _("Month"), heads, rows)


def _before(past: Sequence[float | None], step: int) -> float | None:
    place = len(past) - YEAR + step
    return past[place] if 0 <= place < len(past) else None


def of_centres(centres: Sequence[Centre], *, few: Few, is_closing: bool, address: Callable[[Centre], str]) -> Table:
    """Those of few people are told without a number, and others with them where the total would tell."""
    smallest = {one.unit_id: _smallest(one) for one in centres}
    hidden = few.hidden(smallest)
    more = (_("Would take up, a month"), _("Kilometres")) if is_closing else ()
    heads = (
        _("Expected"), _("Busiest month"), _("Can be done a month"), _("Missing in the worst month"), _("Agents"),
        *more,
    )  # fmt: skip
    rows = tuple(
        Row(
            one.name.in_(printed.language()),
            _of_centre(one, is_closing=is_closing)
            if one.unit_id not in hidden
            else (*[few.words] * 4, one.line.need.agents, *([None] * len(more))),
            address(one),
            one.is_over and one.unit_id not in hidden,
        )
        for one in centres
    )
    return Table(_("Centres"), _("Centre"), heads, rows)


def _smallest(one: Centre) -> float:
    told = (sum(one.outlook.mean), max(one.outlook.mean), one.outlook.capacity or 0.0, max(one.line.lacking.missing))
    return min((value for value in told if round(value) > 0), default=0.0)


def _of_centre(one: Centre, *, is_closing: bool) -> tuple[Cell, ...]:
    outlook, line, can = one.outlook, one.line, one.outlook.capacity
    cells: tuple[Cell, ...] = (
        round(line.over_a_year(outlook.mean)), round(max(outlook.mean)),
        *((None, None) if can is None else (round(can), round(max(line.lacking.missing)))), line.need.agents or None,
    )  # fmt: skip
    return (*cells, round(one.takes), None if one.km is None else round(one.km)) if is_closing else cells
