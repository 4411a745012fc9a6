"""A small map for paper: the country's provinces in outline, and points on it, as SVG."""

import gzip
import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from math import cos, radians

from wasl.territory.boundaries import NoBoundary, packed

#: The outlines' middle latitude, where a degree of longitude has its true length; and units of the drawing a degree.
MIDDLE, SCALE = 28.0, 40.0
WIDE = cos(radians(MIDDLE))
#: Longitude west and latitude north of everything that is drawn; width and height in degrees.
WEST, NORTH, WIDTH, HEIGHT = -17.3, 36.1, 16.5, 15.6
LAND, LINE, NEW, STANDING = "#f4f1ea", "#c9c4b8", "#a8571f", "#0f5c58"
type Point = tuple[float, float]


def map_with(*, new: Iterable[Point], standing: Iterable[Point] = ()) -> str:
    """`new` and `standing` are latitudes and longitudes; empty when no outlines are shipped."""
    try:
        land = provinces_drawn()
    except NoBoundary:
        return ""
    wide, high = WIDTH * WIDE * SCALE, HEIGHT * SCALE
    here, there = _dots(standing), _dots(new)
    rings = _drawn(here, STANDING, 7.4) + _drawn(here, LAND, 5.0)
    dots = _drawn(there, "#ffffff", 9.6) + _drawn(there, NEW, 8.0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}">'
        f'<path d="{land}" fill="{LAND}" stroke="{LINE}" stroke-width=".7"/>{rings}{dots}</svg>'
    )


def _dots(points: Iterable[Point]) -> str:
    """One path of lines without length, whose round ends are dots: hundreds of circles weigh ten times as much."""
    return "".join("M{:.1f} {:.1f}h.01".format(*_on_paper(longitude, latitude)) for latitude, longitude in points)


def _drawn(path: str, colour: str, width: float) -> str:
    return f'<path d="{path}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>' if path else ""


def _on_paper(longitude: float, latitude: float) -> Point:
    return (longitude - WEST) * WIDE * SCALE, (NORTH - latitude) * SCALE


@cache
def provinces_drawn() -> str:
    """The provinces as one path. Raises NoBoundary."""
    found = json.loads(gzip.decompress(packed("provinces")))
    arcs = [_arc(found["transform"], arc) for arc in found["arcs"]]
    shapes = next(iter(found["objects"].values()))["geometries"]
    return "".join(_ring(ring, arcs) for shape in shapes for ring in _rings(shape))


def _arc(transform: dict[str, list[float]], arc: Sequence[Sequence[int]]) -> list[Point]:
    """Points of an arc, whose file holds the first and then each step from the one before."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [_on_paper(x * wide + left, y * high + low) for x, y in steps]


def _rings(shape: dict[str, list[list[list[int]]]]) -> list[list[int]]:
    parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for part in parts for ring in part]  # type: ignore[misc]


def _ring(ring: Sequence[int], arcs: Sequence[list[Point]]) -> str:
    """A negative number is the arc of its complement, run backwards."""
    points = [point for one in ring for point in (arcs[one] if one >= 0 else arcs[~one][::-1])]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
