"""A person's death as it is noted: when, and from whom it is known."""

from datetime import date
from enum import StrEnum


class DeathSource(StrEnum):
    CERTIFICATE = "CERTIFICATE"
    FAMILY = "FAMILY"
    HOSPITAL = "HOSPITAL"
    AUTHORITY = "AUTHORITY"
    OTHER = "OTHER"


class DeathFault(StrEnum):
    NOT_YET = "not_yet"
    BEFORE_BIRTH = "before_birth"
    NO_SOURCE = "no_source"
    NOTED = "noted"
    GONE = "gone"
    OTHER_CONTENT = "other_content"


#: What ends with it, in the order it is shown; each with how many.
ENDS = ("cases", "appointments", "follow_ups", "orientations")


def fault_of_death(*, died_on: date, source: str, today: date, birth_year: int | None) -> DeathFault | None:
    if source not in set(DeathSource):
        return DeathFault.NO_SOURCE
    if died_on > today:
        return DeathFault.NOT_YET
    return DeathFault.BEFORE_BIRTH if birth_year is not None and died_on.year < birth_year else None
