"""The dossier: its life, and the level its situations give it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from wasl.assistance.rules.faults import Fault

SOCIAL, SENSITIVE, NOMINATIVE = 2, 3, 4


class CaseState(StrEnum):
    """Codes of the vocabulary's `case_status`."""

    NEW = "NOUVEAU"
    ASSESSED = "EVALUATION"
    PLANNED = "PLAN"
    RUNNING = "EN_COURS"
    SUSPENDED = "SUSPENDU"
    CLOSED = "CLOS"
    REOPENED = "ROUVERT"
    TRANSFERRED = "TRANSFERE"


class WhySuspended(StrEnum):
    """Why the work on a dossier rests for a while."""

    AWAY = "AWAY"
    HER_WISH = "HER_WISH"
    HOSPITAL = "HOSPITAL"
    DETAINED = "DETAINED"
    WAITS = "WAITS"


class Outcome(StrEnum):
    """What was reached when a dossier ends, beside the reason why it ends; UNKNOWN: nobody could tell."""

    REACHED = "REACHED"
    PARTLY = "PARTLY"
    NOT = "NOT"
    UNKNOWN = "UNKNOWN"


class WhyLower(StrEnum):
    """Why a protection ends, or a nominative dossier is opened to its team again."""

    OVER = "OVER"
    HER_WISH = "HER_WISH"
    MISTAKE = "MISTAKE"


_RUNNING = {CaseState.PLANNED, CaseState.RUNNING, CaseState.SUSPENDED, CaseState.CLOSED}
#: The life of a dossier. One that was handed over to another centre goes on there; it is never closed by leaving.
NEXT_CASE: dict[CaseState, frozenset[CaseState]] = {
    CaseState.NEW: frozenset({CaseState.ASSESSED, CaseState.TRANSFERRED, *_RUNNING}),
    CaseState.ASSESSED: frozenset({CaseState.TRANSFERRED, *_RUNNING}),
    CaseState.PLANNED: frozenset({CaseState.ASSESSED, CaseState.TRANSFERRED, *_RUNNING} - {CaseState.PLANNED}),
    CaseState.RUNNING: frozenset(
        {CaseState.ASSESSED, CaseState.PLANNED, CaseState.SUSPENDED, CaseState.CLOSED, CaseState.TRANSFERRED}
    ),
    CaseState.SUSPENDED: frozenset({CaseState.ASSESSED, CaseState.RUNNING, CaseState.CLOSED, CaseState.TRANSFERRED}),
    CaseState.CLOSED: frozenset({CaseState.REOPENED}),
    CaseState.REOPENED: frozenset({CaseState.ASSESSED, CaseState.TRANSFERRED, *_RUNNING}),
    CaseState.TRANSFERRED: frozenset({CaseState.ASSESSED, CaseState.TRANSFERRED, *_RUNNING}),
}
CASE_OVER = frozenset({CaseState.CLOSED})
#: Reached by a command of its own, which asks for what it needs; the others by `advance_case`.
APART = frozenset({CaseState.CLOSED, CaseState.SUSPENDED, CaseState.TRANSFERRED})


def fault_of_suspension(*, state: str, reason: str, until: date, today: date, most_days: int) -> Fault | None:
    """A dossier rests for a reason and until a day, not for ever."""
    if CaseState.SUSPENDED not in NEXT_CASE[CaseState(state)]:
        return Fault.STATE
    if reason not in set(WhySuspended):
        return Fault.NO_REASON
    if until <= today:
        return Fault.NOT_IN_FUTURE
    return Fault.TOO_LONG if (until - today).days > most_days else None


def fault_of_closure(*, state: str, outcome: str) -> Fault | None:
    if CaseState.CLOSED not in NEXT_CASE[CaseState(state)]:
        return Fault.STATE
    return None if outcome in set(Outcome) else Fault.NO_OUTCOME


#: Situations of women and children to protect: their dossier is nominative.
PROTECTION = frozenset({"VIOL_CONJ", "VIOL_FAM", "VIOL_SEX", "MALTRAIT", "EXPLOIT", "TRAITE", "MARIAGE_MIN", "ABANDON"})


def is_protection(codes: Iterable[str]) -> bool:
    return not PROTECTION.isdisjoint(codes)


def level_for(codes: Iterable[str], *, sensitive: Iterable[str], asked: int = SOCIAL) -> int:
    """2 to 4: the level asked for, raised by what the situations are; never lowered."""
    found = set(codes)
    if is_protection(found):
        return NOMINATIVE
    return max(asked, SENSITIVE if found & set(sensitive) else SOCIAL)
