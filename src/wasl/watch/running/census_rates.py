"""The columns of the index as the censuses published them, for every territory of a level."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wasl.territory.models import CensusColumn, CensusFigures
from wasl.watch.deprivation import COLUMNS, census_headcount
from wasl.watch.deprivation.census import COMPOSITE, census_composite
from wasl.watch.rules.poverty_columns import PARTS, WHOLE

Array = NDArray[np.float64]
PEOPLE = "population_municipal"


@dataclass(frozen=True, slots=True)
class Rates:
    """Of one census, by territory and area ("" is both): people, and the percentages of COMPOSITE (NaN unpublished)."""

    lines: dict[tuple[int, str], Array]

    def headcounts(self, ids: Sequence[int]) -> dict[int, float]:
        """Percentages: urban and rural people apart, added up by their number; where one of the two has no rate, from
        the rates of both together. A territory with no rate at all is left out."""
        asked = [(pk, area) for pk in ids for area in (WHOLE, *PARTS) if (pk, area) in self.lines]
        if not asked:
            return {}
        table = np.array([self.lines[key] for key in asked])
        shares = dict(zip(asked, census_headcount(table[:, 1 : 1 + len(COLUMNS)]).tolist(), strict=True))
        found = {pk: self._of(pk, shares) for pk in ids}
        return {pk: value for pk, value in found.items() if not np.isnan(value)}

    def _of(self, pk: int, shares: dict[tuple[int, str], float]) -> float:
        parts = [(float(self.lines[pk, area][0]), shares[pk, area]) for area in PARTS if self._lives(pk, area)]
        people = sum(count for count, _share in parts)
        if people and not any(np.isnan(share) for _count, share in parts):
            return 100 * sum(count * share for count, share in parts) / people
        return 100 * shares.get((pk, WHOLE), float("nan"))

    def _lives(self, pk: int, area: str) -> bool:
        line = self.lines.get((pk, area))
        return line is not None and line[0] > 0

    def composites(self, ids: Sequence[int]) -> dict[int, float]:
        """Each against the others given; those with a missing column are left out."""
        whole = [pk for pk in ids if (pk, WHOLE) in self.lines and not np.isnan(self.lines[pk, WHOLE][1:]).any()]
        if len(whole) < 2:
            return {}
        rates = np.array([self.lines[pk, WHOLE][1:] for pk in whole])
        return dict(zip(whole, census_composite(rates).tolist(), strict=True))


def rates_of(census: int) -> Rates:
    codes = [PEOPLE, *(column[0] for column in COMPOSITE)]
    rows = CensusColumn.objects.filter(census=census, code__in=codes)
    columns = {row.code: (row.subject, row.position) for row in rows}
    lines: dict[tuple[int, str], Array] = {}
    for subject in ("people", "households"):
        mine = [(place, columns[code][1]) for place, code in enumerate(codes) if columns.get(code, ("",))[0] == subject]
        found = CensusFigures.objects.filter(census=census, subject=subject, sex="")
        for pk, area, values in found.values_list("territory_id", "area", "values").iterator():
            line = lines.setdefault((pk, area), np.full(len(codes), np.nan))
            for place, position in mine:
                if values[position] is not None:
                    line[place] = values[position]
    for line in lines.values():
        line[0] = np.nan_to_num(line[0])
    return Rates(lines)
