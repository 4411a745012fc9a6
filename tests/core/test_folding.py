from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.vectors import KEYS

from wasl.core.folding import (
    NotANumber,
    parse_decimal,
    parse_whole,
    search_key,
    western_digits,
    without_controls,
)


@pytest.mark.parametrize(("text", "key"), KEYS)
def test_key_of_each_shared_vector(text: str, key: str) -> None:
    assert search_key(text) == key


@given(st.text())
def test_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_keys_order_french_and_arabic_as_a_reader_expects() -> None:
    words = ["يوسف", "إبراهيم", "zèbre", "Éric", "école", "أحمد", "Aït Ali"]
    assert sorted(words, key=search_key) == ["Aït Ali", "école", "Éric", "zèbre", "إبراهيم", "أحمد", "يوسف"]


def test_a_name_with_an_override_prints_as_it_is_spelled() -> None:
    assert without_controls("Ali\u202egnp.exe") == "Alignp.exe"


def test_digits_of_either_script_become_western() -> None:
    assert western_digits("٠٦ ۱۲٫۵") == "06 12,5"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("1 234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("1,234", 1234),
        ("1.234", 1234),
        ("١٢٬٣٤٥", 12345),
        ("\u200f٤٢", 42),
        (" 12 ", 12),
        ("۱۲", 12),
        ("１２", 12),
    ],
)
def test_whole_numbers_as_people_type_them(typed: str, number: int) -> None:
    assert parse_whole(typed) == number


@pytest.mark.parametrize("typed", ["", "-3", "1,5", "12 34", "1 23", "1.23.456", "douze", "1 234,567", "3²x", "½"])
def test_what_is_not_a_whole_number_is_refused_as_typed(typed: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        parse_whole(typed)
    assert refusal.value.args == (typed,)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", "3"),
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("٣٫٥", "3.5"),
        ("-1 234,50", "-1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234", "1.234"),
        ("1,234,567", "1234567"),
        ("12 345", "12345"),
    ],
)
def test_decimals_as_people_type_them(typed: str, number: str) -> None:
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", ",5", "1 23,4", "1,2,3", "NaN", "1e5", "--1", "Infinity"])
def test_what_is_not_a_decimal_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        parse_decimal(typed)
