"""The batch in a row: a file of records in, a file of clusters and one of pairs out."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow
import pyarrow.parquet

from wasl.people.linkage.batch import (
    blocking,
    clusters,
    engine,
    features,
    names,
    records,
    rescoring,
    scoring,
    tiers,
    veto,
)  # fmt: skip
from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.features import Progress
from wasl.people.linkage.batch.model import Model
from wasl.people.linkage.batch.records import CannotLink
from wasl.people.linkage.batch.rescoring import Array, Pairs
from wasl.people.linkage.batch.summary import Summary

Watch = Callable[[str, float], None]

_LN2 = float(np.log(2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What `wasl link` was asked for. `engine` is duckdb or spark, with `master` its address."""

    source: Path
    out: Path
    pairs: Path | None = None
    not_same: Path | None = None
    engine: str = "duckdb"
    master: str = "local[2]"
    memory: str = "2GB"
    threads: int | None = None
    is_anyway: bool = False


@dataclass(slots=True)
class Result:
    """Pairs in the order of their records with log-odds, probability and tier; `clusters` one value a record."""

    pairs: Pairs
    odds: Array
    chance: Array
    tier: Array
    found: veto.Vetoes
    clusters: Array


def unwatched(step: str, share: float) -> None:
    """For whoever does not watch."""


def link(asked: Asked, *, watch: Watch = unwatched) -> Summary:
    """Raises CannotLink, with one sentence, for whatever is wrong with the files."""
    for path in filter(None, (asked.out, asked.pairs)):
        _check_writable(path)
    summary = Summary()
    with engine.private_directory() as place, _opened(place, asked) as connection:
        try:
            result = find(
                connection, place, lambda: records.read(connection, asked.source).rows,
                lambda pairs: records.not_same(connection, asked.not_same, pairs["n_l"], pairs["n_r"]),
                summary, watch, asked,
            )  # fmt: skip
        except duckdb.OutOfMemoryException:
            raise CannotLink(f"{asked.memory} of memory are not enough: give more with --memory.") from None
        why = summary.implausible()
        if why and not asked.is_anyway:
            raise CannotLink(f"Stopped: {why}. Look at the file; --anyway goes on.")
        with _step("write", summary, watch):
            _write(connection, asked, result)
    return summary


@contextmanager
def _opened(place: Path, asked: Asked) -> Iterator[Connection]:
    try:
        size = engine.bytes_of(asked.memory)
    except ValueError:
        raise CannotLink(f"{asked.memory} is no amount of memory: write 2GB or 900MB.") from None
    if size < 200 << 20:
        raise CannotLink(f"{asked.memory} of memory is too little: give at least 200MB.")
    with engine.opened(place, memory=asked.memory, threads=asked.threads) as connection:
        yield connection


def _check_writable(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        raise CannotLink(f"There is no folder {folder} to write {path.name} into.")
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise CannotLink(f"{path} cannot be written.")


@contextmanager
def _step(name: str, summary: Summary, watch: Watch) -> Iterator[Callable[[float], None]]:
    start = time.monotonic()
    watch(name, 0.0)
    yield lambda share: watch(name, share)
    summary.seconds[name] = summary.seconds.get(name, 0.0) + time.monotonic() - start
    watch(name, 1.0)


def find(
    connection: Connection, place: Path, load: Callable[[], int], said_of: Callable[[Pairs], Array],
    summary: Summary, watch: Watch = unwatched, asked: Asked | None = None,
) -> Result:  # fmt: skip
    """Everything but the writing. `load` makes table `record` and answers its rows; `said_of` which pairs were declared
    to be two."""
    with _step("read", summary, watch):
        summary.records = load()
    with _step("names", summary, watch) as progress:
        features.build(connection, progress=progress)
    _score(connection, asked, place, summary, watch)
    with _step("listen", summary, watch):
        names.add(connection)
        scoring.compared_levels(connection)
    with _step("learn", summary, watch):
        pairs = rescoring.read(connection)
        odds, summary.labels = rescoring.rescored(pairs, records=summary.records)
    with _step("link", summary, watch):
        return _linked(connection, said_of(pairs), summary, pairs, odds)


def _score(connection: Connection, asked: Asked | None, place: Path, summary: Summary, watch: Watch) -> None:
    api, model = scoring.model_on(connection, records=summary.records)
    with _step("train", summary, watch) as progress:
        model.train(pairs=scoring.training_pairs(connection), progress=progress)
    is_spark = asked is not None and asked.engine == "spark"
    if not is_spark:
        with _step("block", summary, watch) as progress:
            blocking.block(connection, progress=progress)
    with _step("score", summary, watch) as progress:
        if asked is not None and is_spark:
            summary.compared = _on_spark(connection, model, place, asked, progress)
        else:
            summary.compared = scoring.score(connection, api, model, progress=progress)


def _on_spark(connection: Connection, model: Model, place: Path, asked: Asked, progress: Progress) -> int:
    # Nothing of Spark is imported unless it was asked for.
    from wasl.people.linkage.batch import spark

    return spark.score(connection, model, place=place, master=asked.master, progress=progress)


def _linked(connection: Connection, said: Array, summary: Summary, pairs: Pairs, odds: Array) -> Result:
    size = summary.records
    found = veto.vetoes(pairs, records=size, is_learned=summary.labels > 0, said=said)
    odds = veto.lowered(odds, found)
    chance = tiers.probability(odds)
    tier = tiers.tiers(pairs, chance, found, is_learned=summary.labels > 0)
    cards = connection.execute("SELECT coalesce(card, 0) AS card FROM feature ORDER BY n").fetchnumpy()["card"]
    joined = clusters.clustered(size, pairs["n_l"], pairs["n_r"], odds, cannot=found.of_card | found.said, cards=cards)
    summary.count(chance=chance, tier=tier, is_vetoed=found.any, clusters=joined)
    return Result(pairs, odds, chance, tier, found, joined)


def _write(connection: Connection, asked: Asked, result: Result) -> None:
    ids = connection.execute("SELECT rec_id FROM record ORDER BY n").fetchnumpy()["rec_id"]
    _keep(pyarrow.table({"rec_id": ids, "cluster_id": ids[result.clusters]}), asked.out)
    if asked.pairs is None:
        return
    rows = np.nonzero(result.chance >= tiers.WRITTEN)[0]
    why = result.found.words(rows)
    _keep(
        pyarrow.table(
            {
                "rec_id_l": ids[result.pairs["n_l"][rows]],
                "rec_id_r": ids[result.pairs["n_r"][rows]],
                "probability": result.chance[rows],
                "weight": result.odds[rows] / _LN2,
                "tier": pyarrow.array(result.tier[rows].tolist(), pyarrow.string()),
                "veto": result.found.any[rows],
                "veto_reason": pyarrow.array(why, pyarrow.string()),
            }
        ),
        asked.pairs,
    )


def _keep(table: pyarrow.Table, path: Path) -> None:
    """Beside it first, so that a file that stands is always whole."""
    beside = path.with_name(f".{path.name}.part")
    try:
        pyarrow.parquet.write_table(table, beside)
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise CannotLink(f"{path} cannot be written: {fault.strerror}.") from None
