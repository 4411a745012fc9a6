"""One figure from what some units recorded and others declared, by the rule of `facts.rules.replacing`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wasl.core.figures import Figure, weakest
from wasl.core.period import Period
from wasl.facts.engine import sql
from wasl.facts.engine.shapes import Answer, Beside, Count, Place, Relation, Source, Wanted
from wasl.facts.feeds import assistance
from wasl.facts.rules.indicator import Indicator, Merged
from wasl.facts.rules.replacing import months_of, standing

#: Anything a unit wrote at its door shows that it works with Wasl that month.
ANYTHING = Wanted()


def merged_relation(
    *, recorded: sql.Read, declared: sql.Read, place: Place, period: Period, today: date
) -> tuple[Relation, bool]:
    """The facts that make the figure, and whether any of them is declared."""
    states = sql.units_with(relation=declared[0], wanted=declared[1], place=place)
    written = {}
    if states:
        door = assistance.relation(period=period)
        written = sql.units_with(relation=door, wanted=ANYTHING, place=place, among=states)
    kept = standing(
        states,
        recorded={unit: days.months for unit, days in written.items()},
        months={
            unit: months_of(period, opened_on=days.opened_on, closed_on=days.closed_on, today=today)
            for unit, days in states.items()
        },
    )
    return sql.merged(recorded=recorded, declared=declared, standing=sorted(kept)), bool(kept)


def merged_answer(
    indicator: Indicator, answers: Mapping[str, Answer], reads: Mapping[str, sql.Read], *, place: Place, period: Period,
    today: date,
) -> Answer:  # fmt: skip
    """Nothing recorded and nothing declared is not known. Both figures stand beside it where there are both."""
    assert isinstance(indicator.of, Merged)
    recorded, declared = answers[indicator.of.recorded], answers[indicator.of.declared]
    if not declared.rows:
        figure = recorded.figure if recorded.rows else None
        return replace(recorded, indicator=indicator, figure=figure, beside=None)
    if not recorded.rows:
        # A cell that writes at its door and had no child this year has none, whatever it declared.
        recorded = replace(recorded, figure=Figure(Decimal(0), indicator.unit))
    relation, has_declared = merged_relation(
        recorded=reads[indicator.of.recorded], declared=reads[indicator.of.declared], place=place, period=period,
        today=today,
    )  # fmt: skip
    (count,) = sql.counts(relation=relation, wanted=[ANYTHING], place=place)
    source = Source.RECORDED if not has_declared else Source.BOTH if count.persons else Source.DECLARED
    return Answer(
        indicator, merged_figure(indicator, count), source, count.rows, count.units, count.is_simulated,
        compared=_compared(recorded, declared),
    )  # fmt: skip


def merged_figure(indicator: Indicator, count: Count) -> Figure:
    """Distinct persons that were recorded, and the sum of what was declared."""
    return Figure(count.persons + count.declared, indicator.unit, weakest(count.qualifiers))


def _compared(recorded: Answer, declared: Answer) -> Beside | None:
    if not recorded.rows or recorded.figure is None or declared.figure is None:
        return None
    return Beside(recorded.figure, declared.figure)
