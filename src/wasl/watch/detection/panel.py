"""What goes into detection and what comes out: plain arrays, one row per series, one column per time."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

type Times = tuple[int, ...] | tuple[date, ...]


class CannotDetect(ValueError):
    """What was asked does not fit the panel; the message says what."""


class Rung(IntEnum):
    """How much history stood behind a test. Nothing is tested on NONE."""

    NONE = 0
    PEERS = 1
    BORROWED = 2
    OWN = 3


@dataclass(frozen=True)
class Panel:
    """`counts` (series, times), NaN where nothing was reported; `exposure` alike, or None where all is alike.

    `times` are the axis without a hole: epochs one after the other, or days one week (month, day) apart.
    """

    names: tuple[str, ...]
    counts: np.ndarray
    times: Times
    exposure: np.ndarray | None = None

    def __post_init__(self) -> None:
        if self.counts.shape != (len(self.names), len(self.times)):
            raise CannotDetect(
                f"counts are {self.counts.shape}, for {len(self.names)} series × {len(self.times)} times."
            )
        if self.exposure is not None and self.exposure.shape != self.counts.shape:
            raise CannotDetect(f"exposure is {self.exposure.shape}, counts are {self.counts.shape}.")
        if np.nanmin(self.counts, initial=0.0) < 0 or np.isinf(self.counts).any():
            raise CannotDetect("a count is negative or infinite: settle corrections first.")

    @property
    def days(self) -> tuple[date, ...] | None:
        return tuple(day for day in self.times if isinstance(day, date)) or None

    def known(self) -> tuple[np.ndarray, np.ndarray]:
        """Counts with −1 for missing, and exposures; a time without exposure is missing."""
        exposure = np.ones_like(self.counts) if self.exposure is None else np.nan_to_num(self.exposure, nan=0.0)
        counts = np.where(np.isnan(self.counts) | (exposure <= 0), -1.0, self.counts)
        return np.ascontiguousarray(counts, dtype=np.float64), np.ascontiguousarray(exposure, dtype=np.float64)

    def positions(self, first: int | date | None, last: int | date | None) -> np.ndarray:
        """Positions of the times from `first` to `last`, both included."""
        for given in (first, last):
            if given is not None and type(given) is not type(self.times[0]):
                raise CannotDetect(f"{given} is not written as the times are: {self.times[0]}.")
        inside = [
            place for place, time in enumerate(self.times)
            if (first is None or time >= first) and (last is None or time <= last)  # type: ignore[operator]
        ]  # fmt: skip
        if not inside:
            raise CannotDetect(
                f"no time lies between {first} and {last}: they run from {self.times[0]} to {self.times[-1]}."
            )
        return np.array(inside, dtype=np.int64)


@dataclass(frozen=True)
class Channel:
    """(series, tested times) each. NaN where nothing was tested; `upper` is the highest count that raises no alarm."""

    expected: np.ndarray
    upper: np.ndarray
    p_value: np.ndarray
    alarm: np.ndarray


@dataclass(frozen=True)
class Alarms:
    """Sudden rises (`shock`) and slow ones (`process`). Arrays are (series, tested times).

    `rung` holds values of Rung; `spread` is the variance of a count over its expectation, what is unsure included;
    `unsure` is that part of it, as the variance of the expectation's logarithm: neighbouring times have it in common.
    """

    names: tuple[str, ...]
    times: Times
    shock: Channel
    process: Channel
    rung: np.ndarray
    spread: np.ndarray
    unsure: np.ndarray

    def channels(self) -> dict[str, Channel]:
        return {"shock": self.shock, "process": self.process}


def settle_corrections(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Negative counts take back what was counted before: off the latest times first, so that the total stays.

    Returns the settled counts and what could not be taken back, (series,) ≤ 0, because nothing had been counted.
    """
    settled, left = counts.copy(), np.zeros(len(counts))
    for row in np.flatnonzero((np.nan_to_num(counts) < 0).any(axis=1)):
        line = settled[row]
        for place in np.flatnonzero(np.nan_to_num(line) < 0):
            debt, line[place] = -line[place], 0.0
            for before in range(place - 1, -1, -1):
                taken = min(debt, line[before]) if line[before] > 0 else 0.0
                line[before] -= taken
                debt -= taken
                if debt <= 0:
                    break
            left[row] -= debt
    return settled, left
