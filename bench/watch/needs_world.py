"""A simulated country of monthly counts: nation, regions, provinces, centres, and services in each centre.

What moves together is what moves together in life: the nation's services, regions, provinces (with jumps), Ramadan
that comes eleven days earlier each year, seasons that differ a little from place to place; negative binomial counts.
Seeds below 100 were looked at while choosing; those from 900 on only report.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
RATES = (25.0, 12.0, 6.0)


@dataclass(frozen=True)
class Country:
    """`values` (nodes, months), each node the sum of its children; `parents` -1 at the top."""

    values: Array
    parents: list[int]


def country(
    seed: int, *, provinces: int = 48, centres: int = 3, services: int = 3, regions: int = 12, months: int = 108
) -> Country:
    rng = np.random.default_rng(seed)
    region_of = rng.integers(0, regions, provinces)
    region_of[:regions] = np.arange(regions)
    parents = [-1] + [0] * regions + [1 + int(region) for region in region_of]
    moods = _moods(rng, region_of, regions, services, months)
    counts: dict[int, Array] = {}
    for province in range(provinces):
        for _ in range(centres):
            centre = len(parents)
            parents.append(1 + regions + province)
            own = np.cumsum(rng.normal(0, 0.03, months)) + rng.normal(0, 0.5)
            for service in range(services):
                rate = np.exp(np.log(RATES[service % 3]) + rng.normal(0, 0.4) + own + moods[province, service])
                size = rng.uniform(6, 40)
                counts[len(parents)] = rng.negative_binomial(size, size / (size + rate))
                parents.append(centre)
    values = np.zeros((len(parents), months))
    for node, count in counts.items():
        values[node] = count
    for node in range(len(parents) - 1, 0, -1):
        values[parents[node]] += values[node]
    return Country(values, parents)


def _moods(rng: np.random.Generator, region_of: NDArray[np.int64], regions: int, services: int, months: int) -> Array:
    """(provinces, services, months) on the log scale."""
    provinces, month = len(region_of), np.arange(months)
    walks = [np.cumsum(rng.normal(0, sd, (n, months)), axis=1)
             for n, sd in ((services, 0.012), (regions, 0.015), (provinces, 0.03))]  # fmt: skip
    nation, region, province = walks
    nation += rng.normal(0.003, 0.003, services)[:, None] * month
    jumps = (rng.random((provinces, months)) < 0.004) * rng.normal(0, 0.3, (provinces, months))
    province += np.cumsum(jumps, axis=1)
    wave = rng.normal(0, 0.15, (services, 12))
    wave = (wave + np.roll(wave, 1, axis=1) + np.roll(wave, -1, axis=1)) / 1.6
    season = wave[None] + rng.normal(0, 0.05, (regions, services, 12))[region_of]
    season = season + rng.normal(0, 0.05, (provinces, services, 12))
    place = (region[region_of] + province)[:, None]
    return nation[None] + place + season[:, :, month % 12] - 0.15 * _ramadan(month)


def _ramadan(month: NDArray[np.int64]) -> Array:
    years = np.arange(-2, len(month) // 12 + 3)
    middles = years * 12 - 0.355 * years + 5.3
    return np.maximum(0.0, 1.0 - np.abs(month[:, None] + 0.5 - middles)).sum(axis=1)
