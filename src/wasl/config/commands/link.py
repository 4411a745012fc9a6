"""Finds which records of a file are one person, in Arabic and in Latin letters. No database is needed.

FILE is Parquet or CSV with rec_id, given and family, and what is known of father, mother, sex (M or F), birth_date
(YYYY-MM-DD or YYYY), cnie, phone, province, commune. CLUSTERS has rec_id and cluster_id, the smallest rec_id of the
person; PAIRS each likely pair with its probability.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config.launcher.errors import CannotStart

SUMMARY = "find which records of a file are one person"
WIDTH = 24


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="CLUSTERS", help="Parquet: rec_id, cluster_id")
    parser.add_argument("--pairs", type=Path, metavar="PAIRS", help="Parquet: pairs with probability, tier and veto")
    parser.add_argument("--not-same", type=Path, metavar="FILE", help="pairs known to be two: rec_id_l, rec_id_r")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--master", default="local[2]", metavar="ADDRESS", help="of Spark: spark://host:7077")
    parser.add_argument("--memory", default="2GB", metavar="SIZE", help="at most, 2GB unless told")
    parser.add_argument("--threads", type=int, metavar="N", help="all cores unless told")
    parser.add_argument("--anyway", action="store_true", help="write even an implausible result")


class Bar:
    """One line on standard error, drawn again in place on a terminal and once a step elsewhere."""

    def __init__(self) -> None:
        self.is_terminal = sys.stderr.isatty()
        self.drawn_at = 0.0

    def __call__(self, step: str, share: float) -> None:
        now = time.monotonic()
        if not self.is_terminal or (0 < share < 1 and now - self.drawn_at < 0.1):
            return
        self.drawn_at = now
        full = round(share * WIDTH)
        end = "\n" if share >= 1 else ""
        print(f"\r{step:8} {'█' * full}{'·' * (WIDTH - full)} {share:4.0%}", end=end, file=sys.stderr, flush=True)


def run(given: Namespace) -> int:
    from wasl.people.linkage.batch.records import CannotLink
    from wasl.people.linkage.batch.run import Asked, link

    if given.threads is not None and given.threads < 1:
        raise CannotStart("--threads is a number of at least 1.")
    asked = Asked(
        source=given.file, out=given.out, pairs=given.pairs, not_same=given.not_same, engine=given.engine,
        master=given.master, memory=given.memory, threads=given.threads, is_anyway=given.anyway,
    )  # fmt: skip
    try:
        summary = link(asked, watch=Bar())
    except CannotLink as reason:
        raise CannotStart(str(reason)) from None
    for line in summary.lines():
        print(line, file=sys.stderr)
    return 0
