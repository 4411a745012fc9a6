"""Forecasts made to agree along a tree: a node is worth the sum of its children.

Weighted least squares with one variance per node and month (Wickramasuriya, Athanasopoulos, Hyndman 2019). On a tree
the normal equations need no matrix: one pass up gathers what each subtree says, one pass down shares it out; exact, and
linear in the number of nodes. What a level's own forecasts weigh against the sums can also be learnt from past months.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


#: As many nodes as the even weight counts for, where a level has few to learn from.
FEW = 2.0


class NotATree(ValueError):
    """`node` is its own ancestor."""

    def __init__(self, node: int) -> None:
        super().__init__(f"node {node} is its own ancestor")
        self.node = node


@dataclass(frozen=True, slots=True)
class Tree:
    """`parent[i]` is the place of node i's parent, -1 for a root; `levels` are the nodes by depth, roots first."""

    parent: NDArray[np.int64]
    levels: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, parents: Sequence[int]) -> "Tree":
        """Raises NotATree."""
        parent = np.asarray(parents, dtype=np.int64)
        depth = np.where(parent < 0, 0, -1)
        step = 0
        while (depth < 0).any():
            ready = (depth < 0) & (parent >= 0) & (depth[np.maximum(parent, 0)] == step)
            if not ready.any():
                raise NotATree(int(np.flatnonzero(depth < 0)[0]))
            step += 1
            depth[ready] = step
        levels = tuple(np.flatnonzero(depth == level) for level in range(step + 1 if len(parent) else 0))
        return cls(parent, levels)

    @property
    def is_leaf(self) -> NDArray[np.bool_]:
        leaf = np.ones(len(self.parent), dtype=bool)
        leaf[self.parent[self.parent >= 0]] = False
        return leaf

    def summed(self, values: Array) -> Array:
        """(nodes, months): what stands at the leaves, added up at every node above; other rows are not read."""
        totals = np.where(self.is_leaf[:, None], values, 0.0)
        for level in reversed(self.levels[1:]):
            np.add.at(totals, self.parent[level], totals[level])
        return totals


def reconcile(
    means: Array, variances: Array, tree: Tree, *, trust: Array | None = None, is_count: bool = True
) -> Array:
    """(nodes, months) forecasts that add up; NaN at an inner node means nothing is said of it.

    `trust` (levels,) is what a node's own forecast weighs against the sum of its children's, 0 to 1; without it the
    variances alone say so. With `is_count` no node is negative: what a child would owe its brothers pay.
    """
    total, spread, below, width = gathered(means, variances, tree, trust)
    agreed = total.copy()
    if is_count and tree.levels:
        agreed[tree.levels[0]] = np.maximum(agreed[tree.levels[0]], 0.0)
    for level in tree.levels[1:]:
        parent = tree.parent[level]
        share = np.divide(spread[level], width[parent], out=np.zeros_like(spread[level]), where=width[parent] > 0)
        agreed[level] = total[level] + share * (agreed[parent] - below[parent])
        if is_count:
            agreed[level] = _without_debt(agreed, level, parent)
    # Summed once more from the leaves, so that it adds up to the last digit.
    return tree.summed(agreed)


def trust_of(told: Array, came: Array, variances: Array, tree: Tree) -> Array:
    """(levels,) the weight of a node's own forecast that would have erred least in past months.

    `told` and `came` (nodes, past months): what was forecast and what came, NaN where not known. Errors of brothers
    move together, which the variances do not know: their sum is worse than it seems, and this finds how much.
    """
    weights = np.ones(len(tree.levels))
    leaf = tree.is_leaf
    known = np.isfinite(told) & np.isfinite(came)
    for depth in range(len(tree.levels) - 2, -1, -1):
        _total, _spread, below, _width = gathered(np.where(known, told, np.nan), variances, tree, weights)
        inner = tree.levels[depth][~leaf[tree.levels[depth]]]
        asked = known[inner] & _all_below(known, tree)[inner]
        size = np.maximum(np.where(asked, came[inner], 0.0).sum(axis=1, keepdims=True), 1e-9)
        own = np.where(asked, came[inner] - told[inner], 0.0) / size
        summed = np.where(asked, came[inner] - below[inner], 0.0) / size
        apart, seen = ((summed - own) ** 2).sum(), int(asked.any(axis=1).sum())
        best = float(np.clip((summed * (summed - own)).sum() / apart, 0.0, 1.0)) if apart > 0 else 0.5
        weights[depth] = (seen * best + FEW * 0.5) / (seen + FEW)
    return weights


def _all_below(known: NDArray[np.bool_], tree: Tree) -> NDArray[np.bool_]:
    """Whether everything under a node is known, month by month."""
    missing = tree.summed((~known).astype(float))
    return missing == 0


def gathered(means: Array, variances: Array, tree: Tree, trust: Array | None) -> tuple[Array, Array, Array, Array]:
    """What each subtree says of its node, its variance, and the sum over the children with theirs."""
    said = np.isfinite(means) & np.isfinite(variances)
    total = np.where(said, means, 0.0)
    spread = np.where(said, np.maximum(variances, 1e-12), 0.0)
    below, width = np.zeros_like(total), np.zeros_like(total)
    leaf = tree.is_leaf
    for depth in range(len(tree.levels) - 1, -1, -1):
        level = tree.levels[depth]
        inner = level[~leaf[level]]
        own, children = spread[inner], np.maximum(width[inner], 1e-12)
        weight = children / (own + children) if trust is None else np.full_like(own, trust[depth])
        weight = np.where(said[inner], weight, 0.0)
        total[inner] = weight * total[inner] + (1.0 - weight) * below[inner]
        spread[inner] = np.where(said[inner], own * children / (own + children), children)
        if depth:
            np.add.at(below, tree.parent[level], total[level])
            np.add.at(width, tree.parent[level], spread[level])
    return total, spread, below, width


def _without_debt(agreed: Array, level: NDArray[np.int64], parent: NDArray[np.int64]) -> Array:
    """The level's values, none under zero, adding up to what the parents have (never more than these)."""
    kept = np.maximum(agreed[level], 0.0)
    sums = np.zeros_like(agreed)
    np.add.at(sums, parent, kept)
    owed = np.maximum(agreed[parent], 0.0)
    scale = np.divide(owed, sums[parent], out=np.zeros_like(owed), where=sums[parent] > 0)
    return np.where(sums[parent] > owed, kept * scale, kept)
