"""What is looked for, and what is stored to be found by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from wasl.people.linkage.agreement import Agreement, score
from wasl.people.linkage.identity import Identity, read_box
from wasl.people.linkage.keys import key_of, search_keys, stored_keys
from wasl.people.rules.papers import plain_number
from wasl.people.rules.particulars import Particulars

#: Weight (base-2 logarithm, linkage.agreement) from which a candidate is shown, and from which it must be answered.
SHOWN, LIKELY = 3.0, 12.0


@dataclass(frozen=True, slots=True)
class Sought:
    """One `Identity` per script that was given; `phones` and `numbers` (of papers) as typed."""

    identities: tuple[Identity, ...]
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.phones or self.numbers or any(search_keys(each) for each in self.identities))

    @property
    def inside_keys(self) -> list[int]:
        return _united(search_keys(identity) for identity in self.identities)

    @property
    def outside_keys(self) -> list[int]:
        """Without the commune, which would say where."""
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


def identities_of(particulars: Particulars) -> tuple[Identity, ...]:
    """One per script in which a name is given; none for the anonymous."""
    birth = particulars.birth
    year = birth.year
    if birth.age is not None and birth.stated_on is not None:
        year = birth.stated_on.year - birth.age
    whole = date(birth.year, birth.month, birth.day) if birth.year and birth.month and birth.day else None
    common = Identity(
        father=particulars.father,
        mother=particulars.mother,
        birth_year=year,
        birth_date=whole,
        sex="" if particulars.sex == "X" else particulars.sex,
        commune=particulars.commune_code,
    )
    pairs = (
        (particulars.given_ar, particulars.family_ar),
        (particulars.given_latin, particulars.family_latin),
    )
    return tuple(replace(common, given=given, family=family) for given, family in pairs if given or family)


def keys_of(particulars: Particulars) -> list[int]:
    """What a registration stores; phones and papers keep their own, at their own level."""
    return _united(stored_keys(identity) for identity in identities_of(particulars))


def best_agreement(sought: Sought, known: Particulars, *, has_phone: bool, has_number: bool) -> Agreement:
    """The best over the scripts each side is written in; a phone or number found elsewhere counts as said."""
    phones, numbers = ("0600000000",) if has_phone else (), ("1",) if has_number else ()
    mine, theirs = (
        [replace(each, phones=phones, documents=numbers) for each in side or (Identity(),)]
        for side in (sought.identities, identities_of(known))
    )
    found = [score(one, other) for one, other in product(mine, theirs)]
    return max(found, key=lambda agreement: agreement.weight)


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


def _pair_keys(identity: Identity) -> frozenset[int]:
    skeletons = [word.skeleton for word in identity.names[:5]]
    return frozenset(key_of("names", *sorted(pair)) for pair in combinations(skeletons, 2))


def _year_keys(identity: Identity) -> frozenset[int]:
    return frozenset(key_of("year", word.skeleton, identity.year) for word in identity.names[:5] if identity.year)


def _day_keys(identity: Identity) -> frozenset[int]:
    return frozenset(search_keys(Identity(birth_date=identity.birth_date, sex=identity.sex)) if identity.day else ())


def lock_keys(sought: Sought) -> list[int]:
    """Few numbers that two agents registering the same person at once have in common, in the order to lock them."""
    return sorted({key for identity in sought.identities for key in _pair_keys(identity)})[:6]
