"""Households: what suggests that two people live together, and what alone tells two of one household apart.

Inside a household the fields of a file no longer speak for themselves: family name, telephone, place, parents and even
the date (twins) are shared by people who are not one. Only given name, sex, day and month, card and birth order
discriminate there (`tell_apart`, for proposals of households; the batch has its own veto, `batch.veto`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from wasl.core.folding import search_key
from wasl.people.linkage.identity import Identity
from wasl.people.linkage.keys import key_of
from wasl.people.linkage.likeness import ONE_NAME, Likeness, compare, distance_at_most_one
from wasl.people.linkage.names import Word, words


class Tie(StrEnum):
    """Why two people may live in one household."""

    PHONE = "PHONE"
    PARENT = "PARENT"
    FATHER = "FATHER"
    MOTHER = "MOTHER"
    FAMILY = "FAMILY"
    ADDRESS = "ADDRESS"
    COMMUNE = "COMMUNE"


#: Points of each; a family name and a commune alone would make one household of every El Alaoui of Marrakech.
POINTS = {
    Tie.PHONE: 4, Tie.PARENT: 3, Tie.ADDRESS: 3, Tie.FATHER: 2, Tie.MOTHER: 2, Tie.FAMILY: 2, Tie.COMMUNE: 1,
}  # fmt: skip
SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Dweller:
    """Somebody as a household is looked for: one `Identity` per script she is written in, telephones by their last
    nine digits, `homes` the places she lives at as (commune code, douar or street or landmark)."""

    identities: tuple[Identity, ...]
    phones: frozenset[str] = frozenset()
    homes: tuple[tuple[str, str], ...] = ()


def ties(one: Dweller, other: Dweller) -> tuple[Tie, ...]:
    """Everything that speaks for one household, in the order of `Tie`."""
    found = {tie for a, b in product(one.identities, other.identities) for tie in _ties_of_names(a, b)}
    if one.phones & other.phones:
        found.add(Tie.PHONE)
    if _doors(one) & _doors(other):
        found.add(Tie.ADDRESS)
    if _communes(one) & _communes(other):
        found.add(Tie.COMMUNE)
    return tuple(tie for tie in Tie if tie in found)


def _doors(one: Dweller) -> set[tuple[str, str]]:
    return {(commune, search_key(rest)) for commune, rest in one.homes if rest}


def _communes(one: Dweller) -> set[str]:
    return {commune for commune, _ in one.homes if commune}


def points(found: Iterable[Tie]) -> int:
    return sum(POINTS[tie] for tie in found)


def _ties_of_names(one: Identity, other: Identity) -> Iterator[Tie]:
    if _is_one(one.family, other.family):
        yield Tie.FAMILY
    # Half of the country has a father Mohamed: beside two mothers he is two men.
    if _is_one(one.father, other.father) and not _are_two(one.mother, other.mother):
        yield Tie.FATHER
    if _is_one(one.mother, other.mother) and not _are_two(one.father, other.father):
        yield Tie.MOTHER
    if any(_is_parent(a, b) for a, b in ((one, other), (other, one))):
        yield Tie.PARENT


def _is_parent(elder: Identity, child: Identity) -> bool:
    """Named as the child's parent, of that sex, and old enough where both years are known."""
    named = child.father if elder.sex == "M" else child.mother if elder.sex == "F" else ""
    if elder.year and child.year and child.year - elder.year < YOUNGEST_PARENT:
        return False
    return _is_one(elder.given, named)


YOUNGEST_PARENT = 13


def _is_one(one: str, other: str) -> bool:
    """Two names in which at least one word is the same name."""
    return any(compare(a, b) in ONE_NAME for a, b in product(words(one), words(other)))


def _are_two(one: str, other: str) -> bool:
    return bool(words(one) and words(other)) and not _is_one(one, other)


def kin_keys(dweller: Dweller) -> list[int]:
    """Stored keys (linkage.keys) of those who may live with her: her parents' names beside hers, a parent's own name,
    and, where she lives at a known door, her family name in that commune. Telephones have an index of their own."""
    return sorted({key for identity in dweller.identities for key in _kin_keys(identity, dweller.homes)})


def _kin_keys(identity: Identity, homes: tuple[tuple[str, str], ...]) -> Iterator[int]:
    family = words(identity.family)[:2]
    for role, parent in (("father", identity.father), ("mother", identity.mother)):
        for name, of in product(family, words(parent)[:2]):
            yield key_of(role, name.skeleton, of.skeleton)
            yield key_of("names", *sorted((name.skeleton, of.skeleton)))
    parent_of = {"M": "father", "F": "mother"}.get(identity.sex, "")
    for name, of in product(family, words(identity.given)[:2] if parent_of else ()):
        yield key_of(parent_of, name.skeleton, of.skeleton)
    for name, commune in product(family, sorted({commune for commune, rest in homes if commune and rest})):
        yield key_of("commune", name.skeleton, commune)


class Mark(StrEnum):
    """What discriminates within a household."""

    GIVEN = "GIVEN"
    SEX = "SEX"
    DAY = "DAY"
    CARD = "CARD"
    ORDER = "ORDER"


class Standing(StrEnum):
    """ONE: nothing speaks against, the given name and a second mark speak for. APART: a mark differs."""

    ONE = "ONE"
    APART = "APART"
    UNSURE = "UNSURE"


@dataclass(frozen=True, slots=True)
class Member:
    """One record of a household; `day` is (month, day), unless it is 1 January, which only says the year.
    `order` is the place among the births of one mother, from 1."""

    given: str = ""
    sex: str = ""
    day: tuple[int, int] | None = None
    card: str = ""
    order: int | None = None

    @property
    def names(self) -> tuple[Word, ...]:
        return words(self.given)


def member_of(identity: Identity, *, card: str = "", order: int | None = None) -> Member:
    day = (identity.day.month, identity.day.day) if identity.day else None
    return Member(identity.given, identity.sex, day, card, order)


def marks(one: Member, other: Member) -> dict[Mark, bool]:
    """Each mark that both sides know, and whether it agrees."""
    found = {}
    if one.names and other.names:
        found[Mark.GIVEN] = _is_given_name(one.names, other.names)
    if one.sex and other.sex:
        found[Mark.SEX] = one.sex == other.sex
    if one.day and other.day:
        found[Mark.DAY] = _is_day(one.day, other.day)
    if one.card and other.card:
        found[Mark.CARD] = distance_at_most_one(one.card, other.card)
    if one.order and other.order:
        found[Mark.ORDER] = one.order == other.order
    return found


def _is_given_name(ones: tuple[Word, ...], others: tuple[Word, ...]) -> bool:
    """The likeness of the words that are closest; half of a compound name may be missing on one side only.

    Fatima Zahra and Fatima are one; Fatima Zahra and Fatima Khadija are two sisters.
    """
    short, long = sorted((ones, others), key=len)
    return all(min(_ORDER.index(compare(a, b)) for b in long) <= _NEAR for a in short)


_ORDER = list(Likeness)
_NEAR = _ORDER.index(Likeness.NEAR)


def _is_day(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """The same, month and day exchanged, or one of the two digits of either wrong."""
    if one in (other, other[::-1]):
        return True
    written = [f"{month:02d}{day:02d}" for month, day in (one, other)]
    return sum(a != b for a, b in zip(*written, strict=True)) == 1


def tell_apart(one: Member, other: Member) -> Standing:
    found = marks(one, other)
    if not all(found.values()):
        return Standing.APART
    is_sure = Mark.GIVEN in found and bool({Mark.DAY, Mark.CARD} & found.keys())
    return Standing.ONE if is_sure else Standing.UNSURE


def may_be_one(one: Member, other: Member) -> bool:
    """The same given name, and nothing that tells the two apart: a matter of linking, not of living together."""
    found = marks(one, other)
    return found.get(Mark.GIVEN, False) and all(found.values())


def differing(one: Member, other: Member) -> tuple[Mark, ...]:
    """The marks by which two of a household are two, in the order of `Mark`."""
    found = marks(one, other)
    return tuple(mark for mark in Mark if found.get(mark) is False)
