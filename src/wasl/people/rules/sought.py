"""What is looked for, and what is stored to be found by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations, product
from typing import Any

from wasl.people.linkage.agreement import Agreement, score
from wasl.people.linkage.frequencies import UNKNOWN, Frequencies
from wasl.people.linkage.identity import Identity, read_box
from wasl.people.linkage.keys import Asked, asked_keys, key_of, search_keys, stored_keys, wide_keys
from wasl.people.linkage.letters import is_arabic
from wasl.people.linkage.likeness import is_one_name
from wasl.people.rules.papers import number_problem, plain_number
from wasl.people.rules.particulars import Particulars

#: Weight (base-2 logarithm, linkage.agreement) from which a candidate is shown, and probability from which it must be
#: answered: at it, 97 of 100 known persons are recognised (bench search_at_scale).
SHOWN, LIKELY = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class Sought:
    """One `Identity` per script that was given; `phones` and `numbers` (of papers) as typed."""

    identities: tuple[Identity, ...]
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.phones or self.numbers or any(each.names or search_keys(each) for each in self.identities))

    def asked(self, known: Frequencies = UNKNOWN) -> list[Asked]:
        """Keys to ask for, of all scripts; names alone only when nothing narrower was given."""
        found = {each.key: each for identity in self.identities for each in asked_keys(identity, known)}
        if not found:
            found = {key: Asked(key, 0.01) for identity in self.identities for key in wide_keys(identity)}
        return sorted(found.values(), key=lambda each: (each.share, each.key))

    def far(self, known: Frequencies = UNKNOWN) -> list[Asked]:
        """Those of the asked keys that may find somebody outside: none with a commune."""
        return Sought(tuple(replace(identity, commune="") for identity in self.identities)).asked(known)

    @property
    def has_commune(self) -> bool:
        return any(identity.commune for identity in self.identities)

    @property
    def is_card(self) -> bool:
        """Whether a national card's number was given, so that another card speaks against."""
        return any(number and not number_problem("CNIE", number) for number in self.numbers)

    @property
    def outside_keys(self) -> list[int]:
        """What may be compared with somebody outside: all but the commune, which would say where."""
        return _united(search_keys(replace(identity, commune="")) for identity in self.identities)


def _united(lists: Iterable[list[int]]) -> list[int]:
    return sorted({key for keys in lists for key in keys})


def sought_in_box(text: str) -> Sought:
    """From the one search box: names in either script, a birth year, a phone, a number, in any order."""
    read = read_box(text)
    identity = replace(read, phones=(), documents=())
    return Sought((identity,), read.phones, tuple(filter(None, map(plain_number, read.documents))))


def sought_as(particulars: Particulars, *, phones: Iterable[str] = (), numbers: Iterable[str] = ()) -> Sought:
    return Sought(identities_of(particulars), tuple(phones), tuple(filter(None, map(plain_number, numbers))))


def identities_of(particulars: Particulars, **more: tuple[str, ...]) -> tuple[Identity, ...]:
    """One per script in which a name is given; none for the anonymous. `more` are phones and documents."""
    birth = particulars.birth
    year = birth.year
    if birth.age is not None and birth.stated_on is not None:
        year = birth.stated_on.year - birth.age
    whole = date(birth.year, birth.month, birth.day) if birth.year and birth.month and birth.day else None
    common: dict[str, Any] = {
        "father": particulars.father,
        "mother": particulars.mother,
        "birth_year": year,
        "birth_date": whole,
        "sex": "" if particulars.sex == "X" else particulars.sex,
        "commune": particulars.commune_code,
        **more,
    }
    pairs = (
        (particulars.given_ar, particulars.family_ar),
        (particulars.given_latin, particulars.family_latin),
    )
    return tuple(Identity(given=given, family=family, **common) for given, family in pairs if given or family)


def keys_of(particulars: Particulars) -> list[int]:
    """What a registration stores; phones and papers keep their own, at their own level."""
    return _united(stored_keys(identity) for identity in identities_of(particulars))


#: Papers that stand for what PostgreSQL compared without clear text: the same, within one edit, quite another.
_PAPERS = {2: (("A1",), ("A1",)), 1: (("A1",), ("A2",)), 0: ((), ()), -1: (("A1",), ("B2",))}


@lru_cache(maxsize=64)
def _with(identities: tuple[Identity, ...], phones: tuple[str, ...], papers: tuple[str, ...]) -> tuple[Identity, ...]:
    """Made once for the eighty that a search compares."""
    return tuple(replace(each, phones=phones, documents=papers) for each in identities or (Identity(),))


def best_agreement(
    sought: Sought, known: Particulars, *, has_phone: bool, by_number: int, names: Frequencies = UNKNOWN
) -> Agreement:
    """The best over the scripts each side is written in; a phone found elsewhere counts as said. `by_number` is 2 for
    the same paper, 1 for a number within one edit, -1 for another card, 0 when nothing is known."""
    phones = ("0600000000",) if has_phone else ()
    my_papers, their_papers = _PAPERS[by_number]
    mine = _with(sought.identities, phones, my_papers)
    theirs = identities_of(known, phones=phones, documents=their_papers)
    theirs = theirs or (Identity(phones=phones, documents=their_papers),)
    found = [score(one, other, names) for one, other in product(mine, theirs)]
    return max(found, key=lambda agreement: agreement.weight)


def same_letters(sought: Sought, known: Particulars) -> tuple[tuple[str, str], ...]:
    """Names as typed and as registered in the other script that are one name: (Arabic, Latin), each once."""
    typed = [text for each in sought.identities for name in (each.given, each.family) for text in _parts(name)]
    stood = [text for each in identities_of(known) for name in (each.given, each.family) for text in _parts(name)]
    found: dict[tuple[str, str], None] = {}
    told: set[str] = set()
    for one, other in product(typed, stood):
        if is_arabic(one) == is_arabic(other) or not is_one_name(one, other):
            continue
        # A whole name says what its parts would say again.
        if not any(one in each.split() or other in each.split() for each in told):
            told |= {one, other}
            found[(one, other) if is_arabic(one) else (other, one)] = None
    return tuple(found)


def _parts(name: str) -> list[str]:
    """The whole name first, then each of its words."""
    words = name.split()
    return [name, *words] if len(words) > 1 else words


def is_likely(agreement: Agreement) -> bool:
    """Whether the two are so probably one person, in a registry of this size, that somebody must answer."""
    return agreement.probability >= LIKELY


def masked_reasons(sought: Sought, *, shared: frozenset[int], has_phone: bool, has_number: bool) -> tuple[str, ...]:
    """Why somebody outside may be the same, from shared keys alone; empty when too little agrees to say anything.

    Names alone never suffice: with a common name they would only tell that such a name exists somewhere.
    """
    names = any(shared & _pair_keys(identity) for identity in sought.identities)
    day = any(shared & _day_keys(identity) for identity in sought.identities)
    year = any(shared & _year_keys(identity) for identity in sought.identities)
    found = (
        ("names", names),
        ("day", day),
        ("year", year and not day),
        ("phone", has_phone),
        ("document", has_number),
    )
    is_enough = has_number or (names and (day or year or has_phone))
    return tuple(code for code, agrees in found if agrees) if is_enough else ()


@lru_cache(maxsize=64)
def _pair_keys(identity: Identity) -> frozenset[int]:
    skeletons = [word.skeleton for word in identity.names[:5]]
    return frozenset(key_of("names", *sorted(pair)) for pair in combinations(skeletons, 2))


@lru_cache(maxsize=64)
def _year_keys(identity: Identity) -> frozenset[int]:
    return frozenset(key_of("year", word.skeleton, identity.year) for word in identity.names[:5] if identity.year)


@lru_cache(maxsize=64)
def _day_keys(identity: Identity) -> frozenset[int]:
    return frozenset(search_keys(Identity(birth_date=identity.birth_date, sex=identity.sex)) if identity.day else ())


def lock_keys(sought: Sought) -> list[int]:
    """Few numbers that two agents registering the same person at once have in common, in the order to lock them."""
    return sorted({key for identity in sought.identities for key in _pair_keys(identity)})[:6]
