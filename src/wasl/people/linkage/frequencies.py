"""How common a name is: what a rare one is worth when it agrees, and how many rows a search key would bring."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: Share of people who bear a name that nobody was seen with.
UNSEEN = 1 / 30_000


@dataclass(frozen=True)
class Frequencies:
    """`registrations` in the whole registry; `shares` of them by skeleton of a given or family name, 0 to 1."""

    registrations: int = 0
    shares: Mapping[str, float] = field(default_factory=dict)

    def share(self, skeleton: str) -> float:
        return self.shares.get(skeleton, UNSEEN)

    def head_share(self, head: str) -> float:
        """Share of the names whose skeleton begins so; heads have two or three letters."""
        return self._heads.get(head, UNSEEN)

    @cached_property
    def _heads(self) -> dict[str, float]:
        heads: dict[str, float] = {}
        for skeleton, share in self.shares.items():
            for length in {2, 3, len(skeleton)}:
                if length <= min(3, len(skeleton)):
                    heads[skeleton[:length]] = heads.get(skeleton[:length], 0.0) + share
        return heads


#: Before anybody counted: every key may be asked for, and no name is rarer than another.
UNKNOWN = Frequencies()


def counted(rows: Iterable[Iterable[str]], *, registrations: int, least: int = 2) -> Frequencies:
    """From a sample: the skeletons of each registration's names; those seen fewer than `least` times are left out."""
    seen: Counter[str] = Counter()
    sampled = 0
    for skeletons in rows:
        sampled += 1
        seen.update(set(skeletons))
    return Frequencies(registrations, {name: times / sampled for name, times in seen.items() if times >= least})
