"""The registers of the bureau d'ordre (مكتب الضبط): what a line must say, and what may follow it."""

import re
from datetime import date
from enum import StrEnum

from wasl.core.folding import APOSTROPHES, search_key


class Direction(StrEnum):
    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class Medium(StrEnum):
    """How a letter came or left."""

    HAND = "hand"
    POST = "post"
    REGISTERED = "registered"
    EMAIL = "email"
    FAX = "fax"


class Follow(StrEnum):
    """What happened to a letter after it was entered; each is a further row, none changes the line."""

    TRANSMITTED = "transmitted"
    ANSWERED = "answered"
    FILED = "filed"
    SENT = "sent"
    CANCELLED = "cancelled"


class Fault(StrEnum):
    """Why the bureau d'ordre refuses."""

    NOBODY = "nobody"
    NOTHING = "nothing"
    TOO_LONG = "too_long"
    NOT_YET = "not_yet"
    LEVEL = "level"
    OTHER_CONTENT = "other_content"
    NOT_FOR_THIS = "not_for_this"
    NO_ANSWER = "no_answer"
    TWICE = "twice"
    NO_SUCH_LINE = "no_such_line"
    NOT_HERE = "not_here"


#: Which follow-ups a line of each register takes.
FOLLOWS: dict[Direction, frozenset[Follow]] = {
    Direction.ARRIVAL: frozenset({Follow.TRANSMITTED, Follow.ANSWERED, Follow.FILED}),
    Direction.DEPARTURE: frozenset({Follow.SENT, Follow.CANCELLED, Follow.FILED}),
}
#: What is said once of a line.
ONCE = frozenset({Follow.SENT, Follow.CANCELLED})

#: Levels that a clerk chooses among; a letter about a dossier takes its dossier's.
OFFICE, PERSON, CONFIDENTIAL = 1, 2, 3
LEVELS = (OFFICE, PERSON, CONFIDENTIAL)

LONGEST = {"correspondent": 200, "subject": 400, "reference": 80, "words": 300}
_PREFIX = {Direction.ARRIVAL: "A", Direction.DEPARTURE: "D"}


def number_in_register(direction: str, year: int, number: int) -> str:
    """arrival, 2026, 42 → "A-2026-00042"."""
    return f"{_PREFIX[Direction(direction)]}-{year}-{number:05d}"


def number_as_typed(text: str) -> tuple[int | None, int] | None:
    """(year, number) of "A-2026-00042", "42/2026", "42"; None when it is not a number of a register."""
    parts = [part for part in text.upper().removeprefix("A").removeprefix("D").replace("/", "-").split("-") if part]
    if not 1 <= len(parts) <= 2 or not all(part.isascii() and part.isdigit() and len(part) <= 7 for part in parts):
        return None
    if len(parts) == 1:
        return None, int(parts[0])
    first, second = parts
    year, number = (first, second) if len(first) == 4 else (second, first)
    return (int(year), int(number)) if len(year) == 4 else None


def fault_of_line(
    *, correspondent: str, subject: str, reference: str, dated_on: date | None, today: date
) -> Fault | None:
    if not correspondent.strip():
        return Fault.NOBODY
    if not subject.strip():
        return Fault.NOTHING
    texts = {"correspondent": correspondent, "subject": subject, "reference": reference}
    if any(len(text) > LONGEST[name] for name, text in texts.items()):
        return Fault.TOO_LONG
    return Fault.NOT_YET if dated_on is not None and dated_on > today else None


def fault_of_follow(
    *, direction: str, kind: Follow, words: str, has_answer: bool, already: frozenset[str]
) -> Fault | None:
    """`already`: kinds that follow the line so far."""
    if kind not in FOLLOWS[Direction(direction)]:
        return Fault.NOT_FOR_THIS
    if len(words) > LONGEST["words"]:
        return Fault.TOO_LONG
    if kind in ONCE and kind in already:
        return Fault.TWICE
    if (kind == Follow.ANSWERED) != has_answer:
        return Fault.NO_ANSWER
    return Fault.NOTHING if kind in {Follow.TRANSMITTED, Follow.CANCELLED} and not words.strip() else None


_APART = re.compile(rf"[{APOSTROPHES}\W_]+")


def words_of(*texts: str) -> set[str]:
    """The whole words under which a line is found: without case, accents, vowel signs, or the Arabic article.

    "d’Azilal" is found by "azilal", "المحكمة" by "محكمة"; words of one letter are left out.
    """
    parts = (_APART.sub(" ", text) for text in texts)
    words = (word for part in parts for word in search_key(part).split())
    return {word.removeprefix("ال") if len(word) > 4 else word for word in words if len(word) > 1}
