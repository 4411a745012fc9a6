from dataclasses import replace
from decimal import Decimal

import pytest

from tests.reports.sheets import cell, sheet
from wasl.core.figures import Counted, Figure, Qualifier
from wasl.facts.engine.shapes import Beside
from wasl.facts.rules.small_cells import Thresholds
from wasl.reports.rules.definition import Group
from wasl.reports.rules.sheet import Sheet, canonical, differences, digest, guarded, plain, published


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


def made(values: dict[int, int], *groups: Group, unit: Counted = Counted.CHILD) -> Sheet:
    return replace(sheet(*(cell(value, unit, row=row) for row, value in values.items())), groups=groups)


def hidden(of: Sheet) -> set[int]:
    return {cell.row for cell in of.cells if cell.hidden_below}


def part(whole: int, *parts: int) -> Group:
    return Group((whole, "beneficiaries"), tuple((row, "beneficiaries") for row in parts))


@pytest.mark.parametrize(
    ("values", "group", "gone"),
    [
        ({1: 40, 2: 3}, part(1, 2), {2}),  # the rest is in no row
        ({1: 40, 2: 38}, part(1, 2), {2}),  # the rest is 2
        ({1: 40, 2: 20}, part(1, 2), set()),
        ({1: 40, 2: 3, 3: 12, 4: 25}, part(1, 2, 3, 4), {2, 3}),  # one alone could be worked out
        ({1: 9, 2: 3, 3: 6}, part(1, 2, 3), {1, 2, 3}),
    ],
)
def test_a_part_of_a_printed_whole_takes_others_with_it(values: dict[int, int], group: Group, gone: set[int]) -> None:
    assert hidden(published(made(values, group), Thresholds())) == gone


def test_a_share_leaves_with_neither_part_nor_rest_small() -> None:
    def share(part: int, whole: int) -> bool:
        parts = [Figure(Decimal(n), Counted.PERSON_SERVICE) for n in (part, whole, whole - part)]
        one = replace(cell(50, Counted.PERCENT), made_of=tuple(parts))
        return not hidden(published(sheet(one), Thresholds()))

    assert [share(*numbers) for numbers in ((10, 40), (2, 40), (38, 40), (0, 40), (40, 40))] == [
        True, False, False, True, True,
    ]  # fmt: skip


def test_a_share_goes_with_the_count_it_stands_beside() -> None:
    counted = cell(38, row=2, measure="count")
    share = replace(cell(95, Counted.PERCENT, row=2, measure="share"), made_of=(Figure(Decimal(38), Counted.PERSON),))
    whole = cell(40, row=1, measure="count")
    group = Group((1, "count"), ((2, "count"),))
    left = published(replace(sheet(whole, counted, share), groups=(group,)), Thresholds())
    assert [bool(one.hidden_below) for one in left.cells] == [False, True, True]


def test_small_counts_of_children_in_danger_are_hidden_from_everybody() -> None:
    rows = sheet(cell(10, Counted.CHILD, is_sensitive=True), cell(3, row=2), cell(40, row=3, is_sensitive=True))
    assert hidden(guarded(rows, Thresholds(), depth=2)) == {1}
    assert [total.figure for total in guarded(rows, Thresholds(), depth=2).totals] == [None]
    assert hidden(guarded(rows, Thresholds(), depth=3)) == {1, 3}, "never by commune"


def both(figure: int, recorded: int, declared: int) -> bool:
    """Whether what stands beside the figure leaves."""
    of = [Figure(Decimal(n), Counted.PERSON) for n in (recorded, declared)]
    (left,) = published(sheet(replace(cell(figure), compared=Beside(*of))), Thresholds()).cells
    return left.compared is not None


def test_what_stands_beside_leaves_when_no_difference_points_at_few() -> None:
    assert [both(*n) for n in ((120, 40, 120), (120, 117, 120), (120, 3, 120), (60, 57, 120), (50, 50, 50))] == [
        True, False, False, False, True,
    ]  # fmt: skip
