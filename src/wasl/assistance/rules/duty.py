"""Who is called about an urgent signal when nobody is at the counter, and when the next one is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from wasl.assistance.rules.appointments import Hours
from wasl.assistance.rules.receptions import Urgency

CALLED_FOR = frozenset({Urgency.URGENT, Urgency.DANGER})
#: Older than this, whoever opens the centre has read it.
CALLED_HOURS = 24


@dataclass(frozen=True, slots=True)
class Turn:
    """A duty with the number the agent gave for it."""

    account_id: UUID
    phone: str
    since_at: datetime
    until_at: datetime


def is_outside(at: time, hours: Hours | None) -> bool:
    """Whether counters are closed; `hours` None: all that day."""
    return hours is None or not hours.opens <= at.hour * 60 + at.minute < hours.closes


def in_turn(turns: Iterable[Turn], *, now: datetime, kept_from: Iterable[UUID]) -> list[Turn]:
    """Each agent once: who is on duty now, then those who come next, then those whose duty ended last; without a number
    nobody is called, and a relative never."""
    away = set(kept_from)
    able = [turn for turn in turns if turn.phone.strip() and turn.account_id not in away]
    now_on = [turn for turn in able if turn.since_at <= now < turn.until_at]
    coming = sorted((turn for turn in able if turn.since_at > now), key=lambda turn: turn.since_at)
    gone = sorted((turn for turn in able if turn.until_at <= now), key=lambda turn: turn.until_at, reverse=True)
    found: dict[UUID, Turn] = {}
    for turn in (*now_on, *coming, *gone):
        found.setdefault(turn.account_id, turn)
    return list(found.values())


def next_call(
    order: Sequence[Turn], *, called: Iterable[UUID], last_at: datetime | None, now: datetime, minutes: int
) -> Turn | None:
    """The first of those not called yet, once the last call has been left without anybody taking it for so long."""
    if last_at is not None and now < last_at + timedelta(minutes=minutes):
        return None
    done = set(called)
    return next((turn for turn in order if turn.account_id not in done), None)
