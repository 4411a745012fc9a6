"""How long a file is kept after the last contact, and what may be done with one whose time is over."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

MAJORITY = 18


class Rule(StrEnum):
    """The rule by which a file is past its time; its period is the parameter of the same name."""

    SOCIAL = "retention.social_days"
    SENSITIVE = "retention.sensitive_days"
    PROTECTION = "retention.protection_days"


class ErasureState(StrEnum):
    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    DONE = "DONE"


class ItemState(StrEnum):
    """HELD by a legal hold, ALIVE because somebody came back: neither is erased."""

    WAITING = "WAITING"
    DONE = "DONE"
    HELD = "HELD"
    ALIVE = "ALIVE"


class WhyHold(StrEnum):
    JUSTICE = "JUSTICE"
    COMPLAINT = "COMPLAINT"
    AUDIT = "AUDIT"
    PERSON = "PERSON"


class ErasureFault(StrEnum):
    NOTHING = "nothing"
    SAME_AGENT = "same_agent"
    DECIDED = "decided"
    NOT_DONE = "not_done"
    ALREADY_HELD = "already_held"
    NOT_HELD = "not_held"


def rule_for(*, level: int, is_protected: bool) -> Rule:
    if level >= 4 or is_protected:
        return Rule.PROTECTION
    return Rule.SENSITIVE if level == 3 else Rule.SOCIAL


def due_on(*, last: date, birth_year: int | None, rule: Rule, periods: Mapping[str, int]) -> date:
    """The first day on which the file is past its time. A child's time begins at majority, at the end of that year."""
    grown_up = date(birth_year + MAJORITY, 12, 31) if birth_year else date.min
    return max(last, grown_up) + timedelta(days=periods[rule])


def fault_of_decision(*, state: str, proposed_by: UUID, decided_by: UUID) -> ErasureFault | None:
    if state != ErasureState.PROPOSED:
        return ErasureFault.DECIDED
    return ErasureFault.SAME_AGENT if proposed_by == decided_by else None
