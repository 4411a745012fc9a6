"""The list of what was anonymised, outside the database: a restored backup does not know of it.

One line a registration: when, its id, the rule. It holds no name. It stands in the home and beside the backups, so
that it comes along with whichever of the two is carried to another machine.
"""

import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from wasl.config.launcher.home import Home

NAME = "erasures.list"


def places(home: Home) -> tuple[Path, Path]:
    return home.root / NAME, home.backups / NAME


def note(home: Home, registration_id: UUID, rule: str, at: datetime) -> None:
    """On the disk before the transaction that erases commits: what is erased is always listed."""
    for place in places(home):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(f"{at.isoformat()} {registration_id} {rule}\n")
            stream.flush()
            os.fsync(stream.fileno())


def listed(home: Home) -> dict[UUID, str]:
    """Registration to rule, from both places; a line cut short by a power cut is left out."""
    found: dict[UUID, str] = {}
    for place in places(home):
        for line in place.read_text().splitlines() if place.is_file() else ():
            words = line.split()
            if len(words) == 3:
                found[UUID(words[1])] = words[2]
    return found
