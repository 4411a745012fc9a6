"""The steps a run looks at, and what every indicator of one kind of step shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from wasl.catalogue.models import Period as ClosedDays
from wasl.catalogue.rules import State
from wasl.watch.rules.indicator import Fineness, Watched, Weekly
from wasl.watch.rules.weeks import last_complete_month, last_complete_week, month_after, months_between
from wasl.watch.running.exposure import Centre, days_of, feasts_of, reporting
from wasl.watch.running.ground import Ground
from wasl.watch.running.panels import Setting
from wasl.watch.running.states import completeness

#: Years of history that are read.
YEARS = 9


@dataclass(frozen=True, slots=True)
class Span:
    """Steps of one kind: the first, the one that is tested, how many, and how many make a year."""

    step: str
    first: date
    last: date
    steps: int
    frequency: int

    def day(self, index: int) -> date:
        return self.first + timedelta(weeks=index) if self.step == "week" else month_after(self.first, index)

    @property
    def until(self) -> date:
        return self.day(self.steps)


def weeks_of(today: date, *, wait_days: int) -> Span:
    last = last_complete_week(today, wait_days=wait_days)
    return Span("week", last - timedelta(weeks=52 * YEARS), last, 52 * YEARS + 1, 52)


def months_of(today: date, *, wait_days: int) -> Span:
    last = last_complete_month(today, wait_days=wait_days)
    first = month_after(last, -12 * YEARS)
    return Span("month", first, last, months_between(first, last) + 1, 12)


def setting_of_weeks(
    span: Span, indicators: Sequence[Watched], ground: Ground, centres: Mapping[str, Centre], *, least_complete: float
) -> Setting:
    return Setting(
        steps=span.steps,
        days=days_of(span.first, span.steps, frozenset(_closed_days(span.first))),
        feasts=feasts_of(span.first, span.steps),
        reporting={one: reporting(centres, ground, one, span.steps) for one in (Fineness.COMMUNE, Fineness.PROVINCE)},
        completeness={
            one.code: completeness(one.of, ground, span.last) for one in indicators if isinstance(one.of, Weekly)
        },
        least_complete=least_complete,
    )


def setting_of_months(months: Span, weeks: Span, setting: Setting) -> Setting:
    """Centres that reported in a month: the mean of its weeks."""
    of_week = np.array([months_between(months.first, weeks.day(index)) for index in range(weeks.steps)])
    by_month = {
        code: np.array([_mean(counts[of_week == index]) for index in range(months.steps)])
        for code, counts in setting.reporting[Fineness.PROVINCE].items()
    }
    feasts: list[None] = [None] * months.steps
    return Setting(months.steps, np.ones(months.steps), list(feasts), {Fineness.MONTH: by_month}, {}, 0.0)


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else 0.0


def _closed_days(first: date) -> set[date]:
    rows = ClosedDays.objects.filter(state=State.APPROVED, is_offered=True, kind="closed", last_on__gte=first)
    return {
        since + timedelta(days=number)
        for since, last in rows.values_list("since", "last_on")
        for number in range((last - since).days + 1)
    }
