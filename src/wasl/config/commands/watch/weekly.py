"""Looks at every series of the country as of today, and writes alerts. Running it twice a week does nothing more."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from datetime import date, datetime, time

from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import database_for_command

SUMMARY = "look at the series of the whole country and write alerts"
WIDTH = 30


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="as of another day than today")
    # The database is opened in one process and read in another, as `wasl demo` does: the engine leaves with it.
    parser.add_argument("--inside", action="store_true", help="for Wasl itself")


def run(given: Namespace) -> int:
    if given.inside:
        return look(given)
    return apart("run", *(["--on", given.on.isoformat()] if given.on else []))


def apart(act: str, *words: str) -> int:
    """The same act in a process of its own, on the opened database; its exit code."""
    with database_for_command(Home.from_environment()) as addresses:
        argv = [sys.executable, "-m", "wasl.config.command", "watch", act, "--inside", *words]
        env = {**os.environ, "DATABASE_URL": addresses.app, "WASL_DB_POOL": "0"}
        env.pop("WASL_OWNER_DATABASE_URL", None)
        return subprocess.run(argv, env=env, check=False).returncode


def look(given: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wasl.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from wasl.watch.running.run import run_watch

    today = given.on or timezone.localdate()
    now = timezone.make_aware(datetime.combine(today, time(12))) if given.on else timezone.now()
    made = run_watch(now=now, today=today, progress=bar)
    said = made.figures
    print(
        f"\nWeek of {made.week}: {said['series']} series, {said['tests']} tests, {said['candidates']} candidates;"
        f" {said['new']} new alerts, {said['going_on']} going on; {said['seconds']} s, {said['megabytes']} MB."
    )
    return 0


def bar(done: int, total: int, label: str) -> None:
    """One line that fills up where somebody watches; nothing in a log."""
    if sys.stderr.isatty():
        full = WIDTH * done // max(total, 1)
        print(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total} {label[:40]:<40}", end="", file=sys.stderr)
