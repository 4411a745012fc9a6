"""Counts of divisions a census did not publish but published in parts: six cities in 2014, and cercles made since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple


class Key(NamedTuple):
    """A line of a census table; `territory` is an id, `area` and `sex` are "" for all."""

    territory: int
    area: str
    sex: str


type Values = Sequence[float | None]


def unpublished(parts: Mapping[int, Set[int]], published: Set[int]) -> dict[int, Set[int]]:
    """The wholes without a line of their own whose parts all have theirs."""
    return {
        whole: members
        for whole, members in parts.items()
        if members and whole not in published and members <= published
    }


def summed(
    lines: Iterable[tuple[Key, Values]], missing: Mapping[int, Set[int]], additive: Sequence[bool]
) -> dict[Key, list[float | None]]:
    """One line for each missing whole, area and sex: sums of what is counted, None for every rate and mean.

    A part without a line for an area has nobody there; a part whose count is None leaves the sum unknown.
    """
    whole_of = {member: whole for whole, members in missing.items() for member in members}
    columns: dict[Key, list[Values]] = defaultdict(list)
    for key, values in lines:
        if key.territory in whole_of:
            columns[key._replace(territory=whole_of[key.territory])].append(values)
    return {
        key: [
            _sum(column) if counts else None for column, counts in zip(zip(*found, strict=True), additive, strict=True)
        ]
        for key, found in columns.items()
    }


def _sum(column: Sequence[float | None]) -> float | None:
    known = [value for value in column if value is not None]
    return sum(known) if len(known) == len(column) else None
