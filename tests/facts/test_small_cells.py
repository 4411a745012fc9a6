from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.core.figures import OF_PEOPLE, Counted
from wasl.facts.rules.small_cells import Thresholds, hidden_cells


def hidden(threshold: int = 5, **values: int) -> frozenset[str]:
    return hidden_cells(
        {key: Decimal(value) for key, value in values.items()}, groups=[tuple(values)], threshold=threshold
    )


@pytest.mark.parametrize("unit", [unit for unit in Counted if unit not in OF_PEOPLE])
def test_what_is_not_people_is_never_hidden(unit: Counted) -> None:
    assert Thresholds().of(unit, is_sensitive=True) == 0


@pytest.mark.parametrize(
    ("unit", "is_sensitive", "threshold"),
    [
        (Counted.PERSON, False, 5),
        (Counted.HOUSEHOLD, False, 5),
        (Counted.PERSON, True, 11),
        (Counted.CHILD, False, 11),
    ],
)
def test_children_and_violence_are_hidden_longer(unit: Counted, is_sensitive: bool, threshold: int) -> None:
    assert Thresholds().of(unit, is_sensitive=is_sensitive) == threshold


def test_a_lone_small_cell_takes_the_smallest_other_with_it() -> None:
    assert hidden(a=3, b=40, c=12) == {"a", "c"}


def test_two_small_cells_that_betray_each_other_take_a_third() -> None:
    assert hidden(a=1, b=1, c=30, d=90) == {"a", "b", "c"}


def test_a_zero_is_hidden_only_for_want_of_anything_else() -> None:
    assert hidden(a=3, b=0, c=20) == {"a", "c"}
    assert hidden(a=3, b=0) == {"a", "b"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert hidden(a=5, b=0, c=7) == frozenset()


def test_in_a_table_the_companions_are_hidden_along_rows_and_columns() -> None:
    values = {(r, c): Decimal(n) for (r, c), n in {(0, 0): 2, (0, 1): 9, (1, 0): 8, (1, 1): 30}.items()}
    rows_and_columns = [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0), (1, 0)], [(0, 1), (1, 1)]]
    assert hidden_cells(values, groups=rows_and_columns, threshold=5) == set(values)


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 30).map(Decimal), min_size=2))
def test_no_small_cell_can_be_worked_out_from_the_total(values: Mapping[int, Decimal]) -> None:
    found = hidden_cells(values, groups=[tuple(values)], threshold=5)
    if found != set(values):
        assert not found or (len(found) >= 2 and sum(values[key] for key in found) >= 5)
    assert all(not 0 < values[key] < 5 for key in values if key not in found)
