"""Which answers say that a household lacks a thing, and which counts of households are told to whom. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from wasl.facts.rules.small_cells import companions, is_small

type Answers = Mapping[str, Sequence[str]]


class Kind(StrEnum):
    """What a count was made of."""

    CENSUS = "census"
    ASSESSED = "assessed"


class Verdict(StrEnum):
    POOR = "poor"
    NOT = "not"
    UNSURE = "unsure"


class WrongDefinition(ValueError):
    """A definition that cannot be used, and at which code."""


@dataclass(frozen=True, slots=True)
class Words:
    fr: str
    ar: str

    def said(self, lang: str) -> str:
        return self.ar if lang == "ar" else self.fr


@dataclass(frozen=True, slots=True)
class Thing:
    """`question` is empty for what the questionnaire does not ask: nobody is counted as lacking it."""

    code: str
    words: Words
    weight: float
    question: str = ""
    lacks: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()

    def is_lacked(self, answers: Answers) -> bool | None:
        """None when nothing was said of it."""
        if not self.question:
            return False
        said = frozenset(answers.get(self.question, ()))
        return True if said & self.lacks else False if said & self.has else None


@dataclass(frozen=True, slots=True)
class Third:
    """A part of what is looked at; all weigh alike, and so do the things of one."""

    code: str
    words: Words
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """`months` is how old an assessment may be; `cutoff` the share of all weights from which it is several things."""

    questionnaire: str
    months: int
    cutoff: float
    thirds: tuple[Third, ...]

    @property
    def things(self) -> tuple[Thing, ...]:
        return tuple(thing for third in self.thirds for thing in third.things)

    def lacked(self, answers: Answers) -> list[bool | None]:
        return [thing.is_lacked(answers) for thing in self.things]

    def verdict(self, lacked: Sequence[bool | None]) -> Verdict:
        """Unsure when it hangs on what was not said."""
        weights = [thing.weight for thing in self.things]
        least = sum(weight for weight, one in zip(weights, lacked, strict=True) if one)
        most = sum(weight for weight, one in zip(weights, lacked, strict=True) if one is not False)
        edge = self.cutoff - 1e-12
        if (least >= edge) != (most >= edge):
            return Verdict.UNSURE
        return Verdict.POOR if least >= edge else Verdict.NOT


def definition_of(content: Mapping[str, Any]) -> Definition:
    """A stored definition; raises WrongDefinition."""
    try:
        given = content["thirds"]
        thirds = tuple(_third(one, 1 / len(given)) for one in given)
        found = Definition(str(content["questionnaire"]), int(content["months"]), float(content["cutoff"]), thirds)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise WrongDefinition(str(error)) from error
    codes = [thing.code for thing in found.things]
    if not 0 < found.cutoff <= 1 or found.months < 1 or len(set(codes)) < len(codes):
        raise WrongDefinition("cutoff, months or codes")
    return found


def _third(given: Mapping[str, Any], weight: float) -> Third:
    things = tuple(_thing(one, weight / len(given["things"])) for one in given["things"])
    return Third(given["code"], Words(given["fr"], given["ar"]), things)


def _thing(given: Mapping[str, Any], weight: float) -> Thing:
    lacks, has = frozenset(given.get("lacks", ())), frozenset(given.get("has", ()))
    question = str(given.get("question", ""))
    if lacks & has or bool(question) != bool(lacks and has):
        raise WrongDefinition(str(given["code"]))
    return Thing(given["code"], Words(given["fr"], given["ar"]), weight, question, lacks, has)


def ranks[Key: Hashable](values: Mapping[Key, float]) -> dict[Key, int]:
    """The largest is first; equals share their place."""
    order = sorted(values.values(), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(order, 1)))}
    return {key: first[value] for key, value in values.items()}


#: Names of counts in a place; a thing's own counts are its code, and its code after UNSAID.
ASSESSED, UNSURE, POOR, NOT = "assessed", "unsure", "poor", "not"
UNSAID = "?"


def hidden_counts(
    counts: Mapping[str, Mapping[str, int]], *, parents: Mapping[str, str], things: Sequence[str], threshold: int
) -> dict[str, list[str]]:
    """By place, the counts that cannot be told: small ones, and those that would give them away, wherever the sums that
    tie them together stand: within a place, and from the places below (`parents`: the place each is part of) up."""
    values = {(place, what): Decimal(count) for place, row in counts.items() for what, count in row.items()}
    groups: list[list[tuple[str, str]]] = []
    below: dict[str, list[str]] = {}
    for place in counts:
        groups.append([(place, what) for what in (ASSESSED, UNSURE, POOR, NOT)])
        # The shares of the things add up to a figure that is printed.
        groups.append([(place, code) for code in things])
        below.setdefault(parents.get(place, ""), []).append(place)
    for parent, places in below.items():
        if parent in counts:
            groups += _sums(parent, places, counts[parent])
    hidden = _hidden(values, groups, threshold)
    return {place: [what for what in row if (place, what) in hidden] for place, row in counts.items()}


def _hidden(
    values: Mapping[tuple[str, str], Decimal], groups: Sequence[list[tuple[str, str]]], threshold: int
) -> set[tuple[str, str]]:
    """One group after another: what a place hides is known to the sums above it before these look for a companion, so
    that fewer counts fall than if each chose its own."""
    hidden = {key for key, value in values.items() if is_small(value, threshold)}
    before = -1
    while len(hidden) > before:
        before = len(hidden)
        for group in groups:
            hidden.update(companions(values, group, hidden, threshold))
    return hidden


def _sums(parent: str, places: Sequence[str], names: Iterable[str]) -> list[list[tuple[str, str]]]:
    return [[(place, what) for place in (parent, *places)] for what in names]
