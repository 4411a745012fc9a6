"""The deprivation index against what was published (HCP, multidimensional poverty, by way of the press)."""

from collections.abc import Iterator

import numpy as np

from bench.watch.communes import census, rows
from wasl.watch.deprivation import COLUMNS, census_headcount
from wasl.watch.deprivation.census import COMPOSITE, census_composite

#: Published changes from 2014 to 2024, in points.
CHANGES = {
    "Azilal": -16.7, "Chichaoua": -14.8, "Essaouira": -13.8, "Figuig": -12.5, "Fahs-Anjra": -12.4,
    "Chefchaouen": -12.4, "Youssoufia": -11.8, "Midelt": -11.5, "Al Haouz": -11.0, "Assa-Zag": -10.9, "Guercif": -10.3,
    "Mohammadia": -0.8, "Laâyoune": -0.6, "Rabat": -0.5, "Casablanca": -0.3,
}  # fmt: skip
WORST = ("Figuig", "Taounate", "Azilal")


def headcounts(folder: str) -> dict[str, float]:
    """Points by code of province: urban and rural people apart, then added up."""
    codes, people, figures = census(folder, [column[0] for column in COLUMNS], ("urban", "rural"))
    share = census_headcount(figures)
    found: dict[str, list[float]] = {}
    for code, count, value in zip(codes, people, share, strict=True):
        if not np.isnan(value):
            total = found.setdefault(code, [0.0, 0.0])
            total[0] += value * count
            total[1] += count
    return {code: 100 * total[0] / total[1] for code, total in found.items()}


def lines() -> Iterator[str]:
    names = {row["code"]: row["name_fr"] for row in rows("attributes/provinces.csv.gz")}
    now, before = headcounts("indicators"), headcounts("indicators2014")
    yield _ranks("deprivation, headcount of 7 columns, 2024", {names[code]: value for code, value in now.items()})
    codes, _people, figures = census("indicators", [column[0] for column in COMPOSITE], ("total",))
    scores = dict(zip((names[code] for code in codes), census_composite(figures).tolist(), strict=True))
    yield _ranks("deprivation, mean score of 8 columns, 2024", scores)
    change = {names[code]: now[code] - before[code] for code in now if code in before}
    ours, theirs = [change[name] for name in CHANGES], list(CHANGES.values())
    found = float(np.corrcoef(ours, theirs)[0, 1])
    yield f"deprivation, change 2014-2024 against {len(ours)} published: r = {found:.3f} (goal: above the scores' .50)"


def _ranks(what: str, values: dict[str, float]) -> str:
    order = sorted(values, key=lambda name: -values[name])
    said = ", ".join(f"{name} {order.index(name) + 1}" for name in WORST)
    return f"{what}: {said} of {len(order)} (goal: 1, 2, 3); first: {', '.join(order[:5])}"
