"""What stands behind one number: its formula, its parts, its breakdowns and its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wasl.core.actor import Actor
from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted, Figure, Rounding
from wasl.core.period import Period
from wasl.facts.engine import sql
from wasl.facts.engine.compute import figure_of, figures_of, parts_of, rows_behind
from wasl.facts.engine.shapes import Answer, Count, Dimension, Place, Relation, Row, Rows, Wanted
from wasl.facts.rules.indicator import Acts, Casework, Declared, Indicator, Merged, Rule, Units
from wasl.facts.rules.small_cells import hidden_cells
from wasl.reports.definitions import definition_of
from wasl.reports.queries.live import cell_of, is_outside, place_of, sheet_of, thresholds_on
from wasl.reports.rules.definition import Shown
from wasl.reports.rules.sheet import FINEST, published

SIZE = 50
_BY = {
    Units: (Dimension.TYPE, Dimension.AREA),
    Declared: (Dimension.AREA, Dimension.TYPE),
    Acts: (Dimension.SEX, Dimension.AREA, Dimension.TYPE),
    Casework: (Dimension.SEX, Dimension.AREA, Dimension.TYPE),
    Merged: (Dimension.SEX, Dimension.AREA, Dimension.TYPE),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown; `code` is blank for what is not specified, the figure None when it is hidden."""

    code: str
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`total` is the number itself: the control of the lines above it."""

    by: Dimension
    parts: tuple[Part, ...]
    total: Figure | None


@dataclass(frozen=True, slots=True)
class Behind:
    """`rows` is None when the reader may see counts only, or when the number is derived from `parts`; `below` is set
    when the number itself is hidden."""

    label: Bilingual
    measure: str
    answer: Answer
    shown: Shown
    period: Period
    place: Place
    parts: tuple[Answer, ...]
    breakdowns: tuple[Breakdown, ...]
    rows: Rows | None
    below: int = 0

    @property
    def rounding(self) -> Rounding:
        return self.shown.rounding


def behind(
    *,
    actor: Actor,
    code: str,
    territory: str,
    period: Period,
    row: int,
    measure: str,
    today: date,
    after: str = "",
) -> Behind:
    """Raises KeyError when the report has no such cell; the engine lists only rows the reader may open."""
    found, cell, known = cell_of(code=code, row=row, measure=measure, period=period, today=today)
    place = place_of(actor, definition_of(code), territory, period, today)
    span = found.period or period
    indicator = known[cell.indicator]
    parts = parts_of(indicator)
    answers = figures_of(codes=[indicator.code, *parts], known=known, place=place, period=span, today=today)
    answer = answers[indicator.code]
    if answer.figure is not None and cell.shown.floor_step:
        answer = replace(answer, figure=answer.figure.more_than(cell.shown.floor_step))
    parts_shown = tuple(answers[part] for part in parts)
    shown = Behind(found.label, measure, answer, cell.shown, span, place, parts_shown, (), None)
    below = _hidden_below(actor, indicator, code, territory, period, (row, measure), today)
    if below:
        return replace(shown, answer=replace(answer, figure=None, compared=None, beside=None), parts=(), below=below)
    if type(indicator.of) not in _BY:
        return shown
    relation, wanted = rows_behind(indicator, known=known, place=place, period=span, today=today)
    breakdowns = _breakdowns(actor, indicator, answers[indicator.code], relation, wanted, place, today)
    rows = None if is_outside(actor) else _rows(actor, answer, relation, wanted, place, after)
    return replace(shown, breakdowns=breakdowns, rows=rows)


def _hidden_below(
    actor: Actor, indicator: Indicator, code: str, territory: str, period: Period, key: tuple[int, str], today: date
) -> int:
    """What the report says the number is below, when it hides it from this reader; 0 when it is shown."""
    if not (indicator.is_sensitive or is_outside(actor)):
        return 0
    sheet = sheet_of(actor=actor, code=code, territory=territory, period=period, today=today)
    sheet = published(sheet, thresholds_on(today)) if is_outside(actor) else sheet
    return next((cell.hidden_below for cell in sheet.cells if cell.key == key), 0)


def _breakdowns(
    actor: Actor, indicator: Indicator, answer: Answer, relation: Relation, wanted: Wanted, place: Place, today: date
) -> tuple[Breakdown, ...]:
    wider: tuple[Dimension, ...] = (Dimension.PROVINCE,) if place.depth < FINEST else (Dimension.COMMUNE,)
    if indicator.is_sensitive and place.depth >= FINEST:
        wider = ()
    made = []
    for by in (*_BY[type(indicator.of)], *wider):  # type: ignore[index]
        counts = sql.broken_down(relation=relation, wanted=wanted, place=place, by=by)
        figures = {code: figure_of(indicator, count) for code, count in counts.items()}
        is_guarded = is_outside(actor) or indicator.is_sensitive
        hidden = _hidden(counts, figures, indicator, today) if is_guarded else frozenset()
        # What is not specified is said even when there is none of it, last.
        codes = [*sorted(filter(None, figures)), ""]
        parts = tuple(Part(code, None if code in hidden else _or_zero(figures.get(code), indicator)) for code in codes)
        made.append(Breakdown(by, parts, answer.figure))
    return tuple(made)


def _or_zero(figure: Figure | None, indicator: Indicator) -> Figure:
    return figure or Figure(Decimal(0), indicator.unit)


def _hidden(
    counts: Mapping[str, Count], figures: Mapping[str, Figure | None], indicator: Indicator, today: date
) -> frozenset[str]:
    """A median is hidden with the few times that it was made of."""
    unit = Counted.PERSON if indicator.rule is Rule.MEDIAN else indicator.unit
    values = {
        code: Decimal(counts[code].rows) if indicator.rule is Rule.MEDIAN else figure.counted
        for code, figure in figures.items()
        if figure is not None
    }
    threshold = thresholds_on(today).of(unit, is_sensitive=indicator.is_sensitive)
    return hidden_cells(values, groups=[tuple(values)], threshold=threshold)


def _rows(actor: Actor, answer: Answer, relation: Relation, wanted: Wanted, place: Place, after: str) -> Rows:
    rows, opened = sql.listed(relation=relation, wanted=wanted, place=place, actor=actor, after=after, limit=SIZE + 1)
    shown = rows[:SIZE]
    next_after = _key(shown[-1]) if len(rows) > SIZE else None
    return Rows(tuple(shown), answer.rows, max(answer.rows - opened, 0), next_after)


def _key(row: Row) -> str:
    return f"{row.on:%Y-%m-%d} {row.unit_id} {row.row_id}"
