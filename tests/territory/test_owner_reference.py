"""Opt-in: the loaded divisions against the reference the owner keeps (see tests/vocabulary/test_reference.py)."""

import os

import pytest

from wasl.territory.models import Territory

PATH = os.environ.get("WASL_REFERENCE_VOCABULARY")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("reference"),
    pytest.mark.skipif(not PATH, reason="not compared: WASL_REFERENCE_VOCABULARY does not name the file"),
]


@pytest.mark.parametrize(("section", "level"), [("regions", "region"), ("provinces", "province")])
def test_same_codes_names_and_populations(section, level):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed: the reference cannot be read")
    with open(PATH, encoding="utf-8") as file:
        rows = yaml.safe_load(file)["territory"][section]
    theirs = {(row["code"], row["fr"], row["ar"], row["population_2024"]) for row in rows}
    fields = ("code", "name_fr", "name_ar", "population_2024")
    assert set(Territory.objects.filter(level=level).values_list(*fields)) == theirs
