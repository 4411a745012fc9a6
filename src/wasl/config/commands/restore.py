"""Puts a backup in the place of the present data, which are kept beside it."""

import base64
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config.backup import restoring
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, backup_key
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
    print(
        f"Restored: the state of {whole.taken}, {len(whole.before)} tables, {whole.rows} rows, compared. Now: wasl up"
    )
    return 0


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
