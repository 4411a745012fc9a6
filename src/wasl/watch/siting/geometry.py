"""Distances on the globe, and who stands within reach of whom."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.floating[Any]]
type Ints = NDArray[np.integer[Any]]
type Bools = NDArray[np.bool_]

#: Mean radius of the Earth (IUGG), in kilometres.
EARTH_KM = 6371.0088
#: Pairs held at once: 32 MB of distances.
BLOCK = 4_000_000
#: A place exactly at the limit is within it, whatever the rounding of the sines.
TOLERANCE_KM = 1e-9


def great_circle_km(latitude: Floats, longitude: Floats, latitudes: Floats, longitudes: Floats) -> Floats:
    """From each of the first places to each of the second, in kilometres (haversine); degrees in, shape (m, n) out."""
    one, other = np.radians(latitude)[:, None], np.radians(latitudes)[None, :]
    turn = np.radians(longitude)[:, None] - np.radians(longitudes)[None, :]
    chord = np.sin((one - other) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin(turn / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))


def blocks(rows: int, columns: int) -> list[slice]:
    """Rows to treat at once, so that a block of `rows` × `columns` stays small."""
    step = max(1, BLOCK // max(1, columns))
    return [slice(start, min(start + step, rows)) for start in range(0, rows, step)]
