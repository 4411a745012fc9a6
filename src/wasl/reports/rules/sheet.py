"""A report once computed: plain values, from which every output is made and which an issue freezes."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Figure, Rounding, rounded
from wasl.facts.engine.shapes import Beside, Source
from wasl.facts.rules.small_cells import Thresholds, companions, is_small
from wasl.reports.rules.definition import Group, Shown
from wasl.reports.rules.printing import exported

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """`figure` is None when not known; `hidden_below` is set when it is known and may not leave."""

    row: int
    section: str
    measure: str
    unit: str
    figure: Figure | None
    source: Source
    indicator: str
    shown: Shown
    period: str
    is_sensitive: bool = False
    is_simulated: bool = False
    hidden_below: int = 0
    beside: Figure | None = None
    compared: Beside | None = None
    #: Recorded or declared, unit by unit: the report says by which rule.
    is_merged: bool = False
    made_of: tuple[Figure, ...] = ()

    @property
    def key(self) -> Key:
        return self.row, self.measure


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: int
    section: str
    label: Bilingual
    cells: tuple[SheetCell, ...]
    period: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over rows, never stored: person-services, and distinct persons where they are recorded."""

    measure: str
    figure: Figure | None
    explanation: Bilingual
    hidden_below: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """`narrowed_to` is the path of the units counted when the reader reaches only part of the territory."""

    report: str
    territory: str
    period: str
    rows: tuple[SheetRow, ...]
    totals: tuple[Total, ...] = ()
    narrowed_to: str = ""
    is_simulated: bool = False
    groups: tuple[Group, ...] = ()

    @property
    def cells(self) -> tuple[SheetCell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)


def published(sheet: Sheet, thresholds: Thresholds) -> Sheet:
    """What may leave the institution: small counts of people are hidden, and the totals that would give them away."""
    return _hiding(sheet, thresholds, lambda _cell: True, leaves=True)


#: Territories below a province are too small for counts of children in danger.
FINEST = 2


def guarded(sheet: Sheet, thresholds: Thresholds, *, depth: int) -> Sheet:
    """What anybody may read on a screen: small counts of nominative dossiers are hidden from everybody, and every
    such count of a commune."""
    if depth > FINEST:
        rows = tuple(replace(row, cells=tuple(_too_fine(cell, thresholds) for cell in row.cells)) for row in sheet.rows)
        sheet = replace(sheet, rows=rows)
    return _hiding(sheet, thresholds, lambda cell: cell.is_sensitive, leaves=False)


def _too_fine(cell: SheetCell, thresholds: Thresholds) -> SheetCell:
    return _hidden(cell, thresholds.sensitive) if cell.is_sensitive and cell.figure is not None else cell


def _hiding(sheet: Sheet, thresholds: Thresholds, is_meant: Callable[[SheetCell], bool], *, leaves: bool) -> Sheet:
    meant = {cell.key: cell for cell in sheet.cells if is_meant(cell)}
    hidden = _hidden_with_others(meant, thresholds, sheet.groups)
    # Whoever knows a whole and a share of it knows the part.
    limits = {row: limit for (row, _measure), limit in hidden.items()}
    hidden |= {key: limits[key[0]] for key, cell in meant.items() if cell.made_of and key[0] in limits}

    def seen(cell: SheetCell) -> SheetCell:
        if cell.key in hidden:
            return _hidden(cell, hidden[cell.key])
        return _left(cell, thresholds) if leaves else cell

    rows = tuple(replace(row, cells=tuple(seen(cell) for cell in row.cells)) for row in sheet.rows)
    is_any_hidden = any(cell.hidden_below for row in rows for cell in row.cells)
    totals = tuple(
        replace(total, figure=None, hidden_below=thresholds.people)
        # Distinct persons are no sum of the rows: on a screen they give none of them away.
        if is_any_hidden and (leaves or total.measure == "person_services")
        else total
        for total in sheet.totals
    )
    return replace(sheet, rows=rows, totals=totals)


def _hidden_with_others(
    cells: Mapping[Key, SheetCell], thresholds: Thresholds, groups: Iterable[Group]
) -> dict[Key, int]:
    """By cell, what it is said to be below; a part of a printed whole takes others with it."""
    found = {key: limit for key, cell in cells.items() if (limit := _limit_of(cell, thresholds))}
    while True:
        more: dict[Key, int] = {}
        for group in groups:
            more |= _companions(cells, thresholds, group, found)
        if more.keys() <= found.keys():
            return found
        found = more | found


def _companions(
    cells: Mapping[Key, SheetCell], thresholds: Thresholds, group: Group, found: Mapping[Key, int]
) -> dict[Key, int]:
    whole = cells.get(group.whole)
    if whole is None or whole.figure is None or group.whole in found:
        return {}
    values = {key: cells[key].figure.counted for key in group.parts if key in cells and cells[key].figure is not None}  # type: ignore[union-attr]
    threshold = thresholds.of(whole.figure.unit, is_sensitive=whole.is_sensitive)
    # What no row says can be worked out as well, and is never printed.
    rest: Key = (0, "rest")
    values[rest] = max(whole.figure.counted - sum(values.values()), Decimal(0))
    inside = {key for key in found if key in values}
    if not inside and not is_small(values[rest], threshold):
        return {}
    if values[rest]:
        inside.add(rest)
    more = companions(values, tuple(values), inside, threshold)
    return {key: threshold for key in more if key != rest}


def _limit_of(cell: SheetCell, thresholds: Thresholds) -> int:
    """0 for what may be shown."""
    if cell.figure is None:
        return 0
    for figure in (cell.figure, *cell.made_of):
        threshold = thresholds.of(figure.unit, is_sensitive=cell.is_sensitive)
        if is_small(figure.counted, threshold):
            return threshold
    return 0


def _hidden(cell: SheetCell, below: int) -> SheetCell:
    return replace(cell, figure=None, hidden_below=below, beside=None, compared=None, made_of=())


def _left(cell: SheetCell, thresholds: Thresholds) -> SheetCell:
    if cell.figure is None:
        return cell
    threshold = thresholds.of(cell.figure.unit, is_sensitive=cell.is_sensitive)
    compared = cell.compared if _may_stand_beside(cell, threshold) else None
    return replace(cell, figure=replace(cell.figure, recorded=None), beside=None, compared=compared)


def _may_stand_beside(cell: SheetCell, threshold: int) -> bool:
    """Neither figure, nor what one gets by taking one from another, may be a small count of people."""
    if cell.figure is None or cell.compared is None:
        return False
    numbers = [cell.figure.counted, cell.compared.recorded.counted, cell.compared.declared.counted]
    gaps = [abs(one - other) for one, other in combinations(numbers, 2)]
    return not any(is_small(number, threshold) for number in (*numbers, *gaps))


def plain(sheet: Sheet) -> dict[str, object]:
    """JSON-ready, without language: what an issue freezes. Numbers are strings, so that they stay exact."""
    return {
        "report": sheet.report,
        "territory": sheet.territory,
        "period": sheet.period,
        "narrowed_to": sheet.narrowed_to,
        "is_simulated": sheet.is_simulated,
        "rows": [_plain_row(row) for row in sheet.rows],
        "totals": [{"measure": t.measure, **_plain_figure(t.figure)} for t in sheet.totals],
    }


def _plain_row(row: SheetRow) -> dict[str, object]:
    return {
        "row": row.number,
        "section": row.section,
        "label_fr": row.label.fr,
        "label_ar": row.label.ar,
        "period": row.period,
        "cells": [
            {
                "measure": cell.measure,
                "indicator": cell.indicator,
                "source": cell.source.value,
                "is_simulated": cell.is_simulated,
                **_plain_figure(cell.figure, cell.unit),
                **_plain_compared(cell.compared),
            }
            for cell in row.cells
        ],
    }


def _plain_figure(figure: Figure | None, unit: str = "") -> dict[str, object]:
    if figure is None:
        return {"value": None, "unit": unit, "qualifier": "exact", "recorded": None}
    recorded = None if figure.recorded is None else format(rounded(figure.recorded, 0, Rounding.HALF_UP), "f")
    return {
        "value": format(exported(figure), "f"),
        "unit": figure.unit.value,
        "qualifier": figure.qualifier.value,
        "recorded": recorded,
    }


def _plain_compared(compared: Beside | None) -> dict[str, object]:
    if compared is None:
        return {}
    return {"compared": {name: format(exported(figure), "f") for name, figure in compared.named}}


def canonical(values: Mapping[str, object]) -> str:
    """One text for one content: keys sorted, no blanks, UTF-8."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256, hex, of the UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs between an issue and the live report; a side is None when the cell is not known there."""

    row: int
    measure: str
    label: Bilingual
    before: Decimal | None
    after: Decimal | None

    @property
    def gained(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """By what was counted (the recorded value where there is one), in the order of the live report."""
    old, new = _by_key(before), _by_key(after)
    changes = []
    for key in dict.fromkeys([*new, *old]):
        label, value = new.get(key) or old[key]
        was, is_now = old.get(key, (label, None))[1], new.get(key, (label, None))[1]
        if was != is_now:
            changes.append(Change(key[0], key[1], label, was, is_now))
    return changes


def _by_key(values: Mapping[str, object]) -> dict[tuple[int, str], tuple[Bilingual, Decimal | None]]:
    rows: Iterable[Mapping[str, object]] = values["rows"]  # type: ignore[assignment]
    found = {}
    for row in rows:
        label = Bilingual(str(row["label_fr"]), str(row["label_ar"]))
        for cell in row["cells"]:  # type: ignore[attr-defined]
            text = cell["value"] if cell["recorded"] is None else cell["recorded"]
            found[int(str(row["row"])), str(cell["measure"])] = (label, None if text is None else Decimal(text))
    return found
