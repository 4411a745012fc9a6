"""The models that are averaged: one column each of smoothing parameters, those of one kind side by side.

A kind is a trend (none; half the slope of the whole past, which is the Theta method; linear; damped) with or without a
season. Parameters are the error-correction form of exponential smoothing (Hyndman et al. 2008): level += alpha*error,
trend += beta*error, season += gamma*error.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Arithmetic of the filter: series are scaled to about 1 first.
Small = np.float32

_ALPHAS = (0.03, 0.1, 0.22, 0.4, 0.62, 0.9)
_GAMMAS = (0.0, 0.06, 0.15, 0.35)
_BETAS = (0.05, 0.2)
_PHIS = (0.85, 0.95)


class Trend(IntEnum):
    NONE = 0
    DRIFT = 1
    LINEAR = 2
    DAMPED = 3


_TRENDS = (
    (Trend.NONE, 0.0), (Trend.DRIFT, 1.0), (Trend.LINEAR, 1.0), *((Trend.DAMPED, phi) for phi in _PHIS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Members:
    """Columns of parameters; `first[k]:first[k + 1]` are the members of kind k, whose trend, damping, number of
    parameters and season (1 or 0) stand in the last four."""

    alpha: NDArray[np.float32]
    beta: NDArray[np.float32]
    phi: NDArray[np.float32]
    gamma: NDArray[np.float32]
    drift: NDArray[np.float32]
    first: NDArray[np.int64]
    trend: NDArray[np.int64]
    damping: NDArray[np.float64]
    cost: NDArray[np.float64]
    seasonal: NDArray[np.int64]

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """As the filter takes them: the parameters, whether each member has a season, then what tells kinds apart."""
        used = np.repeat(self.seasonal, np.diff(self.first)).astype(Small)
        return (
            self.alpha, self.beta, self.phi, self.gamma, self.drift, used, self.first, self.trend, self.damping,
            self.cost,
        )  # fmt: skip


def members(*, seasonal: bool) -> Members:
    """Every kind; without a season only those that have none."""
    columns: list[tuple[float, ...]] = []
    kinds: list[tuple[float, ...]] = []
    first = [0]
    for has_season in (1, 0) if seasonal else (0,):
        for trend, phi in _TRENDS:
            columns += _of_kind(trend, phi, _GAMMAS if has_season else (0.0,))
            kinds.append((trend, phi, 1 + trend + 1 * has_season, has_season))
            first.append(len(columns))
    alpha, beta, phis, gamma, drift = np.array(columns, dtype=Small).T.copy()
    trends, damping, cost, seasons = np.array(kinds).T
    return Members(
        alpha, beta, phis, gamma, drift, np.array(first), trends.astype(np.int64), damping.copy(), cost.copy(),
        seasons.astype(np.int64),
    )  # fmt: skip


def _of_kind(trend: Trend, phi: float, gammas: tuple[float, ...]) -> list[tuple[float, ...]]:
    """alpha, beta, phi, gamma, and 1 where the trend is the drift of the whole past."""
    betas = _BETAS if trend in (Trend.LINEAR, Trend.DAMPED) else (0.0,)
    kept = 0.0 if trend == Trend.DRIFT else phi
    return [
        (alpha, alpha * beta, kept, gamma * (1 - alpha), float(trend == Trend.DRIFT))
        for alpha in _ALPHAS
        for gamma in gammas
        for beta in betas
    ]
