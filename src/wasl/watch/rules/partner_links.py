"""What may be handed to a partner who has no account, and how long a link to it opens."""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Handed(StrEnum):
    BULLETIN = "bulletin"
    DATASET = "dataset"
    SIGNAL = "signal"


class LinkFault(StrEnum):
    """Why no link is made; the screen has a sentence for each."""

    PARTNER = "partner"
    NOT_READY = "not_ready"
    OVER = "over"
    NUMBER = "number"


def until(*, now: datetime, days: int, last_on: date | None, zone: tzinfo) -> datetime:
    """So many days from now, and never beyond the end of `last_on`, the last day of what it leads to."""
    end = now + timedelta(days=days)
    if last_on is None:
        return end
    return min(end, datetime.combine(last_on + timedelta(days=1), time(0), zone))


def fault_of_number(number: str) -> LinkFault | None:
    """A telephone is digits, with a plus sign before them at most; none is no fault."""
    plain = number.replace(" ", "").replace(".", "").replace("-", "").removeprefix("+")
    return None if not plain or (plain.isascii() and plain.isdecimal() and 9 <= len(plain) <= 15) else LinkFault.NUMBER
