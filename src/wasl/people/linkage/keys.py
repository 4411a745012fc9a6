"""Search before create: every registration stores a few dozen 63-bit keys, and a search asks for rows that share one.

Each key is a hash of a combination (two names, a name and a year, two beginnings of names …), so that a search reads
a handful of short lists from one `bigint[]` GIN index instead of comparing strings; `agreement.score` then ranks what
came back. Measured against trigrams in docs/adr/0012-name-keys.md.
"""

import hmac
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations, product

from wasl.core.folding import search_key
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


def _pair(kind: str, one: str, other: str) -> int:
    return key_of(kind, *sorted((one, other)))


def _names(identity: Identity) -> list[Word]:
    """At most five words: longer names add keys and find nobody more."""
    return list(identity.names[:5])


def _pairs(names: list[Word], *kind: object) -> Iterator[int]:
    for one, other in combinations(names, 2):
        yield _pair(" ".join(["names", *map(str, kind)]), one.skeleton, other.skeleton)


def _beginnings(names: list[Word], *kind: object, length: int, is_partial: bool = False) -> Iterator[int]:
    heads = [heads_of(name, length=length, is_partial=is_partial) for name in names]
    for one, other in combinations(heads, 2):
        for first, second in product(one, other):
            yield _pair(" ".join(["heads", str(length), *map(str, kind)]), first, second)


def _kinship(identity: Identity, names: list[Word]) -> Iterator[int]:
    for role, parent in (("father", identity.father), ("mother", identity.mother)):
        for name, of in product(names, words(parent)[:2]):
            yield key_of(role, name.skeleton, of.skeleton)


def _beyond_names(identity: Identity, secret: bytes | None) -> Iterator[int]:
    if identity.day:
        yield key_of("day", identity.day.isoformat())
    for phone in identity.phones:
        yield key_of("phone", local_digits(phone))
    if secret is not None:
        for number in identity.documents:
            yield document_key(number, secret=secret)


def stored_keys(identity: Identity, *, secret: bytes | None = None) -> list[int]:
    """Keys to store with a registration, sorted, without repeats; about 40 for three names, a year and a commune.

    Documents are keyed only when `secret` is given.
    """
    names = _names(identity)
    keys = {*_pairs(names), *_kinship(identity, names), *_beyond_names(identity, secret)}
    keys |= {*_beginnings(names, length=2), *_beginnings(names, length=3)}
    if identity.year:
        keys |= {*_pairs(names, identity.year), *_beginnings(names, identity.year, length=2)}
    if identity.commune:
        keys |= {*_pairs(names, identity.commune)}
    for name in names:
        keys.add(key_of("name", name.skeleton))
        keys |= {key_of("head", head) for head in _openings(name)}
        if identity.year:
            keys.add(key_of("year", name.skeleton, identity.year))
            keys |= {key_of("head year", head, identity.year) for head in heads_of(name)}
        if identity.commune:
            keys.add(key_of("commune", name.skeleton, identity.commune))
    return sorted(keys)


def _openings(name: Word) -> frozenset[str]:
    """Beginnings that one unfinished name alone may be found by: two and three skeleton letters."""
    return heads_of(name) | {name.skeleton[:3]}


def _narrow(identity: Identity, names: list[Word], secret: bytes | None) -> Iterator[int]:
    """Combinations that few people share."""
    yield from _beyond_names(identity, secret)
    yield from _kinship(identity, names)
    yield from _pairs(names)
    if identity.is_partial:
        for reading in {tuple(names), loose_words(f"{identity.given} {identity.family}")[:5]}:
            longest = 3 if all(len(name.skeleton) >= 3 for name in reading) else 2
            yield from _beginnings(list(reading), length=longest, is_partial=True)
    yield from _dated(identity, names)
    if identity.commune:
        yield from _pairs(names, identity.commune)
    if identity.commune and not identity.year:
        yield from (key_of("commune", name.skeleton, identity.commune) for name in names)
    if identity.year and identity.is_partial and len(names) == 1:
        for head in heads_of(names[0], is_partial=True):
            yield key_of("head year", head, identity.year)
    if identity.day and identity.day.day <= 12:
        swapped = identity.day.replace(month=identity.day.day, day=identity.day.month)
        yield key_of("day", swapped.isoformat())


def _dated(identity: Identity, names: list[Word]) -> Iterator[int]:
    """Names with the year: alone, in pairs, and two beginnings, which forgive a slip in either name."""
    if identity.year is None:
        return
    yield from _beginnings(names, identity.year, length=2, is_partial=identity.is_partial)
    for year in range(identity.year - YEARS_OFF, identity.year + YEARS_OFF + 1):
        yield from _pairs(names, year)
        yield from (key_of("year", name.skeleton, year) for name in names)


def _wide(identity: Identity, names: list[Word]) -> Iterator[int]:
    """One name alone: many people share it, so the caller keeps to a limit."""
    for name in names:
        yield key_of("name", name.skeleton)
    if identity.is_partial and names:
        opening = names[-1].skeleton[:3]
        for head in {opening} if len(opening) == 3 else heads_of(names[-1], is_partial=True):
            yield key_of("head", head)


def search_keys(identity: Identity, *, secret: bytes | None = None) -> list[int]:
    """Keys a search asks for (`keys && ARRAY[…]`); wide ones only when nothing narrower was given.

    A row that shares any of them is a candidate. Read the rows that share most keys first (they are built so that
    this is a fair first ranking), then rank them with `agreement.score`.
    """
    return sorted(set(_narrow(identity, _names(identity), secret))) or wide_keys(identity)


def wide_keys(identity: Identity) -> list[int]:
    """Keys to ask for, with a limit, when `search_keys` found nobody: each name alone."""
    return sorted(set(_wide(identity, _names(identity))))


def shared(stored: Iterable[int], asked: Iterable[int]) -> int:
    """How many keys two sides share: the order in which candidates deserve to be read when there are too many."""
    return len(set(stored) & set(asked))
