"""The ladder of histories: three years stand alone, one borrows the season of its peers, less is held against them.

Coefficients are level, slope a year, then cosine and sine of each wave. A short history's prior is what its peers show:
their random-effects mean, and as wide as they differ (DerSimonian and Laird, coefficient by coefficient), so that
peers of one mind teach much and peers who differ teach nothing.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from wasl.watch.detection.baseline import fit_rows
from wasl.watch.detection.channels import test_rows
from wasl.watch.detection.panel import Rung

WAVES, HALF_LIFE_YEARS, OWN_YEARS, BORROWED_YEARS, THIRD_WAVE_YEARS = 3, 12.0, 3.0, 1.0, 5.0
FEWEST_PEERS, POOLED_FOR, SHORTNESS = 5, 15.0, 6.0
#: Standard deviations of the weak prior, and the narrowest and widest that peers may give: slope, then waves.
LEVEL_SD, OWN_SD, ALONE_SD = 2.0, (1.0, 1.0), (0.15, 0.5)
NARROWEST, WIDEST = (0.03, 0.05), (0.25, 0.6)
NO_THIRD = 1e4


@dataclass(frozen=True)
class Grid:
    """Where in the year each time stands, and the waves at each such place."""

    phase: np.ndarray
    waves: np.ndarray
    per_year: int

    @property
    def size(self) -> int:
        return 2 + self.waves.shape[1]

    @property
    def stride(self) -> int:
        """A fit serves this many tested times: four weeks, one month."""
        return max(self.per_year // 13, 1)


def grid(times: int, days: tuple[date, ...] | None, per_year: int) -> Grid:
    if days:
        share = np.array([(day.timetuple().tm_yday - 1) / 366 for day in days])
        phase = np.floor(share * per_year).astype(np.int64)
    else:
        phase = np.arange(times) % per_year
    count = min(WAVES, (per_year - 1) // 2)
    turn = 2 * np.pi * np.arange(per_year) / per_year
    columns = [wave(j * turn) for j in range(1, count + 1) for wave in (np.cos, np.sin)]
    return Grid(phase, np.array(columns).reshape(2 * count, per_year).T.copy(), per_year)


class Ladder:
    """Counts with −1 for missing, (series, times). Fits are kept from one anchor to the next, as starting points."""

    def __init__(
        self, counts: np.ndarray, exposure: np.ndarray, place: Grid, *, guard: int, has_exposure: bool
    ) -> None:
        self.counts, self.exposure, self.grid, self.guard = counts, exposure, place, guard
        self.short_guard = min(max(place.per_year // 12, 1), guard)
        self.has_exposure = has_exposure
        series, size = len(counts), place.size
        self.first, self.second = np.full((2, series, size), np.nan)
        self.covariance, self.phi = np.zeros((series, size, size)), np.ones(series)
        is_known = counts >= 0
        self.seen = np.where(is_known.any(axis=1), is_known.argmax(axis=1), counts.shape[1])
        self.known = np.concatenate([np.zeros((series, 1)), np.cumsum(is_known, axis=1)], axis=1)
        self.cases = np.concatenate([np.zeros((series, 1)), np.cumsum(np.where(is_known, counts, 0), axis=1)], axis=1)
        shares = np.where(is_known, exposure, 0)
        self.shares = np.concatenate([np.zeros((series, 1)), np.cumsum(shares, axis=1)], axis=1)

    def rungs(self, anchor: int) -> np.ndarray:
        """(series,) before peers are known: how long each has been seen, and enough of it."""
        per_year = self.grid.per_year
        years = (anchor - self.seen) / per_year
        lately = self.known[:, anchor] - self.known[:, max(anchor - int(OWN_YEARS * per_year), 0)]
        before = self.known[:, max(anchor - self.short_guard, 0)]
        is_own = (years >= OWN_YEARS) & (lately >= OWN_YEARS * per_year / 2) & (anchor > self.guard)
        is_borrowed = (years >= BORROWED_YEARS) & (before >= per_year / 2)
        return np.select([is_own, is_borrowed, before > 0], [Rung.OWN, Rung.BORROWED, Rung.PEERS], Rung.NONE)

    def fit(self, anchor: int) -> np.ndarray:
        """Fits all that can be tested from `anchor` on; returns the rungs they stand on."""
        rung = self.rungs(anchor)
        own = np.flatnonzero(rung == Rung.OWN)
        self._fit(own, anchor, self.guard, *self._alone(own, anchor, OWN_SD, self.guard), (1.0, 0.0))
        donors = own
        young = np.flatnonzero(rung == Rung.BORROWED)
        if len(own) < FEWEST_PEERS and len(young):
            self._fit(
                young, anchor, self.short_guard, *self._alone(young, anchor, ALONE_SD, self.short_guard), (1.0, 0.0)
            )
            donors = np.flatnonzero((rung == Rung.OWN) | (rung == Rung.BORROWED))
        return self._short(rung, anchor, donors)

    def _short(self, rung: np.ndarray, anchor: int, donors: np.ndarray) -> np.ndarray:
        """Fits the rows below OWN with what their peers show, when there are enough of these."""
        has_peers = len(donors) >= FEWEST_PEERS
        few = self.known[:, max(anchor - self.short_guard, 0)] < self.grid.per_year / 6
        if not (has_peers and self.has_exposure):
            rung = np.where((rung < Rung.BORROWED) & few, Rung.NONE, rung)
        else:
            rung = np.where(rung == Rung.NONE, Rung.PEERS, rung)
        short = np.flatnonzero((rung == Rung.BORROWED) | (rung == Rung.PEERS))
        if not len(short):
            return rung
        prior, precision = self._alone(short, anchor, ALONE_SD, self.short_guard)
        pooled = (1.0, 0.0)
        if has_peers:
            mean, deviation = among(self.second[donors], self.covariance[donors][:, *np.diag_indices(self.grid.size)])
            prior[np.ix_(short, range(1, self.grid.size))] = mean[1:]
            narrow, wide = self._spread(NARROWEST), self._spread(WIDEST)
            precision[short, 1:] = np.clip(deviation[1:], narrow, wide) ** -2
            pooled = (float(np.median(self.phi[donors])), POOLED_FOR)
            unseen = short[few[short]]
            prior[unseen, 0], precision[unseen, 0] = mean[0], max(deviation[0], 0.1) ** -2
        self._fit(short, anchor, self.short_guard, prior, precision, pooled)
        # What a short history says of its own spread is itself unsure.
        seen = self.known[short, max(anchor - self.short_guard, 0)]
        self.phi[short] *= 1 + SHORTNESS / (seen + POOLED_FOR)
        return rung

    def _spread(self, pair: tuple[float, float]) -> np.ndarray:
        return np.r_[pair[0], np.full(self.grid.size - 2, pair[1])]

    def _alone(
        self, rows: np.ndarray, anchor: int, deviation: tuple[float, float], guard: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """(series, size) prior means and precisions without peers; the level's is about the series' own mean."""
        stop = max(anchor - guard, 0)
        prior, precision = np.zeros((len(self.counts), self.grid.size)), np.ones((len(self.counts), self.grid.size))
        cases, shares = self.cases[rows, stop], self.shares[rows, stop]
        prior[rows, 0] = np.log(np.maximum(cases, 0.5) / np.maximum(shares, 1e-9))
        precision[rows, 0] = LEVEL_SD**-2
        precision[rows, 1:] = self._spread(deviation) ** -2
        is_young = (anchor - self.seen[rows]) / self.grid.per_year < THIRD_WAVE_YEARS
        precision[rows[is_young], 6:] = NO_THIRD
        return prior, precision

    def _fit(
        self, rows: np.ndarray, anchor: int, guard: int, prior: np.ndarray, precision: np.ndarray,
        pooled: tuple[float, float],
    ) -> None:  # fmt: skip
        place, stop = self.grid, max(anchor - guard, 0)
        fit_rows(
            rows, self.counts, self.exposure, np.minimum(self.seen, stop), stop, anchor, float(place.per_year),
            HALF_LIFE_YEARS, place.phase, place.waves, prior, precision, pooled, self.first, self.second,
            self.covariance, self.phi,
        )  # fmt: skip

    def test(self, now: int, anchor: int, rung: np.ndarray, alpha: float) -> np.ndarray:
        """(7, series): expected; highest quiet count and p of the shock; of the process; spread; unsure."""
        out = np.full((7, len(self.counts)), np.nan)
        stops = np.where(rung == Rung.OWN, anchor - self.guard, max(anchor - self.short_guard, 0))
        place = self.grid
        test_rows(
            np.flatnonzero(rung > Rung.NONE), self.counts, self.exposure, now, stops, anchor, float(place.per_year),
            place.phase, place.waves, self.second, self.covariance, self.phi, alpha, out,
        )  # fmt: skip
        return out


def among(values: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean of what peers estimate and the deviation a new one of them would have, column by column."""
    variance = np.maximum(variance, 1e-6)
    weight = 1 / variance
    total = weight.sum(axis=0)
    mean = (weight * values).sum(axis=0) / total
    excess = (weight * (values - mean) ** 2).sum(axis=0) - (len(values) - 1)
    between = np.maximum(excess / (total - (weight**2).sum(axis=0) / total), 0)
    weight = 1 / (variance + between)
    total = weight.sum(axis=0)
    mean = (weight * values).sum(axis=0) / total
    return mean, np.sqrt(between + 1 / total)
