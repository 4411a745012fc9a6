import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.documents.rules import ALPHABET, code_as_typed, code_in_print, new_code, number_in_print


def test_a_number_says_year_and_rank_only():
    assert number_in_print(2026, 42) == "2026-00042"
    assert number_in_print(2026, 123456) == "2026-123456"


def test_codes_do_not_repeat_and_print_in_fours():
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 16 and set(code) <= set(ALPHABET) for code in codes)
    assert code_in_print("K7QM3F9T0XAB42ZD") == "K7QM-3F9T-0XAB-42ZD"


@pytest.mark.parametrize("typed", ["k7qm-3f9t-oxab-42zd", " K7QM 3F9T 0XAB 42ZD ", "K7QM3F9T0XAB42ZD"])
def test_a_code_is_read_as_people_type_it(typed):
    assert code_as_typed(typed) == "K7QM3F9T0XAB42ZD"


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM-3F9T-0XAB-42Z!", "K7QM-3F9T-0XAB-42ZDD", "ك" * 16])
def test_what_cannot_be_a_code_is_empty(typed):
    assert code_as_typed(typed) == ""


@given(st.text(alphabet=ALPHABET, min_size=16, max_size=16))
def test_printed_codes_read_back(code):
    assert code_as_typed(code_in_print(code)) == code
