"""Names in both scripts, each with the Latin spellings attested for it in Morocco and how often each was met.

Spellings and counts are those of the package arabic-name-romanizer (from Wikidata, CC0), read from its index as plain
SQLite; which names are given to whom, and how often, is our own list.
"""

import sqlite3
import unicodedata
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from wasl.simulation.names import family_names

PACKAGE = "arabic_name_romanizer"


class NamesMissing(RuntimeError):
    """The package with the attested spellings is not installed."""


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """`arabic` as on a paper; `latin` its spellings, `upto` their cumulated weights."""

    arabic: str
    latin: tuple[str, ...]
    upto: tuple[float, ...]

    def draw(self, random: Random) -> str:
        if len(self.latin) == 1:
            return self.latin[0]
        return self.latin[bisect(self.upto, random.random() * self.upto[-1])]

    def another(self, random: Random, than: str) -> str | None:
        """Another attested spelling, or None: there is none, or luck fell on the same one eight times."""
        for _ in range(8 if len(self.latin) > 1 else 0):
            if (drawn := self.draw(random)) != than:
                return drawn
        return None


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to draw from, by weight."""

    names: tuple[Name, ...]
    upto: tuple[float, ...]

    def draw(self, random: Random) -> Name:
        return self.names[bisect(self.upto, random.random() * self.upto[-1])]


#: How much more a name that was old, young or of always was given before 1970, until 1995, and since.
ERAS = {"o": (3.0, 1.0, 0.15), "y": (0.05, 0.5, 3.0), "-": (1.0, 1.0, 1.0)}


def era_of(year: int) -> int:
    return (year >= 1970) + (year > 1995)


@cache
def given_names() -> dict[tuple[str, int], Pool]:
    """By sex (F, M) and era (0 to 2)."""
    text = (resources.files("wasl.simulation.people") / "given_names.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    attested = _attested(("given", "unknown"))
    names = [_name(arabic, {latin: 1} | attested.get(_key(arabic), {})) for arabic, latin, *_ in rows]
    return {
        (sex, era): _pool(
            (name, float(row[3]) * ERAS[row[4]][era]) for name, row in zip(names, rows, strict=True) if row[2] == sex
        )
        for sex in "FM"
        for era in range(3)
    }


@cache
def particle(arabic: str, latin: str) -> Name:
    """A word that stands before a given name, as in Moulay Ali; `latin` if no spelling is attested."""
    return _name(arabic, _attested(("given", "unknown")).get(_key(arabic)) or {latin: 1})


@cache
def families() -> Pool:
    """Some four thousand family names: attested ones, trees and trades of the demo, and sons of somebody."""
    attested = {key: found for key, found in _attested(("surname",)).items() if len(key) > 2}
    weighted = [(_name(_restored(key, found), found), sum(found.values()) ** 0.75) for key, found in attested.items()]
    total = sum(weight for _name_, weight in weighted)
    men = [(name, weight) for name, weight in _weighted(given_names()["M", 0]) if not name.arabic.startswith("ال")]
    for (arabic, latins), share in SONS.items():
        weighted += _shared([(_son(arabic, latins, name), weight) for name, weight in men], total * share)
    ours = [(_name(arabic, {latin: 1}), 1.0) for arabic, latin in family_names()]
    return _pool(iter([*weighted, *_shared(ours, total * 0.05)]))


#: The word for son, in Arabic and in the ways it is written in Latin letters, and its share of family names.
SONS = {
    ("آيت ", ("Ait ", "Aït ", "Ait ")): 0.09,
    ("بن", ("Ben", "Ben ", "Ben")): 0.06,
    ("بن ", ("Ben ", "Ben")): 0.03,
    ("أو", ("Ou", "Ou")): 0.03,
}


def _son(arabic: str, latins: tuple[str, ...], father: Name) -> Name:
    spellings: dict[str, float] = defaultdict(float)
    for latin, weight in zip(father.latin, _weights(father.upto), strict=True):
        for before in latins:
            spellings[before + latin if before.endswith(" ") else before + latin.lower()] += weight
    return _name(arabic + father.arabic, spellings)


def _shared(weighted: list[tuple[Name, float]], share: float) -> list[tuple[Name, float]]:
    total = sum(weight for _, weight in weighted)
    return [(name, weight * share / total) for name, weight in weighted]


def _pool(weighted: Iterator[tuple[Name, float]]) -> Pool:
    names, weights = zip(*weighted, strict=True)
    return Pool(names, tuple(accumulate(weights)))


def _weighted(pool: Pool) -> Iterator[tuple[Name, float]]:
    return zip(pool.names, _weights(pool.upto), strict=True)


def _weights(upto: tuple[float, ...]) -> list[float]:
    return [high - low for low, high in pairwise((0.0, *upto))]


def _name(arabic: str, spellings: dict[str, float]) -> Name:
    """Rare spellings count for more than on the pages they were met on, where one famous bearer fills a column; those
    met once against fifty others are left out, as labels for readers of other languages."""
    most = max(spellings.values())
    latin = tuple(sorted(one for one, count in spellings.items() if count * 50 > most))
    return Name(arabic, latin, tuple(accumulate(float(spellings[one]) ** 0.8 for one in latin)))


@cache
def _attested(roles: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """The index's key of a name to its spellings and counts."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    marks = ", ".join("?" * len(roles))
    asked = f"SELECT arabic_key, latin, sum(count) FROM units WHERE country = 'MA' AND role IN ({marks})"
    with sqlite3.connect(f"file:{_index()}?mode=ro", uri=True) as index:
        rows = index.execute(f"{asked} GROUP BY 1, 2 ORDER BY 1, 2", roles).fetchall()
    index.close()
    for key, latin, count in rows:
        if _is_spelling(key, latin):
            latin = latin if latin != latin.lower() and latin != latin.upper() else latin.title()
            found[key][latin] = found[key].get(latin, 0) + count
    return dict(found)


def _index() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise NamesMissing("Names for the simulation are missing: install the package arabic-name-romanizer.")
    return Path(spec.origin).parent / "resources" / "names.sqlite3"


_LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤ",
        (
            "a", "b", "t", "t", "j", "h", "kh", "d", "d", "r", "z", "s", "ch", "s", "d", "t", "d", "a", "gh", "f", "k",
            "k", "l", "m", "n", "h", "ou", "i", "a", "a", "a", "i", "ou",
        ),
        strict=True,
    )
)  # fmt: skip


def _is_spelling(key: str, latin: str) -> bool:
    """Sounds at all like it. Labels of public data also hold stage names and misaligned words."""
    if not all(letter in _LETTERS or letter == " " for letter in key):
        return False
    plain = "".join(letter for letter in unicodedata.normalize("NFD", latin.lower()) if letter.isascii())
    letters = [letter for letter in plain if letter.isalpha()]
    sounded = "".join(_LETTERS.get(letter, "") for letter in key.removeprefix("ال"))
    return len(letters) > 1 and SequenceMatcher(None, sounded, "".join(letters), autojunk=False).ratio() >= 0.45


def _key(arabic: str) -> str:
    """As the index folds a name."""
    return arabic.translate(str.maketrans("أإآةى", "اااهي"))


def _restored(key: str, spellings: dict[str, float]) -> str:
    """The index's key as a paper would have it: final ta marbuta and hamzas, told by the commonest Latin spelling."""
    latin = max(sorted(spellings), key=lambda one: spellings[one])
    plain = "".join(letter for letter in unicodedata.normalize("NFD", latin.lower()) if letter.isascii())
    words = key.split(" ")
    if words[-1].endswith("ه") and not plain.endswith("h"):
        words[-1] = words[-1][:-1] + "ة"
    article, rest = ("ال", words[0][2:]) if words[0].startswith("ال") and len(words[0]) > 4 else ("", words[0])
    if rest.startswith("ا"):
        heard = plain.removeprefix("el").removeprefix("al").lstrip(" -'") if article else plain
        rest = ("إ" if heard[:1] in ("i", "e") else "أ") + rest[1:]
    return " ".join([article + rest, *words[1:]])
