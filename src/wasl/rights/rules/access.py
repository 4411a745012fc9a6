"""The access right (law 09-08): what each asker may obtain of what is held about somebody. One table."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

NOMINATIVE = 4


class AskerKind(StrEnum):
    SELF = "SELF"
    GUARDIAN = "GUARDIAN"
    SPOUSE = "SPOUSE"
    HEAD = "HEAD"
    LAWYER = "LAWYER"


class Part(StrEnum):
    """What a copy of a file is made of."""

    IDENTITY = "identity"
    CONTACT = "contact"
    PAPERS = "papers"
    HOUSEHOLD = "household"
    CONSENTS = "consents"
    EVENTS = "events"
    WORDS = "words"
    READINGS = "readings"


class AccessFault(StrEnum):
    """Why no answer is given yet: it says nothing of what is held."""

    NO_NAME = "no_name"
    NO_ASKER = "no_asker"
    NO_IDENTITY = "no_identity"
    NO_PROOF = "no_proof"


@dataclass(frozen=True, slots=True)
class Limit:
    """`level`: the highest obtained; `of_protected`: also when she is protected; `naming`: also a file that names the
    asker; `parts`: what of it. `needs_proof`: of being entitled to ask in her name."""

    level: int
    parts: frozenset[Part]
    of_protected: bool = False
    naming: bool = False
    needs_proof: bool = True


#: Where she can be reached, and what she said in confidence, is for nobody but herself. Whoever asks in her name about
#: a protected person meets nobody: a mandate may have been forced from her, and a household is what she fled.
LIMITS: dict[AskerKind, Limit] = {
    AskerKind.SELF: Limit(NOMINATIVE, frozenset(Part), of_protected=True, naming=True, needs_proof=False),
    AskerKind.GUARDIAN: Limit(3, frozenset({Part.IDENTITY, Part.PAPERS, Part.HOUSEHOLD, Part.CONSENTS, Part.EVENTS})),
    AskerKind.LAWYER: Limit(3, frozenset({Part.IDENTITY, Part.PAPERS, Part.CONSENTS, Part.EVENTS})),
    AskerKind.SPOUSE: Limit(2, frozenset({Part.IDENTITY, Part.HOUSEHOLD, Part.EVENTS})),
    AskerKind.HEAD: Limit(2, frozenset({Part.IDENTITY, Part.HOUSEHOLD, Part.EVENTS})),
}


def may_obtain(
    kind: AskerKind, *, level: int, is_protected: bool, names_asker: bool, is_agent_named: bool = False
) -> bool:
    """Whether a row of this level may be handed to the asker; `is_agent_named`: who hands it out is named on it."""
    limit = LIMITS[kind]
    if level >= NOMINATIVE and not is_agent_named:
        return False
    return level <= limit.level and (limit.of_protected or not is_protected) and (limit.naming or not names_asker)


#: Papers that say who somebody is. Having none is ordinary: two witnesses do for the person herself.
PROVES_IDENTITY = frozenset({"CNIE", "PASSEPORT", "SEJOUR", "CARTE_PSH", "LIVRET"})
WITNESSES = "TEMOIN"


def fault_of_asking(
    kind: AskerKind, *, sought: str, asker_name: str, paper: str, signs: str, has_proof: bool
) -> AccessFault | None:
    """Asked before anything is looked up: the same whoever is sought, known or not."""
    if not sought.strip():
        return AccessFault.NO_NAME
    if not asker_name.strip():
        return AccessFault.NO_ASKER
    has_witnesses = kind is AskerKind.SELF and paper == WITNESSES
    if not has_witnesses and (paper not in PROVES_IDENTITY or not signs.strip()):
        return AccessFault.NO_IDENTITY
    return AccessFault.NO_PROOF if LIMITS[kind].needs_proof and not has_proof else None


def level_of_copy(levels: Iterable[int]) -> int:
    """A copy is kept at the level of what it holds; one that holds nothing at that of any social file."""
    return max(levels, default=2)
