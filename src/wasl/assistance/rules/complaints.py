"""Complaints and appeals of those the institution serves: their life, their clocks, and who may look into them."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

#: The types of the vocabulary, and one that is not a fault of somebody: an appeal against a refusal.
APPEAL = "RECOURS"
#: What nobody closes alone.
GRAVE = frozenset({"MALTR", "DONNEES"})


class ComplaintState(StrEnum):
    RECEIVED = "received"
    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    INSTRUCTED = "instructed"
    ANSWERED = "answered"
    UPHELD = "upheld"
    REJECTED = "rejected"
    CLOSED = "closed"
    REOPENED = "reopened"


_S = ComplaintState
NEXT_COMPLAINT: dict[ComplaintState, frozenset[ComplaintState]] = {
    _S.RECEIVED: frozenset({_S.ADMISSIBLE, _S.INADMISSIBLE}),
    _S.ADMISSIBLE: frozenset({_S.INSTRUCTED}),
    _S.INADMISSIBLE: frozenset({_S.CLOSED}),
    _S.INSTRUCTED: frozenset({_S.ANSWERED}),
    _S.ANSWERED: frozenset({_S.UPHELD, _S.REJECTED}),
    _S.UPHELD: frozenset({_S.CLOSED}),
    _S.REJECTED: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset({_S.INSTRUCTED}),
}
#: A step with words: why it is refused, what is answered, what was decided, why it is taken up again.
NEEDS_WORDS = frozenset({_S.INADMISSIBLE, _S.ANSWERED, _S.UPHELD, _S.REJECTED, _S.REOPENED})
#: The words of these are the complainant's to read.
FOR_HER = frozenset({_S.INADMISSIBLE, _S.ANSWERED, _S.UPHELD, _S.REJECTED})
DECIDED = frozenset({_S.INADMISSIBLE, _S.UPHELD, _S.REJECTED, _S.CLOSED})
WAITS_FIRST = frozenset({_S.RECEIVED, _S.REOPENED})


class Channel(StrEnum):
    """How it came; what lay in a box is typed later, and nobody knows whose it is."""

    ORAL = "oral"
    PAPER = "paper"
    BOX = "box"
    PHONE = "phone"


class Speaker(StrEnum):
    """Who speaks."""

    SELF = "self"
    RELATIVE = "relative"
    OTHER = "other"
    UNKNOWN = "unknown"


class Told(StrEnum):
    """How she wants to hear the answer: nothing goes out by itself."""

    RETURNS = "returns"
    CALL = "call"
    SEALED = "sealed"
    NOBODY = "nobody"


class Decision(StrEnum):
    """What an appeal is against."""

    ORIENTATION = "orientation"
    UNMET = "unmet"
    CLOSURE = "closure"
    CORRECTION = "correction"
    OTHER = "other"


class Inadmissible(StrEnum):
    NOT_OURS = "not_ours"
    NOTHING_SAID = "nothing_said"
    ALREADY = "already"
    JUSTICE = "justice"


class ComplaintFault(StrEnum):
    """Why something is not accepted; the screens have one sentence for each."""

    TYPE = "type"
    UNIT = "unit"
    DECISION = "decision"
    WORDS = "words"
    NOT_YET = "not_yet"
    BOX_NAMED = "box_named"
    NO_CONTACT = "no_contact"
    NO_DESK = "no_desk"
    STATE = "state"
    REASON = "reason"
    NOT_INDEPENDENT = "not_independent"
    NOT_YOURS = "not_yours"
    CHANGED = "changed"
    SAME_PERSON = "same_person"
    NOT_TOLD = "not_told"
    NAMES_HER = "names_her"
    ANSWERED_ALREADY = "answered_already"
    UNKNOWN_NUMBER = "unknown_number"


def urgency_of(kind: str) -> str:
    return {"MALTR": "danger", "DONNEES": "urgent"}.get(kind, "normal")


def due_on(*, received_on: date, urgency: str, days: dict[str, int]) -> tuple[date, date]:
    """Last day of the first answer and of the final one; `days` are parameters by full code."""
    first = days[f"complaint.first_days.{urgency}"]
    final = days[f"complaint.final_days.{urgency}"]
    return received_on + timedelta(days=first), received_on + timedelta(days=max(first, final))


def fault_of_new(
    *, kind: str, kinds: Collection[str], decision: str, words: str, channel: str, is_named: bool, told: str,
    contact: str, received_on: date, today: date,
) -> ComplaintFault | None:  # fmt: skip
    checks = {
        ComplaintFault.TYPE: kind not in kinds and kind != APPEAL,
        ComplaintFault.DECISION: (kind == APPEAL) != (decision in set(Decision)),
        ComplaintFault.WORDS: not words.strip(),
        ComplaintFault.NOT_YET: received_on > today,
        ComplaintFault.BOX_NAMED: channel == Channel.BOX and is_named,
        ComplaintFault.NO_CONTACT: told == Told.CALL and not contact.strip(),
    }
    return next((fault for fault, holds in checks.items() if holds), None)


def desk_path(*, about: str, recorded: str, coordinations: Collection[str]) -> str | None:
    """Path of the desk that looks into it: a coordination strictly above the unit complained of, else headquarters;
    headquarters never look into themselves: then the coordination where it was recorded. None when there is none."""
    root = about.split(".", 1)[0] + "."
    above = [path for path in coordinations if about.startswith(path) and path != about]
    if above:
        return max(above, key=len)
    if about != root:
        return root
    here = [path for path in coordinations if recorded.startswith(path)]
    return max(here, key=len) if here else None


def is_independent(
    *,
    account: UUID,
    recorded_by: UUID | None,
    excluded: Collection[UUID],
    about_unit: UUID,
    own_units: Collection[UUID],
) -> bool:
    """Never who wrote it down, nor whom it is about or who took the decision, nor anybody of the unit."""
    return account != recorded_by and account not in excluded and about_unit not in own_units


#: What is grave is never put aside for want of words.
_NOTHING = Inadmissible.NOTHING_SAID


def step_fault(
    *, state: str, to: str, kind: str, words: str, reason: str, is_told: bool, is_anonymous: bool,
) -> ComplaintFault | None:  # fmt: skip
    """Whether the life allows this step, said as it must be."""
    if to not in NEXT_COMPLAINT[ComplaintState(state)]:
        return ComplaintFault.STATE
    if to in NEEDS_WORDS and not words.strip():
        return ComplaintFault.WORDS
    if to == _S.INADMISSIBLE and (reason not in set(Inadmissible) or (kind in GRAVE and reason == _NOTHING)):
        return ComplaintFault.REASON
    if to == _S.CLOSED and not (is_told or is_anonymous):
        return ComplaintFault.NOT_TOLD
    return None


class Owed(StrEnum):
    REMINDED = "reminded"
    ESCALATED = "escalated"


def owed(
    *, state: str, first_due: date, final_due: date, has_first: bool, today: date, before: int, after: int,
    reminded_on: date | None, escalated_on: date | None,
) -> Owed | None:  # fmt: skip
    """What the clock owes today: a reminder `before` days before each day due, headquarters told `after` days late."""
    if state in DECIDED:
        return None
    due = final_due if has_first else first_due
    if escalated_on is None and today > due + timedelta(days=after):
        return Owed.ESCALATED
    # One reminder for each of the two days due.
    since = due - timedelta(days=before)
    if today >= since and (reminded_on is None or reminded_on < since):
        return Owed.REMINDED
    return None
