"""Who acts, as a plain value: rooms below `access` never need to know accounts or postings."""

from dataclasses import dataclass, field
from uuid import UUID

from wasl.core.permissions import Permission

#: Nominative level: a row at this level is read only by accounts named on its dossier.
NOMINATIVE = 4

#: Path of the headquarters; only a posting held there reaches it.
ROOT = "MA."


@dataclass(frozen=True, slots=True)
class Actor:
    """One account under the posting in force.

    `path` is the unit path in force, ending with a dot ("MA.05.081."); `level` is 0 to 4; `named` and `denied`
    are dossier ids: the first opens nominative rows, the second closes rows whatever else is granted.
    """

    account_id: UUID
    unit_id: UUID
    path: str
    role: str
    level: int
    posting_id: UUID | None = None
    permissions: frozenset[Permission] = frozenset()
    circuits: frozenset[str] = frozenset()
    named: frozenset[UUID] = field(default=frozenset(), repr=False)
    denied: frozenset[UUID] = field(default=frozenset(), repr=False)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def reaches(self, path: str) -> bool:
        """Whether the unit at `path` is the actor's own or below it."""
        return path.startswith(self.path)

    def reads(self, *, level: int, seal: UUID | None) -> bool:
        """Whether a row of this level, governed by the dossier `seal`, may be read (territory aside)."""
        if seal is not None and seal in self.denied:
            return False
        if level >= NOMINATIVE:
            return self.level >= NOMINATIVE and seal is not None and seal in self.named
        return level <= self.level
