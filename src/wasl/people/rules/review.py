"""When the comparison of the registry must stop, and how far its automatic links can be trusted."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt


class Halt(StrEnum):
    """Why a run stopped by itself."""

    TOO_MANY = "TOO_MANY"
    SURGE = "SURGE"
    NONE_FOUND = "NONE_FOUND"
    TOO_MUCH_REVIEW = "TOO_MUCH_REVIEW"
    UNCERTAIN = "UNCERTAIN"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one run so far: `expected_wrong` is the sum of 1 - probability over the automatic links."""

    records: int
    automatic: int = 0
    review: int = 0
    expected_wrong: float = 0.0

    @property
    def rate(self) -> float:
        return self.automatic / self.records if self.records else 0.0


#: Under so many records no rate says anything.
ENOUGH = 500
#: A registry of 2 to 6 registrations for a fifth of its persons gives about .4 links a record.
MOST_LINKED, LEAST_LINKED, MOST_REVIEW, MOST_WRONG, SURGE = 0.6, 0.0005, 0.3, 0.02, 3.0


def halt_of(counts: Counts, *, is_full: bool, usual_rate: float | None = None) -> Halt | None:
    """What is implausible, or None. `usual_rate`: automatic links a record of the last run of the kind that ended well.

    A full run that finds nobody twice has read the wrong columns.
    """
    if counts.records < ENOUGH:
        return None
    tests = (
        (Halt.TOO_MANY, counts.rate > MOST_LINKED),
        (Halt.SURGE, bool(usual_rate) and counts.rate > SURGE * (usual_rate or 0) and counts.rate > LEAST_LINKED * 10),
        (Halt.TOO_MUCH_REVIEW, counts.review / counts.records > MOST_REVIEW),
        (Halt.UNCERTAIN, counts.automatic > 0 and counts.expected_wrong / counts.automatic > MOST_WRONG),
        (Halt.NONE_FOUND, is_full and counts.rate < LEAST_LINKED),
    )
    return next((halt for halt, is_so in tests if is_so), None)


#: Fewer checked links than this say nothing about precision.
ENOUGH_CHECKED = 30


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the automatic links drawn to be checked: how many were, and how many of those were right."""

    drawn: int
    checked: int
    right: int
    unsure: int = 0

    @property
    def wrong(self) -> int:
        return self.checked - self.right

    @property
    def is_enough(self) -> bool:
        return self.checked >= ENOUGH_CHECKED

    @property
    def share(self) -> float | None:
        return self.right / self.checked if self.is_enough else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the true one lies with 95 % certainty (Wilson)."""
        return wilson(self.right, self.checked) if self.is_enough else None


def wilson(right: int, checked: int, z: float = 1.959964) -> tuple[float, float]:
    share = right / checked
    middle = share + z * z / (2 * checked)
    spread = z * sqrt(share * (1 - share) / checked + z * z / (4 * checked * checked))
    whole = 1 + z * z / checked
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
