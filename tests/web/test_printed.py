from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from wasl.web import printed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1000, None, "1\u202f000"),
        (567981, None, "567\u202f981"),
        (-1234567, None, "\u22121\u202f234\u202f567"),
        (Decimal("2796000.50"), 2, "2\u202f796\u202f000,50"),
        (46.62, 1, "46,6"),
        (-0.04, 1, "0,0"),
    ],
)
def test_numbers_are_grouped_by_a_narrow_space_with_a_decimal_comma(value, places, text):
    assert printed.number(value, places) == text


@pytest.mark.parametrize(("lang", "text"), [("fr", "samedi 1er août 2026"), ("ar", "السبت 1 غشت 2026")])
def test_a_day_in_words_uses_the_months_of_morocco(lang, text):
    assert printed.long_day(date(2026, 8, 1), lang) == text


def test_the_clock_is_that_of_casablanca():
    assert printed.clock(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == "00:30"
    assert printed.day(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == "02/06/2026"


def test_amounts_drop_empty_cents():
    assert printed.amount(Decimal("2000.00")) == "2\u202f000"
    assert printed.amount(Decimal("12.5")) == "12,50"


def test_the_language_is_arabic_or_french_and_nothing_else():
    with override("ar"):
        assert printed.language() == "ar"
    with override("en"):
        assert printed.language() == "fr"
