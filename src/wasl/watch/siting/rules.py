"""What the set of sites has to respect, whatever it is chosen for: a number or a budget, groups, shares."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints
from wasl.watch.siting.question import Places, Question
from wasl.watch.siting.solver import INFINITY, Model, NoAnswer

#: Sums of shares are compared with this much tolerance.
HAIR = 1e-9


class TooFewCentres(NoAnswer):
    """Fewer sites than groups that need one each."""

    def __init__(self, name: str, groups: int, centres: int) -> None:
        super().__init__(name, groups, centres)
        self.name, self.groups, self.centres = name, groups, centres


class TooFewPlaces(NoAnswer):
    """More sites are wanted than there are places that may receive one."""

    def __init__(self, places: int, centres: int) -> None:
        super().__init__(places, centres)
        self.places, self.centres = places, centres


class NowhereFor(NoAnswer):
    """No place of this group may receive a site."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.name, self.label = name, label


class ShareOutOfReach(NoAnswer):
    """Even the best places do not reach the share; `most` is what they reach."""

    def __init__(self, name: str, least: float, most: float) -> None:
        super().__init__(name, least, most)
        self.name, self.least, self.most = name, least, most


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Over candidates numbered from 0. `labels` (groupings × candidates): number of the group that still needs a site,
    -1 where none does. `excess` (shares × candidates): value less the share asked, so that its sum must not be < 0."""

    count: int | None
    budget: float
    cost: Floats
    labels: Ints
    excess: Floats

    @property
    def size(self) -> int:
        return len(self.cost)

    def groups(self) -> Iterable[Ints]:
        for labels in self.labels:
            for label in np.unique(labels[labels >= 0]):
                yield np.flatnonzero(labels == label)

    def holds(self, chosen: Ints) -> bool:
        if self.count is not None and len(chosen) != self.count:
            return False
        if self.cost[chosen].sum() > self.budget + HAIR:
            return False
        if any(set(labels[labels >= 0]) - set(labels[chosen]) for labels in self.labels):
            return False
        return all(excess[chosen].sum() >= -HAIR for excess in self.excess)

    def only(self, kept: Bools) -> "Rules":
        return Rules(self.count, self.budget, self.cost[kept], self.labels[:, kept], self.excess[:, kept])

    def has_groups_of(self, other: "Rules") -> bool:
        """Every group that needs a site there can still get one here."""
        return all(set(theirs) <= {-1, *mine} for mine, theirs in zip(self.labels, other.labels, strict=True))

    def write(self, model: Model) -> None:
        """As rows over the first columns of the model; without the count, which fillers may share."""
        for members in self.groups():
            model.add(members, np.ones(len(members)), 1, INFINITY)
        if self.count is None:
            model.add(np.arange(self.size), self.cost, -INFINITY, self.budget)

    def write_count(self, model: Model) -> None:
        """The number and the shares, where every site is one of the first columns."""
        everyone = np.arange(self.size)
        if self.count is not None:
            model.add(everyone, np.ones(self.size), self.count, self.count)
        for excess in self.excess:
            model.add(everyone, excess, -HAIR, INFINITY)


def rules_of(places: Places, question: Question, candidates: Ints) -> Rules:
    """Raises NoAnswer with its reason where one can be told at once."""
    count = question.centres
    if count is not None and count > len(candidates):
        raise TooFewPlaces(len(candidates), count)
    labels = np.full((len(question.groupings), len(candidates)), -1, dtype=np.int64)
    for row, grouping in enumerate(question.groupings):
        wanted = sorted({label for label in grouping.labels if label} - grouping.served)
        number = {label: n for n, label in enumerate(wanted)}
        labels[row] = [number.get(grouping.labels[place], -1) for place in candidates]
        if missing := set(range(len(wanted))) - set(labels[row].tolist()):
            raise NowhereFor(grouping.name, wanted[min(missing)])
        if count is not None and len(wanted) > count:
            raise TooFewCentres(grouping.name, len(wanted), count)
    excess = np.array([share.values[candidates] - share.least for share in question.shares])
    excess = excess.reshape(len(question.shares), len(candidates))
    if count:
        for share, over in zip(question.shares, excess, strict=True):
            best = np.sort(over)[::-1][:count]
            if best.sum() < -HAIR * count:
                raise ShareOutOfReach(share.name, share.least, float(best.mean()) + share.least)
    # A sum of prices that is the budget but for its last digit is within it.
    budget = INFINITY if question.budget is None else question.budget * (1 + HAIR) + HAIR
    return Rules(count, budget, places.costs[candidates], labels, excess)
