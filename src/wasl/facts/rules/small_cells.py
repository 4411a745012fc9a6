"""Which small counts of people are hidden in what leaves the institution, and which others with them."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wasl.core.figures import OF_PEOPLE, Counted


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Counts from 1 to one below these are hidden; the second is for violence and children."""

    people: int = 5
    sensitive: int = 11

    def of(self, unit: Counted, *, is_sensitive: bool) -> int:
        """0 for what is never hidden: establishments, associations, projects, items, money."""
        if unit not in OF_PEOPLE:
            return 0
        return self.sensitive if is_sensitive or unit is Counted.CHILD else self.people


def is_small(value: Decimal, threshold: int) -> bool:
    return 0 < value < threshold


def hidden_cells[Key: Hashable](
    values: Mapping[Key, Decimal], *, groups: Iterable[Collection[Key]], threshold: int
) -> frozenset[Key]:
    """Keys to hide so that no small cell can be read or worked out.

    Each group is a set of keys whose total is printed. In a group, what is hidden must be at least two cells that
    together reach the threshold, else the total gives them away; the smallest others are hidden with it.
    """
    groups = [tuple(group) for group in groups]
    hidden = {key for key, value in values.items() if is_small(value, threshold)}
    while True:
        more = {key for group in groups for key in companions(values, group, hidden, threshold)}
        if more <= hidden:
            return frozenset(hidden)
        hidden |= more


def companions[Key: Hashable](
    values: Mapping[Key, Decimal], group: Collection[Key], hidden: Collection[Key], threshold: int
) -> list[Key]:
    """The smallest shown cells of the group that must be hidden as well; zeros only when nothing else is left."""
    inside = [key for key in group if key in hidden]
    if not inside:
        return []
    shown = sorted((key for key in group if key not in hidden), key=lambda key: (not values[key], values[key]))
    chosen: list[Key] = []
    while shown and (len(inside) + len(chosen) < 2 or sum(values[key] for key in (*inside, *chosen)) < threshold):
        chosen.append(shown.pop(0))
    return chosen
