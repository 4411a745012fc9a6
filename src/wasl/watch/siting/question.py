"""What is asked: where people are, where a site may stand, and what the whole choice has to respect."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints

#: Roads are about a third longer than the straight line; no road network is used, and every answer says so.
DETOUR = 1.3


class Objective(StrEnum):
    """Reach as many people as possible within a radius; or the shortest mean journey for everybody."""

    COVER = "cover"
    MEDIAN = "p-median"


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Arrays of one length, degrees and people. `penalty_km` is added to each journey that starts from the place;
    `cost` is that of a site there; a site may stand only where `may_receive`."""

    ids: Sequence[str]
    latitude: Floats
    longitude: Floats
    demand: Floats
    penalty_km: Floats | None = None
    cost: Floats | None = None
    may_receive: Bools | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def receivers(self) -> Bools:
        return np.ones(len(self), dtype=bool) if self.may_receive is None else self.may_receive

    @property
    def penalties(self) -> Floats:
        return np.zeros(len(self)) if self.penalty_km is None else self.penalty_km

    @property
    def costs(self) -> Floats:
        return np.ones(len(self)) if self.cost is None else self.cost


@dataclass(frozen=True, slots=True)
class Grouping:
    """At least one site, new or existing, for each label; "" is no group. `served`: labels of existing sites."""

    name: str
    labels: Sequence[str]
    served: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """The mean of `values` (0 to 1, one a place) over the new sites is at least `least`."""

    name: str
    values: Floats
    least: float


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """`centres` new sites exactly, or as many as the `budget` pays. `existing` sites (degrees) serve already.

    `capacity`: most people one site, new or existing, can serve (cover only); those of a place may go to several.
    """

    objective: Objective = Objective.COVER
    centres: int | None = None
    budget: float | None = None
    radius_km: float = 0.0
    detour: float = DETOUR
    existing_latitude: Floats = field(default_factory=lambda: np.zeros(0))
    existing_longitude: Floats = field(default_factory=lambda: np.zeros(0))
    groupings: tuple[Grouping, ...] = ()
    shares: tuple[Share, ...] = ()
    refused: frozenset[int] = frozenset()
    capacity: float | None = None
    seconds: float = 60.0

    def without(self, place: int) -> "Question":
        return replace(self, refused=self.refused | {place})


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """`sites` are places, most people first; `value` people reached, or mean kilometres; no choice passes `bound`.

    Of each place: `distance_km` to its nearest site, new or existing (inf: none), `nearest` (position in `sites`, -1:
    an existing site or none), and `existing_km` without the new ones.
    """

    sites: tuple[int, ...]
    value: float
    bound: float
    is_proven: bool
    distance_km: Floats
    nearest: Ints
    existing_km: Floats
    seconds: float

    @property
    def gap(self) -> float:
        """How far the bound is, as a share of the value."""
        if self.is_proven:
            return 0.0
        return abs(self.bound - self.value) / self.value if self.value else float("inf")
