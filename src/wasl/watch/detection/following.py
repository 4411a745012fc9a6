"""The process channel for expectations made elsewhere: the weighted mean of the latest standardised residuals."""

import math

import numpy as np

from wasl.watch.detection.binomial import normal_quantile
from wasl.watch.detection.channels import FORGETTING
from wasl.watch.detection.compiled import compiled

#: Times the mean looks back: what is older counts for less than a fifteenth.
LENGTH = 26


@compiled
def follow(counts, expected, phi, alpha):
    """(upper, p), both (series, times), from counts (−1 missing), expectations and φ alike; NaN where nothing is expected."""
    upper, p = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    for s in range(counts.shape[0]):
        for now in range(counts.shape[1]):
            if math.isnan(expected[s, now]):
                continue
            total, spread, third, weight = 0.0, 0.0, 0.0, 1.0
            for back in range(min(LENGTH, now + 1)):
                t = now - back
                m = expected[s, t]
                if counts[s, t] >= 0.0 and not math.isnan(m) and m > 0.0:
                    total += weight * (counts[s, t] - m) / math.sqrt(phi[s, t] * m)
                    spread += weight * weight
                    third += weight * weight * weight * (2.0 * phi[s, t] - 1.0) / math.sqrt(phi[s, t] * m)
                weight *= 1.0 - FORGETTING
            upper[s, now], p[s, now] = tail(total, spread, third, counts[s, now], expected[s, now], phi[s, now], alpha)
    return upper, p


@compiled
def tail(total, spread, third, count, mean, phi, alpha):
    """(highest quiet count, p) of a sum with this variance and third cumulant (normal power approximation)."""
    if count < 0.0 or spread <= 0.0:
        return np.nan, np.nan
    deviation = math.sqrt(spread)
    skew = third / (spread * deviation)
    inside = 9.0 / (skew * skew) + 6.0 * total / deviation / skew + 1.0
    normal = math.sqrt(inside) - 3.0 / skew if inside > 0.0 else -8.0
    p = 0.5 * math.erfc(normal / math.sqrt(2.0))
    edge, unit = normal_quantile(alpha), math.sqrt(phi * mean)
    room = deviation * (edge + skew / 6.0 * (edge * edge - 1.0)) - (total - (count - mean) / unit)
    return max(math.floor(mean + room * unit), 0.0), p
