"""Who is one person, from what was said in what order: a plain model, written from docs/adr/0022."""

from dataclasses import dataclass, field
from itertools import product
from typing import Any
from uuid import UUID


@dataclass
class Said:
    one: UUID
    other: UUID
    answer: str
    source: str
    is_active: bool = True
    was_taken_back: bool = False
    ended_for: Any = None
    id: UUID | None = None

    @property
    def pair(self) -> tuple[UUID, UUID]:
        return self.one, self.other


@dataclass
class Bar:
    one: UUID
    other: UUID
    reason: str
    said: Said | None = None
    is_active: bool = True


@dataclass
class Model:
    """Who is one person, from what was said in what order."""

    said: list[Said] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    cards: dict[UUID, set[str]] = field(default_factory=dict)

    def of(self, pk: UUID) -> set[UUID]:
        group, grown = {pk}, True
        while grown:
            grown = False
            for each in self.edges():
                if len({each.one, each.other} & group) == 1:
                    group |= {each.one, each.other}
                    grown = True
        return group

    def edges(self) -> list[Said]:
        return [each for each in self.said if each.is_active and each.answer == "SAME"]

    def bars_between(self, mine: set[UUID], theirs: set[UUID]) -> bool:
        return any(
            bar.is_active and (bar.one in mine and bar.other in theirs or bar.one in theirs and bar.other in mine)
            for bar in self.bars
        )

    def card_pairs(self, mine: set[UUID], theirs: set[UUID]) -> list[tuple[UUID, UUID]]:
        known = {(bar.one, bar.other) for bar in self.bars if bar.reason == "CARDS"}
        return [
            pair
            for a, b in product(mine, theirs)
            if self.cards.get(a) and self.cards.get(b) and not self.cards[a] & self.cards[b]
            if (pair := (min(a, b), max(a, b))) not in known
        ]

    def note_cards(self, mine: set[UUID], theirs: set[UUID]) -> None:
        self.bars += [Bar(a, b, "CARDS") for a, b in self.card_pairs(mine, theirs)]

    def is_barred(self, one: UUID, other: UUID) -> bool:
        mine, theirs = self.of(one), self.of(other)
        return other not in mine and (self.bars_between(mine, theirs) or bool(self.card_pairs(mine, theirs)))

    def standing(self, pair: tuple[UUID, UUID], *, unsure: bool) -> Said | None:
        return next((e for e in self.said if e.is_active and e.pair == pair and (e.answer == "UNSURE") is unsure), None)

    def add(self, pair: tuple[UUID, UUID], answer: str, source: str) -> Said:
        made = Said(*pair, answer, source)
        is_joined = pair[1] in self.of(pair[0])
        for before in (self.standing(pair, unsure=True), self.standing(pair, unsure=False)):
            if before and (before.answer == "UNSURE" or answer != "UNSURE"):
                before.is_active, before.ended_for = False, made
        self.said.append(made)
        if answer == "DIFFERENT":
            self.bars.append(Bar(*pair, "SAID", made))
            if is_joined:
                self.cut(pair, made)
        return made

    def cut(self, pair: tuple[UUID, UUID], cause: Said | None) -> None:
        """Oldest first: an edge that would join the two sides goes."""
        members = self.of(pair[0])
        side = {pk: pk for pk in members}
        for edge in self.edges():
            if edge.one not in members or side[edge.one] == side[edge.other]:
                continue
            if {side[edge.one], side[edge.other]} == {side.get(pair[0]), side.get(pair[1])}:
                edge.is_active, edge.ended_for, edge.was_taken_back = False, cause, cause is None
            else:
                gone, stays = side[edge.one], side[edge.other]
                side = {pk: stays if label == gone else label for pk, label in side.items()}

    def take_back(self, said: Said, *, whole: bool) -> None:
        said.is_active, said.was_taken_back = False, True
        for bar in self.bars:
            if bar.said is said:
                bar.is_active = False
        for back in [] if whole else [each for each in self.said if each.ended_for is said]:
            mine, theirs = self.of(back.one), self.of(back.other)
            if back.answer == "SAME" and back.other not in mine and self.bars_between(mine, theirs):
                continue
            back.is_active, back.ended_for = True, None

    def was_parted(self, one: UUID, other: UUID) -> bool:
        mine, theirs = self.of(one), self.of(other)
        return any(
            each.answer != "DIFFERENT" and each.ended_for is None and (each.is_active or each.was_taken_back)
            for each in self.said
            if each.one in mine and each.other in theirs or each.one in theirs and each.other in mine
        )
