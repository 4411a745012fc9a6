import pytest

from wasl.reports.rules.committee import ChildCounted, band_of, committee


def children(count, **values):
    given = {"situation": "MALTRAIT", "sex": "F", "age_band": "A06_11", "reported": "yes", "placed": "no"} | values
    return [ChildCounted(**given)] * count


def shown(found, part):
    return {line.code: line.count for line in found.lines if line.part == part}


def test_a_small_cell_is_hidden_and_another_with_it():
    found = committee(
        [*children(30), *children(3, situation="TRAITE"), *children(12, situation="ABANDON")], threshold=5
    )
    assert found.total == 45
    assert shown(found, "situation") == {"MALTRAIT": 30, "TRAITE": None, "ABANDON": None}


def test_nothing_is_hidden_where_nothing_is_small():
    found = committee([*children(20), *children(25, situation="ABANDON")], threshold=11)
    assert not found.has_hidden
    assert shown(found, "situation") == {"MALTRAIT": 20, "ABANDON": 25}


def test_so_few_that_even_their_number_is_hidden():
    found = committee(children(4), threshold=5)
    assert (found.total, found.lines) == (None, ())


@pytest.mark.parametrize(
    ("age", "band"), [(0, "A00_05"), (11, "A06_11"), (12, "A12_14"), (17, "A15_17"), (None, "ANR")]
)
def test_ages_stand_in_the_bands_of_the_vocabulary(age, band):
    assert band_of(age) == band
