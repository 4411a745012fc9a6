"""The lists, read once from the files shipped with the program."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from wasl.vocabulary.rules import LANGUAGES, Term


class UnknownList(LookupError):
    """No list bears this name: a slip of the program, never of a user."""


class UnknownTerm(LookupError):
    """The list holds no such code."""


class Version(NamedTuple):
    """``number`` is the date of the lists; ``sha256`` covers every shipped file, names included."""

    number: str
    sha256: str


def lists() -> tuple[str, ...]:
    """Names of all the lists, sorted."""
    return tuple(sorted(_load()))


def terms(name: str, *, on: date | None = None) -> tuple[Term, ...]:
    """In the order of the list; with ``on``, only those that may be chosen that day."""
    found = tuple(_list(name).values())
    return found if on is None else tuple(term for term in found if term.is_valid(on))


def term(name: str, code: str) -> Term:
    """Whatever its validity, so that old records stay readable; raises ``UnknownTerm``."""
    try:
        return _list(name)[code]
    except KeyError:
        raise UnknownTerm(f"{name}: {code}") from None


def label(name: str, code: str, language: str) -> str:
    """For screens: a code that is unknown (edited away, imported) shows itself instead of failing."""
    known = _list(name).get(code)
    return known.label(language) if known else code


def find(name: str, words: str, *, on: date | None = None) -> tuple[Term, ...]:
    """By code, label or alias, in either script, by the beginnings of words."""
    return tuple(term for term in terms(name, on=on) if term.matches(words))


def version() -> Version:
    """What a report or a backup cites to say which lists it was made with."""
    digest = hashlib.sha256()
    for file, content in sorted(_files().items()):
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
    return Version(tomllib.loads(_files()["version.toml"].decode())["number"], digest.hexdigest())


def _list(name: str) -> Mapping[str, Term]:
    try:
        return _load()[name]
    except KeyError:
        raise UnknownList(name) from None


@cache
def _files() -> Mapping[str, bytes]:
    folder = resources.files("wasl.vocabulary") / "data"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".toml")}


@cache
def _load() -> Mapping[str, Mapping[str, Term]]:
    loaded: dict[str, Mapping[str, Term]] = {}
    for file, content in _files().items():
        if file == "version.toml":
            continue
        for name, table in tomllib.loads(content.decode()).items():
            if name in loaded:
                raise ValueError(f"{file}: the list {name} is written twice")
            loaded[name] = _read(name, table["terms"])
    return MappingProxyType(loaded)


def _read(name: str, rows: list[dict[str, Any]]) -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for row in rows:
        one = _term(row)
        if one.code in found:
            raise ValueError(f"{name}: the code {one.code} is written twice")
        found[one.code] = one
    return MappingProxyType(found)


def _term(row: dict[str, Any]) -> Term:
    rest = dict(row)
    return Term(
        code=rest.pop("code"),
        labels=MappingProxyType({key: rest.pop(key) for key in LANGUAGES if key in rest}),
        aliases=(*rest.pop("aliases_fr", ()), *rest.pop("aliases_ar", ())),
        sensitive=rest.pop("sensitive", False),
        valid_from=rest.pop("valid_from", None),
        valid_to=rest.pop("valid_to", None),
        attributes=MappingProxyType({k: tuple(v) if isinstance(v, list) else v for k, v in rest.items()}),
    )
