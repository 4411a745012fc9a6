"""The process channel for expectations made elsewhere: the weighted mean of the latest standardised residuals."""

import math

import numpy as np

from wasl.watch.compiled import compiled
from wasl.watch.detection.channels import FARTHEST, FORGETTING, edge_and_tail

#: Times the mean looks back: what is older counts for less than a fifteenth.
LENGTH = 26


@compiled
def follow(counts, expected, phi, alpha):
    """(upper, p), each (series, times), from counts (−1 missing), expectations (NaN for none) and φ of that shape."""
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
                    total += weight * min((counts[s, t] - m) / math.sqrt(phi[s, t] * m), FARTHEST)
                    spread += weight * weight
                    third += weight * weight * weight * (2.0 * phi[s, t] - 1.0) / math.sqrt(phi[s, t] * m)
                weight *= 1.0 - FORGETTING
            if counts[s, now] >= 0.0 and spread > 0.0:
                upper[s, now], p[s, now] = _judged(
                    total, spread, third, counts[s, now], expected[s, now], phi[s, now], alpha
                )
    return upper, p


@compiled
def _judged(total, spread, third, count, mean, phi, alpha):
    unit = math.sqrt(phi * mean)
    room, p = edge_and_tail(total, spread, third, alpha)
    room += min((count - mean) / unit, FARTHEST)
    return (max(math.floor(mean + room * unit), 0.0) if room <= FARTHEST else np.nan), p
