"""Read the shipped TopoJSON back into shapes."""

import gzip
import json
from importlib import resources
from itertools import accumulate

from shapely.geometry import MultiPolygon


def shapes(name):
    """Code to shape, of ``<name>.topojson.gz``."""
    packed = (resources.files("wasl.territory") / "data" / f"{name}.topojson.gz").read_bytes()
    return decode(json.loads(gzip.decompress(packed)))


def decode(topology):
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [(x * scale[0] + origin[0], y * scale[1] + origin[1]) for x, y in accumulate(arc, _add)]
        for arc in topology["arcs"]
    ]

    def ring(numbers):
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return [point for line in lines for point in line[:-1]] + [lines[-1][-1]]

    return {
        shape["id"]: MultiPolygon([(ring(outer), [ring(hole) for hole in holes]) for outer, *holes in shape["arcs"]])
        for shape in topology["objects"]["territories"]["geometries"]
    }


def _add(one, other):
    return [one[0] + other[0], one[1] + other[1]]
