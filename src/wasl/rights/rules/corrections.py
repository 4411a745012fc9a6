"""Requests for correction: what is asked, and who may decide on it."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from wasl.people.rules import Birth, Particulars


class CorrectionState(StrEnum):
    ASKED = "ASKED"
    APPLIED = "APPLIED"
    REFUSED = "REFUSED"


class Asker(StrEnum):
    """Who asks: the person herself, her guardian, or an agent who noticed it."""

    PERSON = "PERSON"
    GUARDIAN = "GUARDIAN"
    AGENT = "AGENT"


class Refusal(StrEnum):
    """Why a correction is not made."""

    NO_PROOF = "NO_PROOF"
    RIGHT = "RIGHT"
    OTHER_PERSON = "OTHER_PERSON"
    OTHER = "OTHER"


class CorrectionFault(StrEnum):
    NOTHING = "nothing"
    ALREADY_WAITING = "already_waiting"
    SAME_AGENT = "same_agent"
    DECIDED = "decided"
    CHANGED = "changed"
    NO_REASON = "no_reason"


def stored(value: Any) -> Any:
    """A particular as JSON: a birth as its parts, languages as a list."""
    if isinstance(value, Birth):
        parts = {name: part for name, part in asdict(value).items() if part is not None}
        return {name: part.isoformat() if isinstance(part, date) else part for name, part in parts.items()}
    return list(value) if isinstance(value, tuple) else value


def restored(name: str, value: Any) -> Any:
    """The particular that `stored` wrote."""
    if name == "birth":
        stated_on = value.get("stated_on")
        return Birth(**value | ({"stated_on": date.fromisoformat(stated_on)} if stated_on else {}))
    return tuple(value) if name == "languages" else value


def difference(before: Particulars, after: Particulars) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they stand and as they should stand."""
    names = [each.name for each in fields(Particulars) if getattr(before, each.name) != getattr(after, each.name)]
    return (
        {name: stored(getattr(before, name)) for name in names},
        {name: stored(getattr(after, name)) for name in names},
    )


def corrected(today: Particulars, after: Mapping[str, Any]) -> Particulars:
    """What the file says today, with the fields asked for."""
    return replace(today, **{name: restored(name, value) for name, value in after.items()})


def moved_since(today: Particulars, before: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields asked for that no longer say what they said when they were asked for."""
    return tuple(name for name, value in before.items() if stored(getattr(today, name)) != value)


def fault_of_decision(*, state: str, asked_by: UUID, decided_by: UUID) -> CorrectionFault | None:
    if state != CorrectionState.ASKED:
        return CorrectionFault.DECIDED
    return CorrectionFault.SAME_AGENT if asked_by == decided_by else None
