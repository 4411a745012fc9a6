"""The keys that seal single fields: shown without their secrets, or rotated."""

import os
import signal
from argparse import ArgumentParser, Namespace

from wasl.config.launcher import opening, ring
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.state import is_held, last_state
from wasl.core import sealed

SUMMARY = "show or rotate the keys that seal single fields"
LOSS = """These files are in no backup: copy the directory to two safe places after the first start and each rotation.
  fields.json   lost: card numbers and second factors cannot be read again, and searching by card number ends.
  backup.key    lost: no backup made with it can be restored.
  session.key   lost: everybody signs in again, and journal digests made before cannot be compared with later ones."""


def arguments(parser: ArgumentParser) -> None:
    words = parser.add_subparsers(required=True, metavar="show|rotate|create")
    words.add_parser("show", help="which keys there are, and what the loss of each means").set_defaults(act=show)
    words.add_parser("rotate", help="seal with a new key from now on; older keys still open").set_defaults(act=rotate)
    words.add_parser("create", help="draw the keys of a new installation ahead of its start").set_defaults(act=create)


def run(given: Namespace) -> int:
    os.environ.setdefault("WASL_KEYS", str(Home.from_environment().keys))
    return int(given.act(Home.from_environment().prepare()))


def show(home: Home) -> int:
    path = home.keys / sealed.FILE
    print(f"Keys in {home.keys}")
    for check in sorted(ring.checks(path)) if path.exists() else []:
        print(f"  {check.partition(':')[0]}")
    print(LOSS)
    return 0


def create(home: Home) -> int:
    with opening.database_for_command(home):
        print(f"The keys are in {home.keys}: copy them to two safe places.")
    return 0


def rotate(home: Home) -> int:
    """The database is told first, so that it can never hold what it does not know the key of."""
    with opening.database_for_command(home) as addresses:
        key = sealed.rotate(home.keys)
        with opening.connect(addresses.owner, "WASL_OWNER_DATABASE_URL") as owner:
            ring.note(owner, ring.checks(home.keys / sealed.FILE))
    state = last_state(home) if is_held(home) else None
    if state:
        # Each process reads the ring once: all of them start again, so that none meets a key it does not know.
        try:
            os.kill(state.pid, signal.SIGUSR1)
        except (ProcessLookupError, PermissionError):
            raise CannotStart("The new key is drawn; restart Wasl now, so that all its parts know it.") from None
    print(f"New values are sealed with key {key} from now on. Copy {home.keys} to its two safe places again.")
    return 0
