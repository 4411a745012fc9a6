"""Breaking the glass: who may ask, who may confirm, what is opened and for how long."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

#: A request that nobody confirms within this time is void.
WAITS = timedelta(hours=1)

ADULT_AGE = 18


class GlassReason(StrEnum):
    """Why the files must be read now."""

    DANGER = "DANGER"
    JUSTICE = "JUSTICE"
    HEALTH = "HEALTH"
    ABSENCE = "ABSENCE"


class GlassFault(StrEnum):
    """Why a request or its confirmation is refused."""

    CIRCUIT = "circuit"
    REASON = "reason"
    SAME_AGENT = "same_agent"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    PARTY = "party"
    NOT_OPENED = "not_opened"
    REVIEWED = "reviewed"
    VERDICT = "verdict"


def circuits_of_person(*, birth_year: int | None, year: int) -> frozenset[str]:
    """Circuits whose agents may open this person's files: a child's, an adult's, both when the age is not known."""
    if birth_year is None:
        return frozenset({"CHILD", "WOMEN"})
    age = year - birth_year
    if age < ADULT_AGE:
        return frozenset({"CHILD"})
    # Somebody who turns 18 this year may still be followed as a child.
    return frozenset({"CHILD", "WOMEN"}) if age == ADULT_AGE else frozenset({"WOMEN"})


def asking_fault(*, circuits: Collection[str], person: Collection[str], level: int, reason: str) -> GlassFault | None:
    """Only an agent of nominative level who works in the person's circuit asks, for one of the reasons."""
    if level < 4 or not set(circuits) & set(person):
        return GlassFault.CIRCUIT
    return None if reason in set(GlassReason) else GlassFault.REASON


def confirming_fault(
    *, is_asker: bool, is_confirmed: bool, asked_at: datetime, now: datetime, circuits: Collection[str]
) -> GlassFault | None:
    """A second agent, of a protection circuit or answerable for all of them, within the hour."""
    checks = {
        GlassFault.SAME_AGENT: is_asker,
        GlassFault.CONFIRMED: is_confirmed,
        GlassFault.EXPIRED: now - asked_at > WAITS,
        GlassFault.CIRCUIT: not set(circuits) & {"CHILD", "WOMEN", "ALL"},
    }
    return next((fault for fault, holds in checks.items() if holds), None)


class GlassVerdict(StrEnum):
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


class Follows(StrEnum):
    """What follows from a review."""

    NOTHING = "nothing"
    REMINDER = "reminder"
    TRAINING = "training"
    INQUIRY = "inquiry"


def review_fault(
    *, is_party: bool, is_confirmed: bool, is_reviewed: bool, verdict: str, follows: str
) -> GlassFault | None:
    """Once, by somebody who neither asked nor confirmed; what was not justified has something that follows."""
    checks = {
        GlassFault.PARTY: is_party,
        GlassFault.NOT_OPENED: not is_confirmed,
        GlassFault.REVIEWED: is_reviewed,
        GlassFault.VERDICT: verdict not in set(GlassVerdict) or follows not in set(Follows)
        or (verdict == GlassVerdict.UNJUSTIFIED and follows == Follows.NOTHING),
    }  # fmt: skip
    return next((fault for fault, holds in checks.items() if holds), None)
