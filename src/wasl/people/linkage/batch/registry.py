"""The registry compared with itself: rows that somebody read from the database in, pairs of row numbers out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import NamedTuple

import numpy as np
import pyarrow

from wasl.people.linkage.batch import engine, tiers
from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.reasons import reasons
from wasl.people.linkage.batch.rescoring import Array, Pairs
from wasl.people.linkage.batch.run import Result, Watch, find, unwatched
from wasl.people.linkage.batch.summary import Summary

_BATCH = 50_000


class Row(NamedTuple):
    """One registration. Names in either script; `month` and `day` only when the day is known; `card` and `card_near`
    are blind indexes of the number and of its one-deletion variants, `phone` the last nine digits. `is_fresh`: new or
    changed since the last run."""

    given: str
    family: str
    father: str
    mother: str
    sex: str | None
    year: int | None
    month: int | None
    day: int | None
    card: int | None
    card_near: list[int] | None
    phone: int | None
    province: str | None
    commune: str | None
    is_fresh: bool = True


class Found(NamedTuple):
    """A pair by the numbers of its rows. `tier` is auto or review; `veto` why no link may be made without a person."""

    one: int
    other: int
    probability: float
    weight: float
    tier: str
    veto: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    summary: Summary
    pairs: list[Found]


_TYPES = pyarrow.schema(
    [
        *((name, pyarrow.string()) for name in ("given", "family", "father", "mother", "sex")),
        ("year", pyarrow.int16()), ("month", pyarrow.int8()), ("day", pyarrow.int8()), ("card", pyarrow.int64()),
        ("card_near", pyarrow.list_(pyarrow.int64())), ("phone", pyarrow.int64()), ("province", pyarrow.string()),
        ("commune", pyarrow.string()), ("is_fresh", pyarrow.bool_()),
    ]
)  # fmt: skip


def compare(
    rows: Iterable[Row], *, apart: Iterable[tuple[int, int]] = (), memory: str = "2GB", threads: int | None = None,
    watch: Watch = unwatched,
) -> Compared:  # fmt: skip
    """`apart`: pairs of row numbers that must not be linked. Only pairs with a fresh side come back."""
    summary = Summary()
    with engine.private_directory() as place, engine.opened(place, memory=memory, threads=threads) as connection:
        result = find(
            connection, place, lambda: _load(connection, rows), lambda pairs: _said(pairs, apart), summary, watch
        )  # fmt: skip
        return Compared(summary, list(_pairs(connection, result)))


def _load(connection: Connection, rows: Iterable[Row]) -> int:
    """Numbered in the order given."""
    written = 0
    _add(connection, _TYPES.append(pyarrow.field("n", pyarrow.int32())).empty_table(), "CREATE TABLE record AS")
    for batch in batched(rows, _BATCH):
        columns = dict(zip(_TYPES.names, map(list, zip(*batch, strict=True)), strict=True))
        numbers = pyarrow.array(range(written, written + len(batch)), pyarrow.int32())
        _add(connection, pyarrow.table(columns, schema=_TYPES).append_column("n", numbers), "INSERT INTO record")
        written += len(batch)
    return written


def _add(connection: Connection, table: pyarrow.Table, verb: str) -> None:
    connection.register("batch", table)
    connection.execute(f"{verb} SELECT n, n::BIGINT AS rec_id, * EXCLUDE (n) FROM batch")
    connection.unregister("batch")


def _said(pairs: Pairs, apart: Iterable[tuple[int, int]]) -> Array:
    known = np.array([(min(pair) << 32) | max(pair) for pair in apart], dtype=np.int64)
    return np.isin((pairs["n_l"].astype(np.int64) << 32) | pairs["n_r"], known)


def _pairs(connection: Connection, result: Result) -> Iterator[Found]:
    fresh = connection.execute("SELECT is_fresh FROM record ORDER BY n").fetchnumpy()["is_fresh"].astype(bool)
    left, right = result.pairs["n_l"], result.pairs["n_r"]
    is_told = (result.tier != tiers.Tier.IGNORE) & ~result.found.said & (fresh[left] | fresh[right])
    rows = np.nonzero(is_told)[0]
    # What the clusters keep apart is not linked by itself, however sure the one pair looks.
    together = result.clusters[left] == result.clusters[right]
    why = result.found.words(rows)
    said = reasons(connection, result.pairs, rows)
    for row, veto, codes in zip(rows.tolist(), why, said, strict=True):
        tier = result.tier[row] if together[row] else tiers.Tier.REVIEW
        yield Found(
            int(left[row]), int(right[row]), float(result.chance[row]), float(result.odds[row] / np.log(2)), str(tier),
            veto.split(" ")[0], codes,
        )  # fmt: skip
