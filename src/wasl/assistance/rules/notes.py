"""Three kinds of notes, and who reads each: one table, which the database repeats as a policy."""

from enum import StrEnum

from wasl.assistance.rules.faults import Fault

MOST_SIGNS = 10_000


class Readers(StrEnum):
    """Who reads a note, among those who read its dossier."""

    SHARED = "shared"
    TEAM = "team"
    AUTHOR = "author"


#: readers -> is it read by (whoever reads the dossier, its own unit, who supervises there, its author)
MAY_READ: dict[Readers, tuple[bool, bool, bool, bool]] = {
    Readers.SHARED: (True, True, True, True),
    Readers.TEAM: (False, True, True, True),
    Readers.AUTHOR: (False, False, True, True),
}


def reads_note(*, readers: str, is_author: bool, is_in_unit: bool, supervises: bool) -> bool:
    """Of somebody who reads the dossier already."""
    anybody, unit, supervisor, author = MAY_READ[Readers(readers)]
    return anybody or (unit and is_in_unit) or (supervisor and supervises) or (author and is_author)


def fault_of_note(*, text: str, readers: str) -> Fault | None:
    if not text.strip() or readers not in set(Readers):
        return Fault.NO_WORDS
    return Fault.TOO_LONG if len(text) > MOST_SIGNS else None
