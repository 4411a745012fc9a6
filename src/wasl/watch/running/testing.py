"""The one place that asks the detection engine: the last step of every territory, and the past of a few."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wasl.watch.detection import Alarms, Panel, Rung, detect
from wasl.watch.running.panels import Rows
from wasl.watch.running.spans import Span

MODEL = "wasl"
CHANNELS = ("shock", "process")
#: Steps of the past that an alert shows.
SHOWN = 52


@dataclass(slots=True)
class Last:
    """By territory: was it tested, the clearer channel, its p-value, what was expected, and on how much history."""

    tested: np.ndarray
    channel: list[str]
    p_value: np.ndarray
    expected: np.ndarray
    rung: list[str]


def last_step(rows: Rows, span: Span, *, alpha: float) -> Last:
    return last_steps(rows, span, alpha=alpha, back=1)[0]


def last_steps(rows: Rows, span: Span, *, alpha: float, back: int) -> list[Last]:
    """The last `back` steps of the span, the earliest first."""
    alarms = _detected(rows, list(range(len(rows.codes))), span, alpha, first=span.steps - back)
    return [_step(alarms, rows, column) for column in range(-back, 0)]


def _step(alarms: Alarms, rows: Rows, column: int) -> Last:
    values = np.stack([alarms.channels()[name].p_value[:, column] for name in CHANNELS])
    filled = np.where(np.isnan(values), 2.0, values)
    which = filled.argmin(axis=0)
    tested = ~np.isnan(values).all(axis=0) & ~np.isnan(rows.counts[:, column])
    return Last(
        tested=tested,
        channel=[CHANNELS[index] for index in which],
        p_value=np.where(tested, filled.min(axis=0), np.nan),
        expected=alarms.shock.expected[:, column],
        rung=[Rung(int(value)).name.lower() for value in alarms.rung[:, column]],
    )


@dataclass(slots=True)
class Band:
    """(territory, step) of the last `SHOWN` steps; NaN where nothing was expected or counted."""

    observed: np.ndarray
    expected: np.ndarray
    upper: np.ndarray


def band(rows: Rows, chosen: list[int], span: Span, *, alpha: float) -> Band:
    shown = min(SHOWN, span.steps)
    alarms = _detected(rows, chosen, span, alpha, first=span.steps - shown)
    return Band(rows.counts[chosen][:, -shown:], alarms.shock.expected, alarms.shock.upper)


def _detected(rows: Rows, chosen: list[int], span: Span, alpha: float, *, first: int) -> Alarms:
    """Weeks go by their days, so that a year of 53 weeks stays one year."""
    times: tuple[Any, ...] = tuple(span.day(index) if span.step == "week" else index for index in range(span.steps))
    panel = Panel(
        names=tuple(rows.codes[row] for row in chosen), counts=rows.counts[chosen], times=times,
        exposure=rows.exposure[chosen],
    )  # fmt: skip
    return detect(
        panel, alpha=alpha, frequency=span.frequency, method=MODEL, first=times[first], last=times[span.steps - 1]
    )
