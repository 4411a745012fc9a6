"""Finds which records of a file are one person, in Arabic and in Latin letters. No database is needed.

FILE is Parquet or CSV with rec_id, given and family, and what is known of father, mother, sex (M or F), birth_date
(YYYY-MM-DD or YYYY), cnie, phone, province, commune. CLUSTERS has rec_id and cluster_id, the smallest rec_id of the
person; PAIRS each likely pair with its probability. With --registry the registrations of this installation are
compared instead: links are made and pairs queued for review.
"""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command

SUMMARY = "find which records of a file are one person"
WIDTH = 24
HALTS = {
    "TOO_MANY": "more than six links for ten registrations.",
    "SURGE": "three times as many links as in the last run.",
    "NONE_FOUND": "nobody was found twice.",
    "TOO_MUCH_REVIEW": "more than three pairs to review for ten registrations.",
    "UNCERTAIN": "more than one link in fifty is expected to be wrong.",
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="CLUSTERS", help="Parquet: rec_id, cluster_id")
    parser.add_argument("--pairs", type=Path, metavar="PAIRS", help="Parquet: pairs with probability, tier and veto")
    parser.add_argument("--not-same", type=Path, metavar="FILE", help="pairs known to be two: rec_id_l, rec_id_r")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--master", default="local[2]", metavar="ADDRESS", help="of Spark: spark://host:7077")
    parser.add_argument("--memory", default="2GB", metavar="SIZE", help="at most, 2GB unless told")
    parser.add_argument("--threads", type=int, metavar="N", help="all cores unless told")
    parser.add_argument("--anyway", action="store_true", help="write even an implausible result")
    parser.add_argument("--registry", action="store_true", help="compare the registrations of this installation")
    parser.add_argument("--changed", action="store_true", help="with --registry: what is new since the last run only")
    # The database is opened in one process and read in another, as `wasl demo` does.
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


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
    if given.registry:
        return registry(given) if given.inside else opened(given)
    if given.file is None or given.out is None:
        raise CannotStart("Give a FILE and where to write the clusters, --out; or --registry.")
    if given.threads is not None and given.threads < 1:
        raise CannotStart("--threads is a number of at least 1.")
    return file(given)


def file(given: Namespace) -> int:
    from wasl.people.linkage.batch.records import CannotLink
    from wasl.people.linkage.batch.run import Asked, link

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


def opened(given: Namespace) -> int:
    with database_for_command(Home.from_environment()) as addresses:
        argv = [sys.executable, "-m", "wasl.config.command", "link", "--registry", "--inside", "--memory", given.memory]
        env = {**os.environ, "DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        env.pop("WASL_OWNER_DATABASE_URL", None)
        return subprocess.run([*argv, *(["--changed"] if given.changed else [])], env=env, check=False).returncode


def registry(given: Namespace) -> int:
    """In a process of its own, because the engines are nothing for the server or the worker to keep in memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from wasl.people.commands.comparing import compare_registry
    from wasl.people.commands.running import RunHalted, StillHalted

    try:
        done = compare_registry(is_full=not given.changed, now=timezone.now, memory=given.memory)
    except StillHalted:
        raise CannotStart("The last run stopped by itself and nobody has looked at it: see the review page.") from None
    except RunHalted as reason:
        raise CannotStart(f"Stopped before any link: {HALTS.get(reason.halt, reason.halt)}") from None
    print(f"{done.records:,} registrations compared, {done.automatic:,} links, {done.review:,} pairs to review,")
    print(f"  {done.vetoed:,} of them because of a veto; {done.expected_wrong:.1f} links are expected to be wrong")
    return 0
