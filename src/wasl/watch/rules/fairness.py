"""How right the score was, and for whom less: order, calibration by decile, recall of groups. Plain values only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Judged:
    """One score whose truth is known. `groups` (area, sex, disability) serve this report and never the score."""

    points: int
    is_found: bool
    is_proposed: bool
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decile:
    """Scores from `least` to `most` points: how many, and the share that was in need."""

    least: int
    most: int
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Recall:
    """Of a group's households in need, the share that was proposed; None where too few are known."""

    group: str
    value: str
    found: int
    recall: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Between the groups best and worst seen, in points of percent; None while one of them is too small."""

    group: str
    points: float | None


#: Promise: no group is seen this many points of percent less than another.
GAP_ALLOWED = 5.0


def auc(points: Sequence[float], found: Sequence[bool]) -> float | None:
    """Chance that somebody in need has more points than somebody who is not, ties counting half (Mann–Whitney)."""
    pairs = sorted(zip(points, found, strict=True))
    positives = sum(found)
    negatives = len(pairs) - positives
    if not positives or not negatives:
        return None
    rank, total = 0, 0.0
    for _value, tied in groupby(pairs, key=lambda pair: pair[0]):
        group = list(tied)
        total += sum(is_found for _points, is_found in group) * (rank + (len(group) + 1) / 2)
        rank += len(group)
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def deciles(rows: Sequence[Judged]) -> list[Decile]:
    """Ten parts of equal size by points; equal points stay together, so that there may be fewer."""
    ordered = sorted(rows, key=lambda row: row.points)
    parts: dict[int, list[Judged]] = defaultdict(list)
    place = 0
    for _points, tied in groupby(ordered, key=lambda row: row.points):
        group = list(tied)
        parts[min(9, 10 * (2 * place + len(group) - 1) // (2 * len(ordered)))] += group
        place += len(group)
    return [
        Decile(part[0].points, part[-1].points, len(part), sum(row.is_found for row in part) / len(part))
        for _number, part in sorted(parts.items())
    ]


def recalls(rows: Iterable[Judged], *, least: int) -> list[Recall]:
    """`least` households in need before a group's recall is said."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in rows:
        if row.is_found:
            for group, value in row.groups.items():
                found[group, value].append(row.is_proposed)
    return [
        Recall(group, value, len(seen), sum(seen) / len(seen) if len(seen) >= least else None)
        for (group, value), seen in sorted(found.items())
    ]


def gaps(lines: Iterable[Recall]) -> list[Gap]:
    """What is not known of a household ("") is no group."""
    by_group: dict[str, list[float | None]] = defaultdict(list)
    for line in lines:
        if line.value:
            by_group[line.group].append(line.recall)
    found = []
    for group, values in sorted(by_group.items()):
        known = [value for value in values if value is not None]
        whole = len(known) == len(values) and len(known) > 1
        found.append(Gap(group, 100 * (max(known) - min(known)) if whole else None))
    return found
