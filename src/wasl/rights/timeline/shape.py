from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from wasl.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a person's history. `mission` is M1 to M5, blank for what belongs to none; `kind` says what happened,
    `code` a service or a reason; `state` is that of the row today; `id` and `unit_id` are the row's.

    `level` and `seal` are those of the row: whoever hands the history on judges by them.
    """

    mission: str
    kind: str
    at: datetime
    id: UUID
    unit_id: UUID
    code: str = ""
    state: str = ""
    level: int = 2
    seal: UUID | None = None


class Feed(Protocol):
    def __call__(
        self, *, actor: Actor, registration_ids: Sequence[UUID], before: datetime | None, limit: int
    ) -> list[Moment]:
        """The latest `limit` moments before `before` that the actor may read."""
