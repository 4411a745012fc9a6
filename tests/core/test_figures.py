from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.core.figures import (
    PERSONS,
    Counted,
    DifferentUnits,
    Figure,
    Qualifier,
    Rounding,
    grouped,
    rounded,
    total,
    weakest,
)


def persons(value: int, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    return Figure(Decimal(value), Counted.PERSON, qualifier)


@pytest.mark.parametrize("other", [unit for unit in Counted if unit is not Counted.PERSON])
def test_persons_are_added_to_nothing_else(other: Counted) -> None:
    with pytest.raises(DifferentUnits):
        persons(1) + Figure(Decimal(1), other)


def test_money_is_not_compared_with_households() -> None:
    with pytest.raises(DifferentUnits):
        Figure(Decimal(1), Counted.MAD).share_of(Figure(Decimal(1), Counted.HOUSEHOLD))


def test_rural_share_is_truncated_on_paper_and_rounded_on_screen() -> None:
    share = Figure(Decimal(1905), Counted.ESTABLISHMENT).share_of(Figure(Decimal(4086), Counted.ESTABLISHMENT))
    assert share is not None
    assert rounded(share.value, 0, Rounding.FLOOR) == 46
    assert rounded(share.value, 0, Rounding.HALF_UP) == 47
    assert rounded(share.value, 1, Rounding.HALF_UP) == Decimal("46.6")


def test_growth_takes_the_earlier_value_as_base_and_its_doubt() -> None:
    growth = persons(567_981).growth_from(persons(436_867, Qualifier.ABOUT))
    assert growth is not None
    assert (rounded(growth.value, 1, Rounding.HALF_UP), growth.qualifier) == (Decimal("30.0"), Qualifier.ABOUT)


def test_growth_of_the_azilal_subsidies_is_not_what_was_once_printed() -> None:
    before, after = (Figure(Decimal(n), Counted.MAD) for n in (2_780_000, 2_966_500))
    growth = after.growth_from(before)
    assert growth is not None and rounded(growth.value, 2, Rounding.FLOOR) == Decimal("6.70")


def test_nothing_grows_from_nothing() -> None:
    assert persons(5).growth_from(persons(0)) is None


def test_more_than_keeps_what_was_recorded() -> None:
    shown = persons(1914).more_than(100)
    assert (shown.value, shown.qualifier, shown.recorded) == (1900, Qualifier.MORE_THAN, 1914)
    assert (shown + persons(86)).value == 2000


@pytest.mark.parametrize("value", [0, 57, 99, 100, 1900])
def test_more_than_never_says_more_than_there_is(value: int) -> None:
    assert persons(value).more_than(100) == persons(value)


def test_a_lower_bound_that_divides_gives_an_upper_bound() -> None:
    share = persons(10).share_of(persons(100, Qualifier.MORE_THAN))
    assert share is not None and share.qualifier is Qualifier.LESS_THAN


def test_opposite_bounds_leave_about() -> None:
    assert weakest([Qualifier.MORE_THAN, Qualifier.UP_TO]) is Qualifier.ABOUT


@given(st.lists(st.sampled_from(Qualifier), min_size=1))
def test_a_sum_is_exact_only_when_all_its_parts_are(qualifiers: list[Qualifier]) -> None:
    result = total([persons(1, q) for q in qualifiers], Counted.PERSON)
    assert (result.qualifier is Qualifier.EXACT) == (set(qualifiers) == {Qualifier.EXACT})


def test_persons_over_rows_become_person_services_first() -> None:
    rows = [Figure(Decimal(827), Counted.WOMAN), Figure(Decimal(45), Counted.CHILD), persons(170)]
    assert total([row.as_person_services() for row in rows], Counted.PERSON_SERVICE).value == 1042
    with pytest.raises(DifferentUnits):
        total(rows, Counted.PERSON)


@pytest.mark.parametrize("unit", [unit for unit in Counted if unit not in PERSONS])
def test_only_persons_become_person_services(unit: Counted) -> None:
    with pytest.raises(DifferentUnits):
        Figure(Decimal(1), unit).as_person_services()


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("999", "999"), ("2796000", "2\u202f796\u202f000"), ("-1234.50", "\u22121\u202f234,50")],
)
def test_grouping(value: str, text: str) -> None:
    assert grouped(Decimal(value)) == text
