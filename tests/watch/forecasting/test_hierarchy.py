"""Forecasts that add up along a tree, without a matrix: held against the matrix."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasl.watch.forecasting import NotATree, Tree, forecast_tree, reconcile

PARENTS = [-1, 0, 0, 1, 1, 2, 2, 2]


def by_matrix(means, variances, parents):
    """Weighted least squares over the leaves, as it is written in books."""
    tree = Tree.of(parents)
    leaves = np.flatnonzero(tree.is_leaf)
    sums = np.zeros((len(parents), len(leaves)))
    for column, leaf in enumerate(leaves):
        node = leaf
        while node >= 0:
            sums[node, column] = 1
            node = parents[node]
    weights = np.diag(1 / variances)
    return sums @ np.linalg.solve(sums.T @ weights @ sums, sums.T @ weights @ means)


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_two_passes_are_the_least_squares(seed):
    rng = np.random.default_rng(seed)
    parents = [-1] + [int(rng.integers(0, node)) for node in range(1, 12)]
    means, variances = rng.normal(50, 20, 12), rng.uniform(0.5, 9, 12)
    found = reconcile(means[:, None], variances[:, None], Tree.of(parents), is_count=False)[:, 0]
    assert found == pytest.approx(by_matrix(means, variances, parents))


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_counts_add_up_and_are_never_negative(seed):
    rng = np.random.default_rng(seed)
    parents = [-1] + [int(rng.integers(0, node)) for node in range(1, 12)]
    tree = Tree.of(parents)
    found = reconcile(rng.normal(3, 8, (12, 4)), rng.uniform(0.5, 9, (12, 4)), tree)
    assert (found >= 0).all() and found == pytest.approx(tree.summed(found))


def test_what_already_adds_up_stays():
    means = Tree.of(PARENTS).summed(np.arange(8.0)[:, None])
    assert reconcile(means, np.ones((8, 1)), Tree.of(PARENTS)) == pytest.approx(means)


def test_a_node_nothing_is_said_of_is_the_sum_of_its_children():
    means = np.array([[np.nan], [3.0], [4.0]])
    assert reconcile(means, np.ones((3, 1)), Tree.of([-1, 0, 0]))[0, 0] == 7


def test_a_circle_is_no_tree():
    with pytest.raises(NotATree):
        Tree.of([1, 0, -1])


def _world(seed):
    rng = np.random.default_rng(seed)
    tree = Tree.of(PARENTS)
    rates = 40 * (1 + 0.3 * np.sin(2 * np.pi * np.arange(84) / 12))
    return tree, tree.summed(rng.poisson(rates, (8, 84)).astype(float))


def test_a_whole_tree_is_foretold_so_that_it_adds_up():
    tree, values = _world(5)
    found = forecast_tree(values, tree, season=12, horizon=12)
    assert found.mean == pytest.approx(tree.summed(found.mean))
    assert (found.lower <= found.mean).all() and (found.mean <= found.upper).all()


def test_a_parent_without_a_past_takes_its_childrens_widths():
    tree, values = _world(6)
    unsaid = values.copy()
    unsaid[0] = np.nan
    found = forecast_tree(unsaid, tree, season=12, horizon=6)
    assert found.mean[0] == pytest.approx(values[0, :6], rel=0.25)
    assert (found.lower[0] < found.mean[0]).all() and (found.upper[0] < 2 * found.mean[0]).all()
