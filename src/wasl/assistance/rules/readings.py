"""What is unusual in a reading: nobody is accused by a mark, somebody looks."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """Outside the hours of work; no link between reader and file; many files at once."""

    HOURS = "hours"
    NO_LINK = "no_link"
    BURST = "burst"


class Link(StrEnum):
    """Why the reader reads it."""

    IN_CHARGE = "in_charge"
    NAMED = "named"
    EMERGENCY = "emergency"
    WORKED = "worked"
    NONE = "none"


def marks(*, at: datetime, link: Link, files: int, hours: Mapping[str, int], burst: int) -> tuple[Mark, ...]:
    """`at` on the local clock; `hours` holds calendar.opens and calendar.closes (minutes) and calendar.weekdays."""
    minute = at.hour * 60 + at.minute
    is_day = at.isoweekday() <= hours["calendar.weekdays"]
    is_open = is_day and hours["calendar.opens"] <= minute < hours["calendar.closes"]
    found = {Mark.HOURS: not is_open, Mark.NO_LINK: link == Link.NONE, Mark.BURST: files > burst}
    return tuple(mark for mark, holds in found.items() if holds)
