"""Lone months that are like nothing beside them nor in other years: set aside, so that they teach nothing."""

import numpy as np
from numpy.typing import NDArray

from wasl.watch.compiled import loosely

Array = NDArray[np.float64]

#: Robust standard deviations from the neighbours, and from the same month of other years.
FAR = 8.0


def without_spikes(values: Array, *, season: int, is_root: NDArray[np.bool_]) -> Array:
    """(series, months) with NaN in place of lone spikes. A jump that lasts, or comes each year, is none; the last
    month, which may be the first of many, is only brought back to what is just not far."""
    scale = np.where(is_root[:, None], np.sqrt(np.maximum(values, 0.0)), values)
    total, n = scale.shape
    if n < 6:
        return values
    apart = np.empty_like(scale)
    usual = _apart(scale, np.array([-2, -1, 1, 2]), apart).reshape(total, 1)
    with np.errstate(invalid="ignore"):
        known = np.maximum((~np.isnan(values)).sum(axis=1, keepdims=True), 1)
        least = 0.25 * np.sqrt(np.nansum(np.abs(values), axis=1, keepdims=True) / known)
        far = np.abs(apart) > FAR * np.fmax(usual, np.where(is_root[:, None], least, 0.0))
        far &= ~np.isnan(_moved(scale, -1)) & (usual + least > 0)
        if season > 1 and far.any():
            other = np.empty_like(scale)
            _apart(scale, np.array([-2, -1, 1, 2]) * season, other)
            far &= np.isnan(other) | (np.abs(other) > FAR * np.fmax(usual, least))
    is_last = np.isnan(_moved(scale, 1))
    edge = np.sign(apart) * FAR * np.fmax(usual, np.where(is_root[:, None], least, 0.0)) + scale - apart
    clipped = np.where(is_root[:, None], np.maximum(edge, 0.0) ** 2, edge)
    return np.where(far, np.where(is_last, clipped, np.nan), values)


def _moved(values: Array, step: int) -> Array:
    """The value `step` months later (earlier when negative); NaN outside."""
    found = np.full_like(values, np.nan)
    if step >= values.shape[1] or -step >= values.shape[1]:
        return found
    if step > 0:
        found[:, :-step] = values[:, step:]
    else:
        found[:, -step:] = values[:, :step]
    return found


@loosely
def _median(values):  # type: ignore[no-untyped-def]
    """Of what is known; NaN where nothing is."""
    known = values[~np.isnan(values)]
    return np.median(known) if len(known) else np.nan


@loosely
def _apart(scale, steps, found):  # type: ignore[no-untyped-def]
    """How far each month is from the median of those `steps` away; returns each series' usual distance."""
    total, n = scale.shape
    usual = np.zeros(total)
    for s in range(total):
        for t in range(n):
            known, summed, low, high = 0, 0.0, np.inf, -np.inf
            for step in steps:
                if 0 <= t + step < n and not np.isnan(scale[s, t + step]):
                    near = scale[s, t + step]
                    known += 1
                    summed += near
                    low, high = min(low, near), max(high, near)
            # The median of up to four: what the outermost leave (of two, their middle).
            outer = low + high if known > 2 else 0.0
            found[s, t] = scale[s, t] - (summed - outer) / (known - 2 * (known > 2)) if known else np.nan
        usual[s] = 1.4826 * _median(np.abs(found[s]))
    return usual
