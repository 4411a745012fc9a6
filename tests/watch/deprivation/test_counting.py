"""Counting what people lack: by hand, and what must add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.watch.deprivation import measured, parts

TABLE = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1]])
WEIGHTS = [0.5, 0.25, 0.25]


def test_a_small_table_by_hand():
    found = measured(TABLE, WEIGHTS, [4, 2, 3, 1], cutoff=0.6)
    assert (found.headcount, found.adjusted) == (pytest.approx(0.5), pytest.approx((4 * 0.75 + 1) / 10))
    assert found.intensity == pytest.approx(found.adjusted / found.headcount)


def test_lacking_exactly_the_cutoff_is_poor():
    assert measured([[1, 0, 0]], [1 / 3, 1 / 3, 1 / 3]).headcount == 1


def test_what_is_unknown_counts_only_where_it_changes_nothing():
    table = [[1, 1, np.nan], [np.nan, 0, 0], [0, 0, np.nan]]
    found = measured(table, WEIGHTS, [1, 1, 1], cutoff=0.5)
    assert (found.people, found.headcount) == (2, 0.5)


def test_nobody_counted_is_unknown_not_zero():
    assert np.isnan(measured([[np.nan, np.nan]], [1, 1]).headcount)


@given(st.integers(0, 10_000))
def test_parts_and_contributions_add_up(seed):
    draw = np.random.default_rng(seed)
    table = (draw.random((40, 5)) < 0.4).astype(float)
    table[draw.random((40, 5)) < 0.05] = np.nan
    weights, people = draw.random(5) + 0.1, draw.integers(1, 9, 40).astype(float)
    groups = [str(group) for group in draw.integers(0, 4, 40)]
    whole, by = measured(table, weights, people), parts(table, weights, people, groups)
    counted = sum(part.people for part in by.values())
    assert counted == whole.people
    assert sum(part.people * part.adjusted for part in by.values() if part.people) / counted == pytest.approx(
        whole.adjusted
    )
    assert whole.contributions.sum() == pytest.approx(whole.adjusted)


@given(st.integers(0, 10_000))
def test_lacking_more_never_makes_less_poor(seed):
    draw = np.random.default_rng(seed)
    table, weights = (draw.random((20, 5)) < 0.4).astype(float), draw.random(5) + 0.1
    worse = table.copy()
    worse[draw.integers(20), draw.integers(5)] = 1
    assert measured(worse, weights).adjusted >= measured(table, weights).adjusted - 1e-12
