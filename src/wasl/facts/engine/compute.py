"""From indicators to figures: which feed each is read from, in one query per feed, then what is derived."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wasl.core.figures import Counted, Figure, weakest
from wasl.core.period import Period
from wasl.facts.engine import sql
from wasl.facts.engine.merging import merged_answer, merged_figure, merged_relation
from wasl.facts.engine.shapes import Answer, Count, Place, Relation, Source, Wanted
from wasl.facts.feeds import assistance, casework, declared, needs, network
from wasl.facts.rules.indicator import (
    Acts,
    Casework,
    Declared,
    Given,
    Growth,
    Indicator,
    Merged,
    Needs,
    PerAgent,
    Remaining,
    Rule,
    Share,
    Units,
)

Known = Mapping[str, Indicator]

#: Which column of a Count is the number; rules that are missing here sum declared values or derive.
_COLUMN = {
    Rule.EXISTING: "units",
    Rule.OPENED: "units",
    Rule.DISTINCT_PERSONS: "persons",
    Rule.PERSON_SERVICES: "quantity",
    Rule.ACTS: "rows",
}


def figures_of(*, codes: Iterable[str], known: Known, place: Place, period: Period, today: date) -> dict[str, Answer]:
    """An Answer for each code; the same code asked twice is counted once."""
    asked = list(dict.fromkeys(codes))
    parts = [part for code in asked for part in parts_of(known[code])]
    parts += [known[code].beside for code in asked if known[code].beside]
    simple = [known[code] for code in dict.fromkeys([*asked, *parts]) if not _is_derived(known[code])]
    answers = _counted(simple, place=place, period=period, today=today)
    grown = {known[code].of.of: code for code in asked if isinstance(known[code].of, Growth)}  # type: ignore[union-attr]
    before = figures_of(codes=grown, known=known, place=place, period=period.previous(), today=today) if grown else {}
    # What others are derived from comes first: parts never derive from anything but what was decided or counted.
    for code in dict.fromkeys([*parts, *asked]):
        if isinstance(known[code].of, Merged):
            reads = {part: relation_of(known[part], period=period, today=today) for part in parts_of(known[code])}
            answers[code] = merged_answer(known[code], answers, reads, place=place, period=period, today=today)
        elif _is_derived(known[code]):
            answers[code] = _derived(known[code], answers, before)
    return {code: _with_beside(answers[code], answers) for code in asked}


def _with_beside(answer: Answer, answers: Mapping[str, Answer]) -> Answer:
    """What was declared for the same thing is shown beside what was recorded."""
    beside = answer.indicator.beside
    return replace(answer, beside=answers[beside].figure) if beside else answer


def relation_of(
    indicator: Indicator, *, period: Period, today: date, with_sex: bool = False
) -> tuple[Relation, Wanted]:
    """The facts an indicator counts, and which of them; raises TypeError for one that only derives from others."""
    match indicator.of:
        case Units():
            return network.relation(on=indicator.of.on or min(period.last_day, today)), network.wanted(indicator.of)
        case Declared():
            return declared.relation(period=period), declared.wanted(indicator.of)
        case Acts():
            return assistance.relation(period=period, with_sex=with_sex), assistance.wanted(indicator.of)
        case Casework():
            return casework.read(indicator.of, period=period, with_sex=with_sex)
        case Needs():
            return needs.relation(period=period, with_sex=with_sex), needs.wanted(indicator.of)
        case _:
            raise TypeError(f"{indicator.code} has no rows of its own: open {' and '.join(parts_of(indicator))}")


def rows_behind(
    indicator: Indicator, *, known: Known, place: Place, period: Period, today: date
) -> tuple[Relation, Wanted]:
    """The facts that make the figure, whichever feeds they come from; TypeError like `relation_of`."""
    if not isinstance(indicator.of, Merged):
        return relation_of(indicator, period=period, today=today, with_sex=True)
    recorded, declared_by = (
        relation_of(known[code], period=period, today=today, with_sex=True) for code in parts_of(indicator)
    )
    relation, _has_declared = merged_relation(
        recorded=recorded, declared=declared_by, place=place, period=period, today=today
    )
    return relation, Wanted()


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    match indicator.of:
        case Share(numerator, denominator):
            return numerator, denominator
        case PerAgent(shared, agents):
            return shared, agents
        case Growth(of):
            return (of,)
        case Remaining(target, achieved):
            return target, achieved
        case Merged(recorded, declared_by):
            return recorded, declared_by
        case _:
            return ()


def _is_derived(indicator: Indicator) -> bool:
    return isinstance(indicator.of, Share | PerAgent | Growth | Given | Remaining | Merged)


def _counted(indicators: Sequence[Indicator], *, place: Place, period: Period, today: date) -> dict[str, Answer]:
    by_feed: dict[Relation, list[tuple[Indicator, Wanted]]] = {}
    for indicator in indicators:
        relation, wanted = relation_of(indicator, period=period, today=today)
        by_feed.setdefault(relation, []).append((indicator, wanted))
    answers: dict[str, Answer] = {}
    for relation, asked in by_feed.items():
        counts = sql.counts(relation=relation, wanted=[wanted for _indicator, wanted in asked], place=place)
        for (indicator, _wanted), count in zip(asked, counts, strict=True):
            answers[indicator.code] = answer_of(indicator, count)
    return answers


def answer_of(indicator: Indicator, count: Count) -> Answer:
    """No declared row means not known; no unit and no act means none."""
    source = Source.DECLARED if isinstance(indicator.of, Declared) else Source.RECORDED
    made_of = (Figure(Decimal(count.rows), Counted.PERSON),) if indicator.rule is Rule.MEDIAN else ()
    return Answer(
        indicator, figure_of(indicator, count), source, count.rows, count.units, count.is_simulated, made_of=made_of
    )


def figure_of(indicator: Indicator, count: Count) -> Figure | None:
    if indicator.rule is Rule.MERGED:
        return merged_figure(indicator, count)
    if indicator.rule is Rule.MEDIAN:
        return None if count.median is None else Figure(count.median, indicator.unit)
    if indicator.rule in _COLUMN:
        return Figure(Decimal(getattr(count, _COLUMN[indicator.rule])), indicator.unit)
    if not count.rows:
        return None
    recorded = count.recorded if count.recorded != count.quantity else None
    return Figure(count.quantity, indicator.unit, weakest(count.qualifiers), recorded)


def _derived(indicator: Indicator, answers: Mapping[str, Answer], before: Mapping[str, Answer]) -> Answer:
    if isinstance(indicator.of, Given):
        return Answer(indicator, indicator.of.figure, Source.DECLARED)
    parts = [answers[code] for code in parts_of(indicator)]
    if isinstance(indicator.of, Growth):
        parts.append(before[indicator.of.of])
    source = Source.DECLARED if any(part.source is Source.DECLARED for part in parts) else Source.RECORDED
    first, second = (part.figure for part in parts)
    figure = None if first is None or second is None else _combined(indicator, first, second)
    made_of = () if figure is None else _made_of(indicator, first, second)
    return Answer(indicator, figure, source, is_simulated=any(part.is_simulated for part in parts), made_of=made_of)


def _made_of(indicator: Indicator, first: Figure | None, second: Figure | None) -> tuple[Figure, ...]:
    """Whoever knows a share and its whole knows the part and the rest."""
    if first is None or second is None:
        return ()
    match indicator.of:
        case Share():
            return first, second, second - first
        case PerAgent():
            return (first,)
        case _:
            return ()


def _combined(indicator: Indicator, first: Figure, second: Figure) -> Figure | None:
    match indicator.of:
        case Share():
            return first.share_of(second)
        case PerAgent():
            return first.shared_between(second)
        case Growth():
            return first.growth_from(second)
        case _:
            left = first - second
            return left if left.value > 0 else replace(left, value=Decimal(0))
