"""The dossier: its life, and the level its situations give it."""

from collections.abc import Iterable
from enum import StrEnum

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


class WhyLower(StrEnum):
    """Why a protection ends, or a nominative dossier is opened to its team again."""

    OVER = "OVER"
    HER_WISH = "HER_WISH"
    MISTAKE = "MISTAKE"


_RUNNING = {CaseState.PLANNED, CaseState.RUNNING, CaseState.SUSPENDED, CaseState.CLOSED}
NEXT_CASE: dict[CaseState, frozenset[CaseState]] = {
    CaseState.NEW: frozenset({CaseState.ASSESSED, *_RUNNING}),
    CaseState.ASSESSED: frozenset(_RUNNING),
    CaseState.PLANNED: frozenset(_RUNNING - {CaseState.PLANNED}),
    CaseState.RUNNING: frozenset({CaseState.SUSPENDED, CaseState.CLOSED}),
    CaseState.SUSPENDED: frozenset({CaseState.RUNNING, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.REOPENED}),
    CaseState.REOPENED: frozenset({CaseState.ASSESSED, *_RUNNING}),
    CaseState.TRANSFERRED: frozenset(),
}
CASE_OVER = frozenset({CaseState.CLOSED, CaseState.TRANSFERRED})

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
