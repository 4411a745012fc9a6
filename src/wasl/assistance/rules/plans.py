"""The plan agreed with a person: its life, who signs, what two people at once make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanState(StrEnum):
    DRAFT = "draft"
    VALIDATED = "validated"
    SIGNED = "signed"
    REVIEWED = "reviewed"
    ENDED = "ended"


NEXT_PLAN: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.VALIDATED, PlanState.ENDED}),
    # Sent back to its author, or changed after all: it is validated again.
    PlanState.VALIDATED: frozenset({PlanState.DRAFT, PlanState.SIGNED, PlanState.ENDED}),
    PlanState.SIGNED: frozenset({PlanState.REVIEWED, PlanState.ENDED}),
    PlanState.REVIEWED: frozenset({PlanState.REVIEWED, PlanState.ENDED}),
    PlanState.ENDED: frozenset(),
}
PLAN_RUNS = frozenset({PlanState.SIGNED, PlanState.REVIEWED})
PLAN_IS_MADE = frozenset({PlanState.DRAFT, PlanState.VALIDATED})


class Responsible(StrEnum):
    PERSON = "person"
    AGENT = "agent"
    OUTSIDE = "outside"


class Result(StrEnum):
    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    DROPPED = "dropped"


class Way(StrEnum):
    """How the paper was signed."""

    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    CROSS = "cross"


class Capacity(StrEnum):
    """As whom."""

    PERSON = "person"
    GUARDIAN = "guardian"
    JUDGE = "judge"
    CHILD_OFFICER = "officer"


#: Who may stand in for a minor, and must say on what ground.
STANDS_IN = frozenset({Capacity.GUARDIAN, Capacity.JUDGE, Capacity.CHILD_OFFICER})
ADULT = 18


class PlanFault(StrEnum):
    NO_GOAL = "no_goal"
    NO_ACTION = "no_action"
    SAME_ACCOUNT = "same_account"
    STATE = "plan_state"
    MINOR_ALONE = "minor_alone"
    NO_GROUND = "no_ground"
    NO_SIGNATORY = "no_signatory"
    FEW_WITNESSES = "few_witnesses"
    SAME_WITNESS = "same_witness"
    SIGNED_BEFORE = "signed_before"
    NOT_YET = "not_yet"
    CHANGED_SINCE = "changed_since"
    ALREADY_ONE = "already_one"
    NO_REASON = "no_reason"
    UNKNOWN_AGENT = "unknown_agent"
    CASE_OVER = "case_over"
    PERSON_GONE = "person_gone"


def fault_of_signing(
    *,
    capacity: Capacity,
    way: Way,
    age: int | None,
    signatory: str,
    ground: str,
    witnesses: tuple[str, ...],
    wanted: int,
) -> PlanFault | None:
    """A minor does not sign alone; a fingerprint or a cross needs `wanted` witnesses, each another person."""
    if capacity == Capacity.PERSON and age is not None and age < ADULT:
        return PlanFault.MINOR_ALONE
    if capacity in STANDS_IN and not signatory:
        return PlanFault.NO_SIGNATORY
    if capacity in STANDS_IN and not ground:
        return PlanFault.NO_GROUND
    if way == Way.SIGNATURE:
        return None
    different = {" ".join(name.split()).casefold() for name in witnesses} - {"", signatory.casefold()}
    if len(witnesses) > len(different):
        return PlanFault.SAME_WITNESS
    return PlanFault.FEW_WITNESSES if len(different) < wanted else None


def review_after(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


@dataclass(frozen=True, slots=True)
class Merged:
    """`conflicts` are fields that both changed, to different values: (mine, theirs)."""

    values: dict[str, str]
    conflicts: dict[str, tuple[str, str]]


def merge(*, seen: Mapping[str, str], mine: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """Field by field: `seen` when the form was opened, `mine` as sent, `now` as stored meanwhile."""
    values, conflicts = {}, {}
    for name in mine:
        before, wanted, stands = seen.get(name, ""), mine[name], now.get(name, "")
        if stands not in {before, wanted} and wanted != before:
            conflicts[name] = (wanted, stands)
        values[name] = stands if wanted == before else wanted
    return Merged(values, conflicts)
