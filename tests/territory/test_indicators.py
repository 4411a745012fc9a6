import pytest

from wasl.territory import indicators
from wasl.territory.models import CensusColumn

SHOWN = [each for theme in indicators.themes() for each in theme.indicators]


def test_every_figure_of_2024_has_its_labels():
    assert len(SHOWN) == 114 + 22 + 28
    assert all(each.label["fr"] and each.label["ar"] for each in SHOWN)


def test_arabic_labels_hold_no_latin_letter():
    labels = [each.label["ar"] for each in SHOWN] + [theme.label["ar"] for theme in indicators.themes()]
    assert [text for text in labels if any("a" <= letter.lower() <= "z" for letter in text)] == []


def test_a_label_read_alone_says_what_it_is():
    assert indicators.full_label("amenities_electricity", "fr") == "Confort du logement : Électricité"
    assert indicators.full_label("amenities_electricity", "ar") == "تجهيزات المسكن: الكهرباء"


def test_an_unknown_indicator_is_said():
    with pytest.raises(indicators.UnknownIndicator):
        indicators.indicator("poverty_rate")


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_labels_units_and_columns_agree():
    units = dict(CensusColumn.objects.filter(census=2024).values_list("code", "unit"))
    unlabelled = units.keys() - {each.code for each in SHOWN}
    assert {each.code for each in SHOWN} <= units.keys()
    assert all(code.startswith("age_by_type_") for code in unlabelled) and len(unlabelled) == 27
    assert all(indicators.unit_label(unit, language) for unit in set(units.values()) for language in ("fr", "ar"))


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_what_does_not_compare_says_why():
    in_2014 = CensusColumn.objects.filter(census=2014, comparable=False).values_list("code", flat=True)
    silent = [each.code for each in SHOWN if each.code in set(in_2014) and each.note is None]
    assert silent == []
