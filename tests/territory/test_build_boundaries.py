"""The repairs of the build command, each on something small enough to be counted by hand."""

import importlib.util
from pathlib import Path

import pyproj
import pytest
import shapely
from shapely.geometry import Polygon, box
from tests.territory.topojson import decode

FILE = Path(__file__).resolve().parents[2] / "scripts" / "build_boundaries.py"
SPEC = importlib.util.spec_from_file_location("build_boundaries", FILE)
build = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(build)


@pytest.mark.parametrize("latitude", [20.9, 28.0, 31.9, 36.105])
def test_latitude_is_brought_back_as_the_projections_say(latitude):
    to_ellipsoid = pyproj.Transformer.from_crs(4326, 3395, always_xy=True)
    from_sphere = pyproj.Transformer.from_crs(3857, 4326, always_xy=True)
    _, expected = from_sphere.transform(*to_ellipsoid.transform(-6.0, latitude))
    assert build.true_latitude(latitude) == pytest.approx(expected, abs=1e-7)


def test_the_slip_is_between_14_and_21_km():
    slips = [(latitude - build.true_latitude(latitude)) * 111.2 for latitude in (21, 28, 36)]
    assert min(slips) >= 14 and max(slips) <= 21


def test_the_inner_town_is_cut_out_of_the_commune_around_it():
    shapes = build.repair_coverage({"A": box(0, 0, 4, 4), "B": box(1, 1, 2, 2)}, grid=0.01)
    assert (shapes["A"].area, shapes["B"].area) == (15, 1)
    assert shapely.coverage_is_valid(list(shapes.values()))


def test_an_overlap_goes_to_the_smaller_neighbour():
    shapes = build.repair_coverage({"A": box(0, 0, 3, 2), "B": box(2, 0, 4, 2)}, grid=0.01)
    assert (shapes["A"].area, shapes["B"].area) == (4, 4)


def test_an_enclosed_gap_is_filled_by_the_neighbour_with_the_longest_border():
    ring = {"A": box(0, 0, 3, 1), "B": box(0, 1, 1, 3), "C": box(2, 1, 3, 3), "D": box(0, 3, 3, 4)}
    shapes = build.repair_coverage(ring, grid=0.01)
    whole = shapely.union_all(list(shapes.values()))
    assert whole.equals(box(0, 0, 3, 4))
    assert shapely.coverage_is_valid(list(shapes.values()))


def test_codes_are_padded():
    piece = {"code_reg": "5.0", "code_prov": "81.0", "cod_cercle": "1.0", "cod_com": "3.0"}
    assert build.source_code(piece) == "05.081.01.03"


def test_former_codes_and_arrondissements_lead_to_the_commune_of_today():
    codes = build.current_codes()
    assert codes["01.051.05.01"] == "01.051.11.01"
    assert codes["06.141.01.61"] == "06.141.01.0"
    assert len(set(codes.values())) == 1503


def test_topojson_gives_the_shapes_back():
    island = Polygon([(5, 0), (6, 0), (6, 1), (5, 1)])
    shapes = build.repair_coverage({"A": box(0, 0, 4, 4), "B": box(1, 1, 2, 2), "C": island}, grid=0.01)
    back = decode(build.topojson(shapes, grid=0.01))
    assert all(
        back[code].equals_exact(shapely.multipolygons([shapes[code]]).normalize(), 1e-9)
        or back[code].symmetric_difference(shapes[code]).area < 1e-9
        for code in shapes
    )


def test_a_shared_border_is_written_once():
    topology = build.topojson({"A": box(0, 0, 1, 1), "B": box(1, 0, 2, 1)}, grid=0.01)
    assert len(topology["arcs"]) == 3


def test_the_six_cities_are_whole():
    codes = build.current_codes()
    pieces = [(code, piece) for code, piece in build.source_pieces() if codes[code] == "06.141.01.0"]
    assert len(pieces) == 16
    assert len(build.joined(pieces, codes)) == 1


@pytest.mark.long
def test_the_shipped_outlines_are_what_the_command_makes(tmp_path, monkeypatch):
    shipped = {file.name: file.read_bytes() for file in build.DATA.iterdir() if file.suffix in {".gz", ".csv"}}
    monkeypatch.setattr(build, "DATA", tmp_path)
    assert build.main() == 0
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == shipped
