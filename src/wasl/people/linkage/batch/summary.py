"""What a run did, in numbers and in sentences; and whether its result is believable at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from wasl.people.linkage.batch.rescoring import Array
from wasl.people.linkage.batch.tiers import Tier

#: Above these a registry is not full of doubles: a column was misread or somebody loaded the same list again and again.
MOST_REPEATED = 0.6
LARGEST_PERSON = 60


@dataclass(slots=True)
class Summary:
    """`repeated`: share of records that are somebody already there. `wrong`: wrong automatic links expected among
    `automatic`. `seconds` by step."""

    records: int = 0
    compared: int = 0
    labels: int = 0
    automatic: int = 0
    review: int = 0
    vetoed: int = 0
    wrong: float = 0.0
    persons: int = 0
    largest: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def repeated(self) -> float:
        return 1 - self.persons / self.records if self.records else 0.0

    def count(self, *, chance: Array, tier: Array, is_vetoed: Array, clusters: Array) -> None:
        is_automatic = tier == Tier.AUTO
        self.automatic, self.review = int(is_automatic.sum()), int((tier == Tier.REVIEW).sum())
        self.vetoed = int((is_vetoed & (tier == Tier.REVIEW)).sum())
        self.wrong = float((1 - chance[is_automatic]).sum())
        _, sizes = np.unique(clusters, return_counts=True)
        self.persons, self.largest = len(sizes), int(sizes.max(initial=0))

    def implausible(self) -> str:
        """Why the result should not be believed, or empty."""
        if self.records < 100:
            return ""
        if self.repeated > MOST_REPEATED:
            return f"{self.repeated:.0%} of the records would be somebody already there (more than {MOST_REPEATED:.0%})"
        if self.largest > LARGEST_PERSON:
            return f"one person would have {self.largest} records (more than {LARGEST_PERSON})"
        return ""

    def lines(self, *, new_a_year: int | None = None) -> Iterator[str]:
        """`new_a_year`: registrations expected in a year, to say how many of them would be wrongly linked."""
        total = sum(self.seconds.values())
        yield f"{self.records:,} records, {self.compared:,} pairs compared, in {total:.0f} s"
        yield f"  ({', '.join(f'{step} {seconds:.1f}' for step, seconds in self.seconds.items())})"
        if self.labels:
            yield f"learned from {self.labels:,} pairs whose cards say whether they are one person"
        else:
            yield "too few cards to learn from: only what is sure by itself is linked"
        yearly = new_a_year or self.records
        wrong = self.wrong / self.records * yearly if self.records else 0.0
        yield f"{self.automatic:,} links by themselves, of which {self.wrong:.1f} are expected to be wrong"
        yield f"  ({wrong:.0f} a year at {yearly:,} registrations a year)"
        a_thousand = 1000 * self.review / max(1, self.records)
        yield f"{self.review:,} pairs for a person to look at ({a_thousand:.0f} a thousand records),"
        yield f"  of which {self.vetoed:,} because of a veto"
        yield f"{self.persons:,} persons; {self.repeated:.1%} of records are somebody already there,"
        yield f"  {self.largest} records at most are one person"
