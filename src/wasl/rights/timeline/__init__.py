"""What each room says happened to a person: one file a room, listed here. A row out of the reader's sight leaves no
trace, neither a line, nor a count, nor a place kept for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wasl.core.actor import Actor
from wasl.rights.timeline import assistance, people, rights
from wasl.rights.timeline.shape import Feed, Moment

__all__ = ["FEEDS", "SHOWN", "Moment", "timeline_of"]

FEEDS: tuple[Feed, ...] = (people.moments, assistance.moments, rights.moments)
SHOWN = 40


def timeline_of(
    *, actor: Actor, registration_ids: Sequence[UUID], before: datetime | None = None, limit: int = SHOWN
) -> list[Moment]:
    """Newest first, those before the instant `before` alone when one is given."""
    found = [
        moment
        for feed in FEEDS
        for moment in feed(actor=actor, registration_ids=list(registration_ids), before=before, limit=limit)
    ]
    return sorted(found, key=lambda moment: (moment.at, moment.kind), reverse=True)[:limit]
