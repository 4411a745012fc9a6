"""The 42 scenarios of Noufaily et al. 2013 (doi:10.1002/sim.5595): 7 parameter sets × trend × seasonality.

Counts are negative binomial with mean exp(θ + βt + Σ γ1 cos(2πjt/52) + γ2 sin(2πjt/52)) and variance φ × mean, in
weeks 1 to 624. Four past outbreaks start in weeks 313–575 and one in the last 49; the size of one is Poisson with mean
k standard deviations of its first week, its cases spread over the weeks after it as a lognormal(0, .5).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

WEEKS, FIRST_PAST, FIRST_NOW = 624, 313, 576
PAST_SIZES, PAST_OUTBREAKS, LARGEST_NOW = (2, 3, 5, 10), 4, 10
# θ, φ, β, γ1, γ2
SETS = (
    (0.1, 1.5, 0.0025, 0.6, 0.6),
    (-2.0, 2.0, 0.005, 0.1, 0.3),
    (1.5, 1.0, 0.003, 0.2, -0.4),
    (0.5, 5.0, 0.002, 0.5, 0.5),
    (2.5, 3.0, 0.001, 1.0, 0.1),
    (3.75, 1.1, 0.001, 0.1, -0.1),
    (5.0, 1.2, 0.0001, 0.05, 0.01),
)


@dataclass(frozen=True)
class Scenario:
    theta: float
    phi: float
    beta: float
    gamma1: float
    gamma2: float
    seasons: int

    @property
    def name(self) -> str:
        return f"θ{self.theta:g} φ{self.phi:g} trend{int(self.beta > 0)} season{self.seasons}"

    def mean(self, weeks: np.ndarray) -> np.ndarray:
        waves = 2 * np.pi * weeks / 52
        season = sum(
            self.gamma1 * np.cos(j * waves) + self.gamma2 * np.sin(j * waves) for j in range(1, self.seasons + 1)
        )
        return np.exp(self.theta + self.beta * weeks + season)


SCENARIOS = tuple(
    Scenario(theta, phi, beta * trend, gamma1, gamma2, seasons)
    for (theta, phi, beta, gamma1, gamma2), trend, seasons in product(SETS, (0, 1), (0, 1, 2))
)


@dataclass(frozen=True)
class World:
    """One replicate of every scenario. Arrays are (42, 624): counts as seen, cases that outbreaks added, true means."""

    counts: np.ndarray
    added: np.ndarray
    mean: np.ndarray
    phi: np.ndarray
    #: (42,): first and last week of the current outbreak, as positions from 0; last < first where it brought no case.
    first: np.ndarray
    last: np.ndarray

    @property
    def is_now(self) -> np.ndarray:
        """(42, 624): weeks of the current outbreak, from its first to its last case."""
        weeks = np.arange(self.counts.shape[1])
        return (weeks >= self.first[:, None]) & (weeks <= self.last[:, None])


def world(seed: int, *, has_past: bool = True, has_now: bool = True) -> World:
    rng = np.random.default_rng([seed, 2013])
    weeks = np.arange(1, WEEKS + 1)
    mean = np.array([scenario.mean(weeks) for scenario in SCENARIOS])
    phi = np.array([scenario.phi for scenario in SCENARIOS])
    counts = negative_binomial(rng, mean, phi[:, None])
    added = np.zeros_like(counts)
    first, last = np.zeros(len(SCENARIOS), dtype=np.int64), np.full(len(SCENARIOS), -1)
    for place in range(len(SCENARIOS)):
        starts = rng.choice(np.arange(FIRST_PAST, FIRST_NOW) - 1, PAST_OUTBREAKS, replace=False)
        for start, k in zip(starts, rng.choice(PAST_SIZES, PAST_OUTBREAKS), strict=True):
            cases = outbreak(rng, start, k, mean[place], phi[place])
            added[place] += cases if has_past else 0
        first[place] = rng.integers(FIRST_NOW, WEEKS + 1) - 1
        cases = outbreak(rng, int(first[place]), int(rng.integers(1, LARGEST_NOW + 1)), mean[place], phi[place])
        if has_now and cases.any():
            added[place] += cases
            last[place] = np.flatnonzero(cases)[-1]
    return World(counts + added, added, mean, phi, first, last)


def outbreak(rng: np.random.Generator, start: int, k: int, mean: np.ndarray, phi: float) -> np.ndarray:
    """Cases an outbreak adds to each week; what would fall after the series' end is not seen."""
    size = rng.poisson(k * np.sqrt(phi * mean[start]))
    weeks = start + np.floor(rng.lognormal(0, 0.5, size)).astype(np.int64)
    return np.bincount(weeks[weeks < len(mean)], minlength=len(mean))


def negative_binomial(rng: np.random.Generator, mean: np.ndarray, phi: np.ndarray | float) -> np.ndarray:
    """Variance φ × mean; Poisson where φ is 1."""
    phi = np.broadcast_to(phi, mean.shape)
    wide = np.where(phi > 1, phi, 2.0)
    return np.where(phi > 1, rng.negative_binomial(mean / (wide - 1), 1 / wide), rng.poisson(mean)).astype(np.int64)
