"""Who may read which row, said once more in plain words, from the texts of the domain and not from the product.

A posting opens its unit and all below it. A row of level N0 to N3 is read by roles of that level or more. A row of
level N4 is read only by who is named on its dossier, under a role of level N4. Who is denied a dossier reads nothing
of it, whatever else holds.
"""

from typing import NamedTuple

#: Highest level each role sees, copied from the institution's table of roles.
LEVELS = {
    "SOCIAL_WORKER": 3, "SUPERVISOR": 3, "CHILD_OFFICER": 4, "WOMEN_OFFICER": 4, "DISABILITY_OFFICER": 3,
    "CENTRE_DIRECTOR": 3, "EDUCATOR": 2, "MOBILE_TEAM": 3, "ADJUDICATOR": 2, "ADJUDICATOR_PROTECTED": 4,
    "DELEGATE": 3, "INSPECTOR": 3, "COMPLAINT_HANDLER": 3, "DPO": 2, "BURSAR": 1, "STOREKEEPER": 1,
    "PARTNERSHIP_OFFICER": 1, "WATCH_CELL": 1, "COORDINATOR": 1, "STATISTICIAN": 0, "BOARD_SECRETARY": 0,
    "LOCAL_ADMIN": 0, "SYSTEM_ADMIN": 0, "READER": 0, "PARTNER": 2,
}  # fmt: skip
#: Whose work is done in dossiers; all others learn nothing of one, not even that it is there.
WORKS_IN_DOSSIERS = {
    "SOCIAL_WORKER", "SUPERVISOR", "CHILD_OFFICER", "WOMEN_OFFICER", "DISABILITY_OFFICER", "CENTRE_DIRECTOR",
    "MOBILE_TEAM", "DELEGATE", "INSPECTOR",
}  # fmt: skip


class Reader(NamedTuple):
    role: str
    place: tuple[str, ...]
    named: frozenset[str]
    denied: frozenset[str]


class Row(NamedTuple):
    place: tuple[str, ...]
    level: int
    dossier: str | None


def may_read(reader: Reader, row: Row) -> bool:
    if row.place[: len(reader.place)] != reader.place:
        return False
    if row.dossier in reader.denied:
        return False
    if row.level == 4:
        return LEVELS[reader.role] == 4 and row.dossier in reader.named
    return row.level <= LEVELS[reader.role]


def may_know(reader: Reader, row: Row) -> bool:
    """Whether an answer may show the row, or that it exists, to the reader: a dossier's only to who works in it."""
    return may_read(reader, row) and (row.dossier is None or reader.role in WORKS_IN_DOSSIERS)
