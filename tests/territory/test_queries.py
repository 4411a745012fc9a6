from datetime import date

import pytest

from wasl.territory import queries
from wasl.territory.models import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
TODAY = date(2026, 11, 21)


def place(code):
    return Territory.objects.get(code=code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Demnate", "05.081.01.03"),
        ("demnat", "05.081.01.03"),
        ("دمنات", "05.081.01.03"),
        ("050810103", "05.081.01.03"),
        ("zawiya ahansal", "05.081.03.13"),
        ("زاويه احنصال", "05.081.03.13"),
        ("aït m’hamed", "05.081.03.07"),
        ("ايت محمد", "05.081.03.07"),
        ("AZILAL", "05.081"),
        ("أزيلال", "05.081"),
        ("bni mellal", "05.091"),
        ("Maroc", "MA"),
    ],
)
def test_a_place_is_found_in_both_scripts_and_any_spelling(words, code):
    assert queries.search(words)[0].place.code == code


@pytest.mark.parametrize(
    ("words", "code", "former"),
    [("01.051.05.07", "01.051.11.07", "01.051.05.07"), ("Bni Abdallah", "01.051.11.07", "01.051.05.07")],
)
def test_a_place_is_found_by_its_former_code_and_name(words, code, former):
    hit = queries.search(words)[0]
    assert (hit.place.code, hit.former.code, hit.former.until_year) == (code, former, 2015)


@pytest.mark.parametrize("words", ["", " ", "z", "q1q2q3q4", "%%", "__", "'; drop", "\x00", "9" * 500])
def test_nothing_is_found_by_nothing(words):
    assert queries.search(words) == []


def test_the_beginning_of_a_code_lists_what_is_below():
    assert [hit.place.code for hit in queries.search("05.081.03.1")] == ["05.081.03.11", "05.081.03.13"]


def test_a_renumbered_code_says_the_new_one():
    with pytest.raises(queries.Renumbered) as caught:
        queries.territory("01.051.05.07")
    assert (caught.value.territory.code, caught.value.until_year) == ("01.051.11.07", 2015)


@pytest.mark.parametrize(
    ("code", "near"), [("05.081.99.99", "05.081"), ("05.999", "05"), ("99", None), ("Atlantis", None)]
)
def test_an_unknown_code_says_the_nearest_above(code, near):
    with pytest.raises(queries.UnknownTerritory) as caught:
        queries.territory(code)
    assert (caught.value.near.code if caught.value.near else None) == near


def test_ancestors_go_from_the_country_down():
    assert [each.code for each in queries.ancestors_of(place("05.081.03.13"))] == ["MA", "05", "05.081", "05.081.03"]
    assert queries.ancestors_of(place("MA")) == []


def test_the_tree_of_a_province_shows_its_cercles_and_their_communes():
    tree = queries.tree_of(place("05.081"), on=TODAY)
    assert [branch.place.code for branch in tree][:3] == ["05.081.01.01", "05.081.01.03", "05.081.03"]
    assert sum(len(branch.branches) or 1 for branch in tree) == 44


def test_figures_are_those_published():
    table = queries.table_of(place("05.081"), level="commune", indicator="illiteracy_rate_10_plus")
    lines = {line.place.code: line for line in table.lines}
    assert len(lines) == 44
    assert (table.whole.value_2014, table.whole.value_2024, table.whole.difference) == (47.6, 38.3, -9.3)
    assert (lines["05.081.01.03"].value_2014, lines["05.081.01.03"].value_2024) == (32.5, 27.5)


@pytest.mark.parametrize(("area", "sex", "value"), [("", "F", 48.8), ("RUR", "", 41.6), ("URB", "M", 15.9)])
def test_figures_by_area_and_sex(area, sex, value):
    table = queries.table_of(place("05.081"), level="cercle", indicator="illiteracy_rate_10_plus", area=area, sex=sex)
    assert table.whole.value_2024 == value


def test_what_was_asked_otherwise_in_2014_has_no_difference():
    table = queries.table_of(place("05.081"), level="commune", indicator="marital_status_divorced")
    assert table.censuses == (2014, 2024)
    assert {line.difference for line in table.lines} == {None}


def test_a_city_published_in_parts_is_marked():
    table = queries.table_of(place("06.141"), level="commune", indicator="population_legal")
    marks = {line.place.code: (line.value_2014, line.is_sum) for line in table.lines}
    assert marks == {"06.141.01.0": (3357173, True), "06.141.01.81": (2645, False)}


def test_the_four_communes_without_figures_have_none():
    table = queries.table_of(place("12"), level="commune", indicator="illiteracy_rate_10_plus")
    silent = {line.place.name_fr for line in table.lines if line.value_2024 is None}
    assert len(silent) == 4 and "Lagouira" in silent


def test_values_for_computing_leave_out_what_is_unknown():
    assert len(queries.values_of("illiteracy_rate_10_plus")) == 1499


def test_a_table_costs_a_fixed_number_of_queries(django_assert_num_queries):
    for code in ("05.081", "07"):
        found = place(code)
        with django_assert_num_queries(4):
            queries.table_of(found, level="commune", indicator="population_municipal")
