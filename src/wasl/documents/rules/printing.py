"""Why a paper leaves a nominative file."""

from enum import StrEnum

#: From this level on, a paper of a file is printed for a reason that is written down.
ASKS_WHY = 4


class WhyPrinted(StrEnum):
    HERS = "hers"
    RECEIVER = "receiver"
    JUSTICE = "justice"
    HEALTH = "health"
    FILE = "file"


def asks_why(level: int) -> bool:
    return level >= ASKS_WHY


def lacks_reason(*, level: int, why: str) -> bool:
    return asks_why(level) and why not in set(WhyPrinted)
