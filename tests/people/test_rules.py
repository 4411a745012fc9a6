from datetime import date

import pytest

from wasl.people.rules import (
    Birth,
    Particulars,
    age_on,
    birth_columns,
    birth_problem,
    number_problem,
    one_deletion_variants,
    phone_problem,
    plain_number,
    problems_of,
)
from wasl.people.rules.papers import stored_phone

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        (Birth(), ""),
        (Birth(1988), ""),
        (Birth(1988, 2, 29), ""),
        (Birth(1987, 2, 29), "IMPOSSIBLE_DATE"),
        (Birth(1988, 13), "IMPOSSIBLE_DATE"),
        (Birth(2026, 11, 21), ""),
        (Birth(2026, 11, 22), "FUTURE"),
        (Birth(2027), "FUTURE"),
        (Birth(1905), "TOO_OLD"),
        (Birth(1906), ""),
        (Birth(None, 3), "YEAR_MISSING"),
        (Birth(1988, None, 3), "MONTH_MISSING"),
        (Birth(age=38), ""),
        (Birth(age=121), "AGE_RANGE"),
        (Birth(1988, age=38), "DATE_AND_AGE"),
        (Birth(age=5, stated_on=date(2027, 1, 1)), "FUTURE"),
    ],
)
def test_a_birth_is_possible_or_says_why_not(birth, code):
    assert birth_problem(birth, today=TODAY) == code


def test_an_age_becomes_a_year_and_stays_as_it_was_said():
    columns = birth_columns(Birth(age=60, stated_on=date(2020, 3, 1)), today=TODAY)
    assert (columns.birth_year, columns.stated_age, columns.stated_on) == (1960, 60, date(2020, 3, 1))
    assert columns.birth_precision == "ESTIMATED"


@pytest.mark.parametrize(
    ("year", "month", "day", "age"),
    [(1988, None, None, 38), (1988, 11, 21, 38), (1988, 11, 22, 37), (1988, 12, None, 37), (None, None, None, None)],
)
def test_age_in_whole_years(year, month, day, age):
    assert age_on(TODAY, year=year, month=month, born_on=day) == age


@pytest.mark.parametrize(
    ("particulars", "problem"),
    [
        (Particulars(given_ar="Fatima"), ("given_ar", "NOT_ARABIC")),
        (Particulars(family_latin="حمو"), ("family_latin", "NOT_LATIN")),
        (Particulars(given_latin="x" * 81), ("given_latin", "TOO_LONG")),
        (Particulars(mother="a\x00b"), ("mother", "UNREADABLE")),
        (Particulars(sex="Z"), ("sex", "UNKNOWN")),
        (Particulars(rsu_status="9.74"), ("rsu_status", "UNKNOWN")),
    ],
)
def test_each_particular_says_what_is_wrong(particulars, problem):
    assert [(each.field, each.code) for each in problems_of(particulars, today=TODAY)] == [problem]


def test_nothing_said_is_nothing_wrong():
    assert problems_of(Particulars(), today=TODAY) == ()
    assert Particulars(known_as="Ba Lahcen").is_anonymous


@pytest.mark.parametrize(
    ("type_code", "number", "code"),
    [
        ("CNIE", "JB44551", ""),
        ("CNIE", "jb 445-51", ""),
        ("CNIE", "٤٤٥٥١", "CNIE_FORM"),
        ("IDCS", "1234567890", ""),
        ("IDCS", "١٢٣٤٥٦٧٨٩٠", ""),
        ("IDCS", "123456789", "IDCS_FORM"),
        ("MASSAR", "J130012345", ""),
        ("PASSEPORT", "!", "NUMBER_UNREADABLE"),
        ("TEMOIN", "12", "NUMBER_UNEXPECTED"),
        ("TEMOIN", "", ""),
    ],
)
def test_numbers_of_papers(type_code, number, code):
    assert number_problem(type_code, number) == code


def test_numbers_within_one_edit_share_a_variant():
    known = set(one_deletion_variants(plain_number("JB44551")))
    for near in ("JB4551", "JB445511", "JB44561", "B44551"):
        assert known & set(one_deletion_variants(near)), near
    assert not known & set(one_deletion_variants("JB44662"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 12 34 56 78", "0612345678"),
        ("+212612345678", "0612345678"),
        ("00212-5-23-45-67-89", "0523456789"),
        ("٠٦١٢٣٤٥٦٧٨", "0612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("12345", ""),
        ("0912345678", ""),
    ],
)
def test_a_phone_has_one_form(typed, stored):
    assert stored_phone(typed) == stored
    assert (phone_problem(typed) == "") == bool(stored)
