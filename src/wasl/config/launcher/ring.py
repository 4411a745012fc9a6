"""The field keys beside their database: it remembers which keys it was written with, never the keys.

The note is a comment on the schema, so that it travels with every backup: "wasl keys ID:CHECK … blind:CHECK",
each check the first 12 digits of the key's SHA-256 (of 32 random bytes: nothing can be learned from it).
"""

import base64
import hashlib
import json
from pathlib import Path

import psycopg
from psycopg import sql

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.core import sealed

PREFIX = "wasl keys "


def checks(path: Path) -> set[str]:
    """What the database may know of each key in the file."""
    content = json.loads(path.read_text())
    named = {**content["keys"], "blind": content["blind"]}
    return {f"{name}:{hashlib.sha256(base64.b64decode(key)).hexdigest()[:12]}" for name, key in named.items()}


def noted(connection: psycopg.Connection) -> set[str]:
    """The checks of the keys this database was written with; empty if it never was."""
    row = connection.execute("select obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
    text = str(row[0] or "") if row else ""
    return set(text.removeprefix(PREFIX).split()) if text.startswith(PREFIX) else set()


def note(owner: psycopg.Connection, found: set[str]) -> None:
    text = PREFIX + " ".join(sorted(found))
    owner.execute(sql.SQL("comment on schema public is {}").format(sql.Literal(text)))


def ensure(home: Home, owner: psycopg.Connection) -> None:
    """Draws the keys of a new database. For one in use, a missing key stops the start: drawing another would
    bury what the lost one sealed."""
    path, wanted = home.keys / sealed.FILE, noted(owner)
    if not path.exists():
        if wanted:
            raise CannotStart(
                f"The field keys are missing ({path}) and this database was written with them: "
                "put the file back from its safe copy (docs/guide/administration.md, Keys)."
            )
        sealed.create_ring(home.keys)
    try:
        found = checks(path)
    except (ValueError, KeyError, OSError):
        raise CannotStart(f"The field keys in {path} cannot be read: put the file back from its safe copy.") from None
    lost = {check.partition(":")[0] for check in wanted - found}
    if lost:
        raise CannotStart(
            f"The key file {path} lacks or differs in {', '.join(sorted(lost))}, with which this database was written: "
            "put the right file back from its safe copy (docs/guide/administration.md, Keys)."
        )
    if found != wanted:
        note(owner, found)
