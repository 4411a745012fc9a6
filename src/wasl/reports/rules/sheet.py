"""A report once computed: plain values, from which every output is made and which an issue freezes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Figure, Rounding, rounded
from wasl.facts.engine.shapes import Source
from wasl.facts.rules.small_cells import Thresholds, is_small
from wasl.reports.rules.definition import Shown
from wasl.reports.rules.printing import exported


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

    @property
    def key(self) -> tuple[int, str]:
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

    @property
    def cells(self) -> tuple[SheetCell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)


def published(sheet: Sheet, thresholds: Thresholds) -> Sheet:
    """What may leave the institution: small counts of people are hidden, and the totals that would give them away."""
    rows = tuple(replace(row, cells=tuple(_published(c, thresholds) for c in row.cells)) for row in sheet.rows)
    is_any_hidden = any(cell.hidden_below for row in rows for cell in row.cells)
    totals = sheet.totals
    if is_any_hidden:
        totals = tuple(replace(total, figure=None, hidden_below=thresholds.people) for total in totals)
    return replace(sheet, rows=rows, totals=totals)


def _published(cell: SheetCell, thresholds: Thresholds) -> SheetCell:
    if cell.figure is None:
        return cell
    threshold = thresholds.of(cell.figure.unit, is_sensitive=cell.is_sensitive)
    if not is_small(cell.figure.counted, threshold):
        return replace(cell, figure=replace(cell.figure, recorded=None), beside=None)
    return replace(cell, figure=None, hidden_below=threshold, beside=None)


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
