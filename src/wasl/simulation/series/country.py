"""A country of provinces whose counts rise together in a few neighbours: what no province shows alone."""

from dataclasses import dataclass

import numpy as np

from wasl.simulation.series.noufaily import negative_binomial

PROVINCES, REGIONS, WEEKS = 75, 12, 52 * 6
#: Weeks before the last one at which the rise begins.
LENGTH, SIZE, RISE = 4, 6, 0.5


@dataclass(frozen=True)
class Country:
    """counts (provinces, weeks); the region, latitude and longitude of each; which provinces rose in the last weeks."""

    counts: np.ndarray
    region: tuple[str, ...]
    latitude: np.ndarray
    longitude: np.ndarray
    risen: np.ndarray


def country(seed: int, *, rises: bool, along_regions: bool, typical: float = 12.0, phi: float = 1.5) -> Country:
    """Provinces differ in size; a season of one wave is common to all. The rise follows a region, or only nearness."""
    rng = np.random.default_rng([seed, 75])
    latitude, longitude = rng.uniform(28, 35.5, PROVINCES), rng.uniform(-11, -1.5, PROVINCES)
    region = _regions(latitude, longitude)
    size = typical * rng.lognormal(0, 0.5, PROVINCES)
    season = 1 + 0.3 * np.cos(2 * np.pi * (np.arange(WEEKS) - rng.integers(52)) / 52)
    mean = size[:, None] * season
    centre = rng.integers(PROVINCES)
    far = np.hypot(latitude - latitude[centre], (longitude - longitude[centre]) * 0.85)
    if along_regions:
        far = np.where(region == region[centre], far, far + 1000)
    risen = np.zeros(PROVINCES, dtype=bool)
    risen[np.argsort(far, kind="stable")[:SIZE]] = rises
    mean[risen, -LENGTH:] *= 1 + RISE
    names = tuple(f"region{number:02}" for number in region)
    return Country(negative_binomial(rng, mean, phi).astype(np.float64), names, latitude, longitude, risen)


def _regions(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Regions of six or seven neighbours: bands from north to south, cut from west to east."""
    band = np.empty(PROVINCES, dtype=np.int64)
    band[np.argsort(latitude)] = np.arange(PROVINCES) * 3 // PROVINCES
    region = np.empty(PROVINCES, dtype=np.int64)
    for one in range(3):
        inside = np.flatnonzero(band == one)
        region[inside[np.argsort(longitude[inside])]] = one * 4 + np.arange(len(inside)) * 4 // len(inside)
    return region
