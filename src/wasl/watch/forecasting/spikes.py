"""Lone months that are like nothing beside them nor in other years: set aside, so that they teach nothing."""

import numpy as np
from numpy.typing import NDArray

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
    apart = scale - _median([_moved(scale, step) for step in (-2, -1, 1, 2)])
    with np.errstate(invalid="ignore"):
        usual = 1.4826 * _median([*np.abs(apart).T]).reshape(total, 1)
        known = np.maximum((~np.isnan(values)).sum(axis=1, keepdims=True), 1)
        least = 0.25 * np.sqrt(np.nansum(np.abs(values), axis=1, keepdims=True) / known)
        far = np.abs(apart) > FAR * np.fmax(usual, np.where(is_root[:, None], least, 0.0))
        far &= ~np.isnan(_moved(scale, -1)) & (usual + least > 0)
        if season > 1 and far.any():
            years = [_moved(scale, step * season) for step in (-2, -1, 1, 2)]
            other = np.abs(scale - _median(years))
            far &= np.isnan(other) | (other > FAR * np.fmax(usual, least))
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


def _median(layers: list[Array]) -> Array:
    """Of what is known; NaN where nothing is."""
    ordered = np.sort(np.stack(layers), axis=0)  # NaN comes last
    known = (~np.isnan(ordered)).sum(axis=0)
    low = np.take_along_axis(ordered, np.maximum((known - 1) // 2, 0)[None], axis=0)[0]
    high = np.take_along_axis(ordered, np.minimum(known // 2, np.maximum(known - 1, 0))[None], axis=0)[0]
    return (low + high) / 2
