from decimal import Decimal

import pytest

from tests.reports.sheets import cell, sheet
from wasl.core.figures import Counted, Qualifier
from wasl.facts.rules.small_cells import Thresholds
from wasl.reports.rules.sheet import canonical, differences, digest, plain, published


@pytest.mark.parametrize(
    ("value", "unit", "is_sensitive", "hidden_below"),
    [
        (4, Counted.PERSON, False, 5),
        (5, Counted.PERSON, False, 0),
        (0, Counted.PERSON, False, 0),
        (4, Counted.HOUSEHOLD, False, 5),
        (10, Counted.CHILD, False, 11),
        (10, Counted.WOMAN, True, 11),
        (4, Counted.COOPERATIVE, False, 0),
        (1, Counted.ESTABLISHMENT, True, 0),
        (3, Counted.ITEM, False, 0),
        (2, Counted.MAD, False, 0),
    ],
)
def test_what_leaves_hides_small_counts_of_people_only(
    value: int, unit: Counted, is_sensitive: bool, hidden_below: int
) -> None:
    (shown,) = published(sheet(cell(value, unit, is_sensitive=is_sensitive)), Thresholds()).cells
    assert (shown.hidden_below, shown.figure is None) == (hidden_below, bool(hidden_below))


def test_a_total_that_would_give_a_hidden_cell_away_is_hidden_with_it() -> None:
    left = published(sheet(cell(4), cell(900, row=2)), Thresholds())
    assert [total.figure for total in left.totals] == [None]
    assert [total.figure for total in published(sheet(cell(40)), Thresholds()).totals] != [None]


def test_what_was_recorded_behind_more_than_does_not_leave() -> None:
    (shown,) = published(sheet(cell(1900, qualifier=Qualifier.MORE_THAN, recorded=1914)), Thresholds()).cells
    assert shown.figure is not None and (shown.figure.value, shown.figure.recorded) == (1900, None)


def test_the_same_content_has_the_same_digest_and_another_has_not() -> None:
    one, same, other = (digest(canonical(plain(sheet(cell(value))))) for value in (5, "5.00", 6))
    assert one == same != other


def test_a_difference_is_told_by_what_was_counted() -> None:
    before = plain(sheet(cell(1900, qualifier=Qualifier.MORE_THAN, recorded=1914), cell(3, row=2)))
    after = plain(sheet(cell(1900, qualifier=Qualifier.MORE_THAN, recorded=1915), cell(3, row=2)))
    (change,) = differences(before, after)
    assert (change.row, change.before, change.after, change.gained) == (1, 1914, 1915, 1)


def test_what_becomes_known_or_appears_is_a_difference_too() -> None:
    changes = differences(plain(sheet(cell(None))), plain(sheet(cell(7), cell(2, row=2))))
    assert [(c.row, c.before, c.after, c.gained) for c in changes] == [
        (1, None, Decimal(7), None), (2, None, Decimal(2), None),
    ]  # fmt: skip


def test_nothing_differs_from_itself() -> None:
    assert differences(plain(sheet(cell(5))), plain(sheet(cell(5)))) == []
