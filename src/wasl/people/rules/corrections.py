"""When other words in a registration are a correction that somebody else must approve."""

from datetime import datetime, timedelta
from typing import Any

from wasl.people.rules.birth import Birth
from wasl.people.rules.particulars import Particulars

#: What says who somebody is. The rest (where she lives, languages, registers, how she is called) changes with life.
IDENTITY = (
    "given_ar", "family_ar", "given_latin", "family_latin", "father", "mother", "sex", "birth", "birth_place",
)  # fmt: skip

_UNSAID: tuple[Any, ...] = ("", "X", Birth())


def changed_identity(before: Particulars, after: Particulars) -> tuple[str, ...]:
    """Fields of identity that said something and now say something else; filling a blank is not a correction."""
    return tuple(
        name
        for name in IDENTITY
        if getattr(before, name) not in _UNSAID and getattr(before, name) != getattr(after, name)
    )


def is_slip_of_the_pen(*, is_own: bool, created_at: datetime, now: datetime, own_hours: int) -> bool:
    """The agent's own registration, mended within `own_hours`."""
    return is_own and now - created_at <= timedelta(hours=own_hours)
