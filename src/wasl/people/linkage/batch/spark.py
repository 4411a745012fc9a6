"""The same blocks and the same model on Spark, where one machine is not enough: an extra, with weights learned here.

Names are read and weights learned on the machine that asks; features go to the cluster as Parquet in the private
directory, which every worker must see (on one machine it does; elsewhere set TMPDIR to a shared place), and the pairs
worth it come back. Everything after the score is the same code on the same numbers.
"""

import importlib.util
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from splink.internals.splink_dataframe import SplinkDataFrame

from wasl.people.linkage.batch.blocking import KEYS, MOST, YEARS
from wasl.people.linkage.batch.engine import Connection
from wasl.people.linkage.batch.features import Progress, no_progress
from wasl.people.linkage.batch.model import COLUMNS, Model
from wasl.people.linkage.batch.records import CannotLink
from wasl.people.linkage.batch.scoring import kept_sql

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


#: Parts of a shuffle; a cluster larger than a few machines wants more (SPARK_PARTS).
PARTS = os.environ.get("SPARK_PARTS", "4")


@contextmanager
def session(master: str, *, memory: str = "1g") -> Iterator["SparkSession"]:
    """Raises CannotLink where Spark is not installed or its master does not answer."""
    if importlib.util.find_spec("pyspark") is None:
        raise CannotLink("Spark is not installed: install the extra, wasl[spark].")
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    # Workers run the Python of the one that asks.
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    logging.getLogger("py4j").setLevel(logging.ERROR)
    options: dict[str, bool | float | int | str | None] = {
        "spark.jars": similarity_jar_location(), "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": PARTS, "spark.default.parallelism": PARTS,
        "spark.executor.memory": memory, "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.log.level": "ERROR", "spark.sql.ansi.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
    }  # fmt: skip
    builder = SparkSession.builder.master(master).appName("wasl link").config(map=options)
    try:
        spark = builder.getOrCreate()
    except (Py4JError, PySparkException, RuntimeError) as fault:
        raise CannotLink(f"Spark at {master} does not answer: {type(fault).__name__}.") from None
    try:
        yield spark
    finally:
        spark.stop()


def score(connection: Connection, model: Model, *, place: Path, master: str, progress: Progress = no_progress) -> int:
    """Table `scored`, as `scoring.score` makes it; answers how many pairs were compared."""
    from splink import SparkAPI

    columns = ", ".join((*COLUMNS, "is_fresh"))
    connection.execute(f"COPY (SELECT {columns} FROM feature) TO '{place}/feature.parquet' (FORMAT parquet)")
    with session(master) as spark:
        progress(0.1)
        spark.sparkContext.setCheckpointDir(f"{place}/checkpoints")
        features = spark.read.parquet(f"{place}/feature.parquet").persist()
        features.createOrReplaceTempView("feature")
        compared = block(spark, place)
        progress(0.5)
        api = SparkAPI(spark_session=spark, register_udfs_automatically=False, num_partitions_on_repartition=int(PARTS))
        there = model.on(api.register(features.select(*COLUMNS)), dialect="spark")
        found: SplinkDataFrame = there.score(api.register(spark.read.parquet(f"{place}/pairs")))
        spark.sql(kept_sql(found)).write.mode("overwrite").parquet(f"{place}/scored")
        progress(1.0)
    connection.execute(f"CREATE TABLE scored AS FROM read_parquet('{place}/scored/*.parquet')")
    return compared


def block(spark: "SparkSession", place: Path) -> int:
    """Candidate pairs, each once, as Parquet in `place`; the keys and the bounds of `blocking`, all kinds at a time."""
    keyed = spark.sql(_KEYED)
    pairs = None
    for turn in range(1 + max(len(key.narrower) for key in KEYS)):
        keyed = keyed.persist()
        keyed.createOrReplaceTempView("keyed")
        added = spark.sql(_PAIRS)
        pairs = added if pairs is None else pairs.union(added)
        if narrower := _narrower(turn):
            keyed = spark.sql(
                f"SELECT n, year, province, commune, sex, kind, {narrower} AS key, count(*) OVER (PARTITION BY kind, "
                f"{narrower}) AS records FROM keyed WHERE records > {MOST} AND {narrower} IS NOT NULL"
            )
    assert pairs is not None
    pairs.distinct().write.mode("overwrite").parquet(f"{place}/pairs")
    return int(spark.read.parquet(f"{place}/pairs").count())


def _readings() -> str:
    """Every key of a record with the place of its kind in KEYS."""
    texts = []
    for kind, key in enumerate(KEYS):
        for reading in key.readings():
            texts.append(f"named_struct('kind', {kind}, 'key', {reading.replace('hash(', 'xxhash64(')})")
    return ", ".join(texts)


def _narrower(turn: int) -> str:
    cases = []
    for kind, key in enumerate(KEYS):
        if turn < len(key.narrower):
            columns = key.narrower[turn]
            known = " AND ".join(f"{one.strip()} IS NOT NULL" for one in columns.split(","))
            cases.append(f"WHEN kind = {kind} AND {known} THEN xxhash64(key, {columns})")
    return f"CASE {' '.join(cases)} END" if cases else ""


_KEYED = f"""
SELECT n, year, province, commune, sex, kind, key, count(*) OVER (PARTITION BY kind, key) AS records FROM (
    SELECT DISTINCT n, year, province, commune, sex, one.kind AS kind, one.key AS key FROM (
        SELECT n, year, province, commune, sex, explode(array({_readings()})) AS one FROM feature)
    WHERE one.key IS NOT NULL)
"""
_NEAR = ", ".join(str(kind) for kind, key in enumerate(KEYS) if key.is_near_year)
_PAIRS = f"""
SELECT '0' AS match_key, l.n AS join_key_l, r.n AS join_key_r
FROM keyed l JOIN keyed r ON l.kind = r.kind AND l.key = r.key AND l.n < r.n
WHERE l.records <= {MOST} AND (l.kind NOT IN ({_NEAR}) OR coalesce(abs(l.year - r.year), 0) <= {YEARS})
"""
