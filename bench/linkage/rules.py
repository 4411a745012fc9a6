"""What one would write without a model: two names and a date alike; one card; the best of a few rules together."""

from pathlib import Path

import duckdb
import numpy as np

from bench.linkage.measures import Links, Truth, curve
from bench.linkage.prepared import add_skeletons, opened

CARD = "l.cnie = r.cnie"
RULES = (
    ("names as one skeleton and the same day",),
    ("names as one skeleton and the same day", "the same card"),
    ("names as one skeleton, year and commune", "names as one skeleton and the same day", "the same card"),
    ("names as one skeleton, year and sex, province", "names as one skeleton and the same day", "the same card"),
)
SQL = {
    "names as one skeleton and the same day": "l.name_key = r.name_key AND l.day = r.day",
    "the same card": CARD,
    "names as one skeleton, year and commune": "l.name_key = r.name_key AND l.year = r.year AND l.commune = r.commune",
    "names as one skeleton, year and sex, province": (
        "l.name_key = r.name_key AND l.year = r.year AND l.sex = r.sex AND l.province = r.province"
    ),
}


def exact(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        return _linked(engine, "r", ["l.given = r.given AND l.family = r.family AND l.birth = r.birth"])


def card(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        return _linked(engine, "r", [CARD])


def best(folder: Path, truth: Truth) -> Links:
    with opened(folder) as engine:
        add_skeletons(engine)
        tried = [(rules, _linked(engine, "keyed", [SQL[rule] for rule in rules])) for rules in RULES]
    rules, links = max(tried, key=lambda one: float(np.max(curve(one[1], truth).f1)))
    links.notes.append("; or ".join(rules))
    return links


def _linked(engine: duckdb.DuckDBPyConnection, table: str, conditions: list[str]) -> Links:
    asked = " UNION ".join(
        f"SELECT l.rec_id AS a, r.rec_id AS b FROM {table} l JOIN {table} r ON {condition} AND l.rec_id < r.rec_id"
        for condition in conditions
    )
    found = engine.sql(asked).fetchnumpy()
    return Links(found["a"].astype(np.int64), found["b"].astype(np.int64), np.ones(len(found["a"])))
