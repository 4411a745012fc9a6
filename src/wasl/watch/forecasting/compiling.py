"""Numba's compiler, with its results kept on disk where a place for them can be written."""

from collections.abc import Callable
from typing import Any

from numba import njit

#: Sums may be taken in another order, sixteen terms at a time; NaN keeps its meaning.
FAST = {"reassoc", "contract", "arcp", "nsz", "afn"}


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    try:
        return njit(cache=True, fastmath=FAST, nogil=True)(function)
    except RuntimeError:  # no directory can be written: compiled anew in each process
        return njit(fastmath=FAST, nogil=True)(function)
