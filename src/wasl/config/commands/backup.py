"""Copies the whole installation, encrypted, while it runs. Keys are not in it: they have safe copies of their own."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from wasl.config.backup import restoring, taking
from wasl.config.launcher import binaries
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, backup_key, database_secrets
from wasl.config.launcher.opening import database_for_command
from wasl.config.launcher.processes import database_user

SUMMARY = "make an encrypted backup, and prove that it can be restored"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="DIR", help="another directory than WASL_BACKUPS")
    parser.add_argument("--verify", action="store_true", help="restore it beside, compare every table, remove the copy")


def run(given: Namespace) -> int:
    home = Home.from_environment().prepare()
    with database_for_command(home, print) as addresses:
        if addresses.is_foreign:
            raise CannotStart(
                "The database of DATABASE_URL has a server of its own: back it up there (pg_basebackup, pgBackRest), "
                f"and copy {home.root}/files."
            )
        admin = addresses.as_role("postgres", database_secrets(home)["postgres"], "postgres")
        programs = binaries.readable_by(database_user(), binaries.find(), home.database.resolve())
        made = taking.take(home, admin=admin, programs=programs, now=datetime.now(UTC), to=given.to)
    print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
    if given.verify:
        whole = restoring.verify(home, made, backup_key(home))
        print(f"Restored beside and compared: {len(whole.before)} tables, {whole.rows} rows.")
    if given.to is None:
        for gone in taking.sweep(home.backups):
            print(f"No longer kept: {gone.name}")
    return 0
