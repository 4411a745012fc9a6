"""Who is one person: strongest links first, never against a cannot-link, never by a chain alone.

Two groups of records join when all the evidence between them, for and against, is in favour: the sum of log-odds over
every pair across the two, where a pair that was not even worth comparing counts against. So A–B and B–C do not bring
together A and C who are known to differ (a raw connected component would), and several middling pairs may do what none
of them does alone.
"""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

import numpy as np

from wasl.people.linkage.batch.rescoring import Array

#: Log-odds of a pair that blocking never proposed, or that was dropped as hopeless.
NEVER_COMPARED = -1.0
#: Log-odds below which a pair does not hold a component together.
WORTH = -2.0
#: Two groups join above this sum: the best cluster F1 lies between 0 and 1 on every registry tried; wrong joins cost
#: more than missed ones.
LEAST = 0.5
#: One pair says at most so much, for or against.
MOST = 8.0
#: Records in one component that are looked at together; a larger one is cut at its weaker links first.
LARGEST = 400

Link = tuple[int, int, float]


class _Forest:
    """Union-find over 0 … size - 1."""

    def __init__(self, size: int):
        self.above = list(range(size))

    def root(self, one: int) -> int:
        above = self.above
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, one: int, other: int) -> None:
        one, other = self.root(one), self.root(other)
        self.above[max(one, other)] = min(one, other)


def clustered(
    size: int, left: Array, right: Array, odds: Array, *, cannot: Array, cards: Array, least: float = LEAST
) -> Array:
    """For each of `size` records the smallest member of its cluster.

    `odds` are the pairs' log-odds, `cannot` the pairs that never link, `cards` a number a record (0: none): two
    records with different cards never join unless their pair says that the numbers are one slip apart.
    """
    forest = _Forest(size)
    for members, links in _components(size, left, right, odds, cannot):
        for one, other in _joined(members, links, cards, least):
            forest.join(one, other)
    return np.array([forest.root(one) for one in range(size)], dtype=np.int64)


def _components(
    size: int, left: Array, right: Array, odds: Array, cannot: Array
) -> Iterator[tuple[list[int], list[tuple[int, int, float, bool]]]]:
    """Records held together by pairs worth it, each with all pairs among them; huge ones held by better pairs only."""
    worth = WORTH
    waiting = np.ones(len(left), bool)
    while waiting.any():
        forest = _Forest(size)
        for one, other in _pairs(left, right, waiting & (odds > worth) & ~cannot):
            forest.join(one, other)
        roots = np.array([forest.root(one) for one in range(size)], dtype=np.int64)
        inside = waiting & (roots[left] == roots[right])
        counts = np.bincount(roots, minlength=size)
        large = inside & (counts[roots[left]] > LARGEST)
        yield from _grouped(roots, left, right, odds, cannot, inside & ~large)
        waiting, worth = large, worth + 1.0


def _pairs(left: Array, right: Array, mask: Array) -> Iterable[tuple[int, int]]:
    return zip(left[mask].tolist(), right[mask].tolist(), strict=True)


def _grouped(
    roots: Array, left: Array, right: Array, odds: Array, cannot: Array, mask: Array
) -> Iterator[tuple[list[int], list[tuple[int, int, float, bool]]]]:
    rows = np.nonzero(mask)[0]
    if not len(rows):
        return
    rows = rows[np.lexsort((right[rows], left[rows], roots[left[rows]]))]
    owners = roots[left[rows]]
    starts = np.nonzero(np.append(True, owners[1:] != owners[:-1]))[0]
    links = list(
        zip(
            left[rows].tolist(), right[rows].tolist(), np.clip(odds[rows], -MOST, MOST).tolist(),
            cannot[rows].tolist(), strict=True,
        )
    )  # fmt: skip
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        mine = links[start:end]
        yield sorted({one for link in mine for one in link[:2]}), mine


def _joined(
    members: list[int], links: list[tuple[int, int, float, bool]], cards: Array, least: float
) -> Iterator[tuple[int, int]]:
    """Pairs of records whose groups join, in order."""
    if len(links) == 1:
        one, other, weight, cannot = links[0]
        if weight > least and not cannot:
            yield one, other
        return
    between: dict[int, dict[int, float]] = {one: {} for one in members}
    for one, other, weight, cannot in links:
        between[one][other] = between[other][one] = -np.inf if cannot else weight
    groups = {one: [one] for one in members}
    known = {one: int(cards[one]) for one in members}
    _forbid_cards(members, known, between)
    waiting = [(-weight, one, other) for one, other, weight, cannot in links if weight > least and not cannot]
    heapify(waiting)
    while waiting:
        weight, one, other = heappop(waiting)
        if one not in groups or other not in groups or between[one].get(other) != -weight:
            continue
        yield groups[one][0], groups[other][0]
        _merge(one, other, groups, between)
        for third, total in between[one].items():
            if total > least:
                heappush(waiting, (-total, min(one, third), max(one, third)))


def _forbid_cards(members: list[int], known: dict[int, int], between: dict[int, dict[int, float]]) -> None:
    """Different cards that no pair says to be one slip apart."""
    carded = [one for one in members if known[one]]
    for place, one in enumerate(carded):
        for other in carded[place + 1 :]:
            if known[one] != known[other] and other not in between[one]:
                between[one][other] = between[other][one] = -np.inf


def _merge(one: int, other: int, groups: dict[int, list[int]], between: dict[int, dict[int, float]]) -> None:
    """Group `other` goes into `one`; what either lacks with a third counts as never compared, a pair of records."""
    mine, theirs = between[one], between.pop(other)
    del mine[other], theirs[one]
    for third in mine.keys() | theirs.keys():
        size = len(groups[third])
        total = mine.get(third, NEVER_COMPARED * len(groups[one]) * size) + theirs.get(
            third, NEVER_COMPARED * len(groups[other]) * size
        )
        between[third].pop(other, None)
        mine[third] = between[third][one] = total
    groups[one] += groups.pop(other)
