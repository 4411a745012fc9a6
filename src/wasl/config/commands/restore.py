"""Puts a backup in the place of the present data, which are kept beside it."""

import base64
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config import erasures
from wasl.config.backup import restoring
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, backup_key
from wasl.config.launcher.opening import database_for_command
from wasl.config.launcher.state import sole_launcher

SUMMARY = "put a backup in the place of the present data"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, help="a .wasl file")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="the backup.key it was made with, if not the present one"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(given: Namespace) -> int:
    home = Home.from_environment().prepare()
    if not given.backup.is_file():
        raise CannotStart(f"{given.backup} is not a file: give the path of a .wasl file.")
    with sole_launcher(home):
        if not given.yes and not confirmed(home):
            return 1
        whole = restoring.restore(home, given.backup, key_from(given.key) or backup_key(home), print)
    erase_again(home)
    print(
        f"Restored: the state of {whole.taken}, {len(whole.before)} tables, {whole.rows} rows, compared. Now: wasl up"
    )
    return 0


def erase_again(home: Home) -> None:
    """What was anonymised since the backup was taken is anonymised in the restored data, before anybody reads them."""
    listed = erasures.listed(home)
    if not listed:
        return
    lines = "".join(f"{registration_id} {rule}\n" for registration_id, rule in listed.items())
    argv = [sys.executable, "-m", "wasl.config.command", "manage", "replay_erasures"]
    with database_for_command(home, print) as addresses:
        environment = os.environ | addresses.environment() | {"DATABASE_URL": addresses.app, "WASL_INSIDE": "1"}
        done = subprocess.run(argv, env=environment, input=lines, check=False, capture_output=True, text=True)
    if done.returncode:
        raise CannotStart(
            "The data are restored, but what was anonymised since could not be anonymised again: do not open Wasl; "
            f"run the restore again. {done.stderr.strip().splitlines()[-1:]}"
        )
    print(f"Anonymised since the backup: {done.stdout.strip()}")


def key_from(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return base64.b64decode(path.read_text(), validate=True)
    except (OSError, ValueError):
        raise CannotStart(f"{path} is not a backup.key that can be read: give the file kept with the keys.") from None


def confirmed(home: Home) -> bool:
    if not sys.stdin.isatty():
        raise CannotStart("Nobody can be asked here: add --yes to put the backup in the place of the present data.")
    return input(f"Replace the data of {home.root}? The present ones are kept beside. [yes/no] ").strip() == "yes"
