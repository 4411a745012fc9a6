"""Names of nobody, in both scripts: given names in use, family names made of trees, trades and weather."""

from functools import cache
from importlib import resources
from random import Random
from typing import NamedTuple


class Name(NamedTuple):
    """`sex` is F or M, as in the vocabulary."""

    given_ar: str
    family_ar: str
    given_latin: str
    family_latin: str
    sex: str


def draw(random: Random, *, sex: str | None = None) -> Name:
    """One fictional person, a woman every other time unless `sex` is said; the same for the same generator."""
    sex = sex or random.choice("FM")
    given_ar, given_latin = random.choice(given_names(sex))
    family_ar, family_latin = random.choice(family_names())
    return Name(given_ar, family_ar, given_latin, family_latin, sex)


@cache
def given_names(sex: str) -> tuple[tuple[str, str], ...]:
    """Pairs (Arabic, Latin)."""
    return tuple((arabic, latin) for arabic, latin, its_sex in _rows("given_names.tsv") if its_sex == sex)


@cache
def family_names() -> tuple[tuple[str, str], ...]:
    """Pairs (Arabic, Latin)."""
    return tuple((arabic, latin) for arabic, latin in _rows("family_names.tsv"))


def _rows(file: str) -> list[list[str]]:
    text = (resources.files("wasl.simulation") / "data" / file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
