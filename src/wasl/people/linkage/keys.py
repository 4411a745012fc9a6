"""Search before create: every registration stores a few dozen 63-bit keys, and a search asks for rows that share one.

Each key is a hash of a combination (two names, a name and a year, two beginnings of names …), so that a search reads
a handful of short lists from one `bigint[]` GIN index instead of comparing strings; `agreement.score` then ranks what
came back. Measured against trigrams in docs/adr/0012-name-keys.md.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import combinations, product
from math import log2

from wasl.core.folding import search_key
from wasl.people.linkage.frequencies import UNKNOWN, Frequencies
from wasl.people.linkage.identity import Identity, local_digits
from wasl.people.linkage.names import Word, heads_of, loose_words, words

#: How far a birth year may be off and still be found by a name alone: ages are told, not proven.
YEARS_OFF = 1


def key_of(kind: str, *parts: object) -> int:
    """A stable 63-bit number; `kind` keeps combinations of different kinds apart."""
    text = "\x1f".join([kind, *map(str, parts)])
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def document_key(number: str, *, secret: bytes) -> int:
    """Key of a document number under the institution's secret: whoever reads the index cannot try all numbers."""
    folded = "".join(filter(str.isalnum, search_key(number)))
    return int.from_bytes(hmac.digest(secret, folded.encode(), "sha256")[:8], "big") >> 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A key that a search asks for, and the share of all registrations that would be expected to store it."""

    key: int
    share: float

    @property
    def bits(self) -> int:
        """What sharing it is worth: binary logarithm of how rare it is, 1 to 40."""
        return min(40, max(1, round(-log2(self.share))))


#: Expected shares of a birth year among all, of a day of the year, and of a large commune.
YEAR, DAY, COMMUNE = 1 / 65, 1 / 365, 1 / 60
#: How many rows a search may expect to read in a registry of a million: keys that would bring more are left out, the
#: rarest come first.
BUDGET, USUAL_SIZE = 250, 1_000_000


def _names(identity: Identity) -> list[Word]:
    """At most five words: longer names add keys and find nobody more."""
    return list(identity.names[:5])


def _pair(kind: str, one: str, other: str, *more: object) -> int:
    return key_of(kind, *sorted((one, other)), *more)


def _heads(name: Word, length: int, *, is_partial: bool = False) -> frozenset[str]:
    return heads_of(name, length=length, is_partial=is_partial)


def _head_pairs(names: list[Word], length: int, *, is_partial: bool = False) -> Iterator[tuple[str, str]]:
    for one, other in combinations([_heads(name, length, is_partial=is_partial) for name in names], 2):
        yield from product(one, other)


def _openings(name: Word) -> frozenset[str]:
    """Beginnings that one unfinished name alone may be found by: two and three skeleton letters."""
    return heads_of(name) | {name.skeleton[:3]}


def stored_keys(identity: Identity, *, secret: bytes | None = None) -> list[int]:
    """Keys to store with a registration, sorted, without repeats; about 25 for two names, a year and a commune.

    Documents are keyed only when `secret` is given.
    """
    names = _names(identity)
    keys = {*_of_names(names, identity), *_kinship(identity, names), *_beyond_names(identity, secret)}
    for name in names:
        keys.add(key_of("name", name.skeleton))
        keys |= {key_of("head", head) for head in _openings(name)}
        if identity.year:
            keys.add(key_of("year", name.skeleton, identity.year))
            keys |= {key_of("head year", head, identity.year) for head in heads_of(name)}
        if identity.commune:
            keys.add(key_of("commune", name.skeleton, identity.commune))
        if identity.year and identity.commune:
            keys.add(key_of("year commune", name.skeleton, identity.year, identity.commune))
    return sorted(keys)


def _of_names(names: list[Word], identity: Identity) -> Iterator[int]:
    year, commune = identity.year, identity.commune
    for one, other in combinations([name.skeleton for name in names], 2):
        yield _pair("names", one, other)
        yield _pair("names year", one, other, year or "none")
        if commune:
            yield _pair("names commune", one, other, commune)
    for length in (2, 3):
        for one, other in _head_pairs(names, length):
            yield _pair(f"heads {length}", one, other)
    for one, other in _head_pairs(names, 2):
        if year:
            yield _pair("heads year", one, other, year)
        if commune:
            yield _pair("heads commune", one, other, commune)


def _kinship(identity: Identity, names: list[Word]) -> Iterator[int]:
    father, mother = words(identity.father)[:2], words(identity.mother)[:2]
    for role, parent in (("father", father), ("mother", mother)):
        for name, of in product(names, parent):
            yield key_of(role, name.skeleton, of.skeleton)
    for name, one, other in product(names, father[:1], mother[:1]):
        yield key_of("parents", name.skeleton, one.skeleton, other.skeleton)


def _beyond_names(identity: Identity, secret: bytes | None) -> Iterator[int]:
    if identity.day:
        yield key_of("day", identity.day.isoformat())
    yield from _of_numbers(identity, secret)


def _of_numbers(identity: Identity, secret: bytes | None) -> Iterator[int]:
    for phone in identity.phones:
        yield key_of("phone", local_digits(phone))
    if secret is not None:
        for number in identity.documents:
            yield document_key(number, secret=secret)


def _asked(identity: Identity, known: Frequencies, secret: bytes | None) -> Iterator[Asked]:
    """Every combination that may be asked for."""
    names = _names(identity)
    for key in _of_numbers(identity, secret):
        yield Asked(key, 1e-7)
    for day in _days(identity):
        yield Asked(key_of("day", day.isoformat()), YEAR * DAY)
    yield from _asked_pairs(identity, names, known)
    yield from _asked_heads(identity, names, known)
    yield from _asked_alone(identity, names, known)
    yield from _asked_kin(identity, names, known)


def _days(identity: Identity) -> Iterator[date]:
    if day := identity.day:
        yield day
        if day.day <= 12 and day.day != day.month:
            yield day.replace(month=day.day, day=day.month)


def _years(identity: Identity) -> range:
    return range(identity.year - YEARS_OFF, identity.year + YEARS_OFF + 1) if identity.year else range(0)


def _asked_pairs(identity: Identity, names: list[Word], known: Frequencies) -> Iterator[Asked]:
    for one, other in combinations([name.skeleton for name in names], 2):
        share = 2 * known.share(one) * known.share(other)
        yield Asked(_pair("names", one, other), share)
        for year in _years(identity):
            yield Asked(_pair("names year", one, other, year), share * YEAR)
        if identity.year:
            yield Asked(_pair("names year", one, other, "none"), share / 20)
        if identity.commune:
            yield Asked(_pair("names commune", one, other, identity.commune), share * COMMUNE)


def _asked_heads(identity: Identity, names: list[Word], known: Frequencies) -> Iterator[Asked]:
    """Two beginnings, which forgive a slip in either name."""
    is_partial = identity.is_partial
    readings = {tuple(names), loose_words(f"{identity.given} {identity.family}")[:5]} if is_partial else {tuple(names)}
    for reading in map(list, readings):
        if is_partial:
            longest = 3 if all(len(name.skeleton) >= 3 for name in reading) else 2
            for one, other in _head_pairs(reading, longest, is_partial=True):
                share = 2 * known.head_share(one) * known.head_share(other)
                yield Asked(_pair(f"heads {longest}", one, other), share)
        for one, other in _head_pairs(reading, 2, is_partial=is_partial):
            share = 2 * known.head_share(one) * known.head_share(other)
            if identity.year:
                yield Asked(_pair("heads year", one, other, identity.year), share * YEAR)
            if identity.commune:
                yield Asked(_pair("heads commune", one, other, identity.commune), share * COMMUNE)


def _asked_alone(identity: Identity, names: list[Word], known: Frequencies) -> Iterator[Asked]:
    """One name with the year, the commune or both, for somebody who married, or whose other name is quite another."""
    commune = identity.commune
    for name in names:
        share = known.share(name.skeleton)
        for year in _years(identity):
            yield Asked(key_of("year", name.skeleton, year), share * YEAR)
            if commune:
                yield Asked(key_of("year commune", name.skeleton, year, commune), share * YEAR * COMMUNE)
        if commune:
            yield Asked(key_of("commune", name.skeleton, commune), share * COMMUNE)
    if identity.year and identity.is_partial and len(names) == 1:
        for head in heads_of(names[0], is_partial=True):
            yield Asked(key_of("head year", head, identity.year), known.head_share(head) * YEAR)


def _asked_kin(identity: Identity, names: list[Word], known: Frequencies) -> Iterator[Asked]:
    father, mother = words(identity.father)[:2], words(identity.mother)[:2]
    for role, parent in (("father", father), ("mother", mother)):
        for name, of in product(names, parent):
            share = known.share(name.skeleton) * known.share(of.skeleton)
            yield Asked(key_of(role, name.skeleton, of.skeleton), share)
    for name, one, other in product(names, father[:1], mother[:1]):
        share = known.share(name.skeleton) * known.share(one.skeleton) * known.share(other.skeleton)
        yield Asked(key_of("parents", name.skeleton, one.skeleton, other.skeleton), share)


def budget_of(registrations: int) -> int:
    """Rows a search may expect to read. A key brings more of them as a registry grows: on one budget for all sizes,
    five million lost three persons in a hundred that a million found, for want of the wider keys."""
    return round(BUDGET * max(1.0, registrations / USUAL_SIZE) ** 0.75)


def asked_keys(identity: Identity, known: Frequencies = UNKNOWN, *, secret: bytes | None = None) -> list[Asked]:
    """Keys a search asks for, rarest first, until `budget_of` rows are expected; at least one when there is any.

    A row that shares any of them is a candidate. Read first the rows whose shared keys have most `bits`, then rank
    them with `agreement.score`. When a name stands alone, only `wide_keys` can be asked.
    """
    found = {each.key: each for each in _asked(identity, known, secret)}
    budget = budget_of(known.registrations)
    kept: list[Asked] = []
    expected = 0.0
    for each in sorted(found.values(), key=lambda asked: (asked.share, asked.key)):
        expected += each.share * known.registrations
        if kept and expected > budget:
            break
        kept.append(each)
    return kept


def search_keys(identity: Identity, *, secret: bytes | None = None) -> list[int]:
    """Every key that may be asked for; wide ones only when nothing narrower was given."""
    return sorted({each.key for each in _asked(identity, UNKNOWN, secret)}) or wide_keys(identity)


def wide_keys(identity: Identity) -> list[int]:
    """Keys to ask for, with a limit, when `asked_keys` finds nobody: each name alone, the last perhaps unfinished."""
    names = _names(identity)
    keys = {key_of("name", name.skeleton) for name in names}
    if identity.is_partial and names:
        opening = names[-1].skeleton[:3]
        heads = {opening} if len(opening) == 3 else heads_of(names[-1], is_partial=True)
        keys |= {key_of("head", head) for head in heads}
    return sorted(keys)


def shared(stored: Iterable[int], asked: Iterable[int]) -> int:
    """How many keys two sides share."""
    return len(set(stored) & set(asked))
