"""What may leave of counts by province: one partition of the country, from which everything released is cut.

Cells under the threshold are merged with others of their region (of the country, where the region is too small) until
each merged part is large. Only whole parts are ever printed, so that whatever is added to or taken from whatever else
says no more than the parts do. A cell that nobody reported is in no part: unknown is not zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: A merged part holds this many times the threshold: at the threshold itself few splits would be left to guess among.
TIMES = 2
#: And so many cells with somebody in them.
CELLS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Places whose counts are only told together; `count` None: too few in all the country to be told."""

    places: tuple[str, ...]
    count: int | None


def partition(values: Mapping[str, int], *, regions: Mapping[str, str], threshold: int) -> list[Part]:
    """Parts in the order of their first place; a place with nobody or enough stands alone unless needed."""
    small = {place for place, value in values.items() if 0 < value < threshold}
    of_region: dict[str, list[str]] = defaultdict(list)
    for place in sorted(values):
        of_region[regions[place]].append(place)
    merged: list[list[str]] = []
    left: list[str] = []
    for places in of_region.values():
        inside = [place for place in places if place in small]
        group = _grown(inside, places, values, threshold)
        if group and _is_large(group, values, threshold):
            merged.append(group)
        else:
            left += inside
    if left:
        merged = _nationwide(left, merged, values, threshold)
    taken = {place for group in merged for place in group}
    parts = [_part(group, values, threshold) for group in merged]
    parts += [Part((place,), value) for place, value in values.items() if place not in taken]
    return sorted(parts, key=lambda part: part.places)


def _grown(inside: Iterable[str], places: Iterable[str], values: Mapping[str, int], threshold: int) -> list[str]:
    """The small ones with others until they are large together, or nothing is left.

    Others join in the order of the codes from the first small one, never by size: the order would tell their counts.
    """
    group = sorted(inside)
    if not group:
        return []
    around = sorted({*places, *group})
    first = around.index(group[0])
    others = [place for place in [*around[first:], *around[:first]] if place not in group and values[place]]
    while others and not _is_large(group, values, threshold):
        group.append(others.pop(0))
    return group


def _is_large(group: Iterable[str], values: Mapping[str, int], threshold: int) -> bool:
    """One of them at least is no small count itself: of small ones alone the rule would tell too much."""
    counts = [values[place] for place in group]
    is_mixed = any(count >= threshold for count in counts)
    return is_mixed and sum(counts) >= TIMES * threshold and sum(count > 0 for count in counts) >= CELLS


def _nationwide(left: list[str], merged: list[list[str]], values: Mapping[str, int], threshold: int) -> list[list[str]]:
    """What no region could hold joins across regions: first one another, then what stands alone, then whole parts."""
    taken = {place for group in merged for place in group}
    group = _grown(left, [place for place in values if place not in taken], values, threshold)
    while merged and not _is_large(group, values, threshold):
        group += merged.pop()
    return [*merged, group]


def _part(group: list[str], values: Mapping[str, int], threshold: int) -> Part:
    count = sum(values[place] for place in group)
    return Part(tuple(sorted(group)), count if _is_large(group, values, threshold) else None)


def total_of(parts: Iterable[Part], places: Iterable[str]) -> int | None:
    """The total of exactly these places, when they are a union of parts; None when it may not be told."""
    wanted, whole = set(places), 0
    for part in parts:
        inside = wanted & set(part.places)
        if not inside:
            continue
        if part.count is None or len(inside) < len(part.places):
            return None
        whole += part.count
    return whole
