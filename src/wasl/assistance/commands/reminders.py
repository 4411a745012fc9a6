"""What is owed to an orientation by the clock: reminders, those above told, an owner who is still there."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from wasl.assistance.commands.loop import enter_state, journal, write_step
from wasl.assistance.commands.owners import Owners
from wasl.assistance.models import Orientation
from wasl.assistance.rules import OPEN_ORIENTATION, OrientationState, Step, Via, next_step
from wasl.catalogue.queries import parameters
from wasl.core.scope import system

JOB = "remind orientations"


def remind_orientations(*, now: datetime, today: date, batch: int = 1_000) -> dict[str, int]:
    """Writes the steps owed today, at most one of the clock to an orientation, a transaction per batch; answers how
    many of each.

    Run again the same day it writes nothing more; rows another worker holds are left to it. An orientation whose
    owner no longer works there gets the nearest one above; it may be handed over and reminded on one day.
    """
    days = parameters("orientation.", on=today)
    done = dict.fromkeys(map(str, Step), 0)
    after: tuple[date, UUID] | None = None
    while True:
        after = _remind_batch(now=now, today=today, days=days, after=after, size=batch, done=done)
        if after is None:
            return done


@transaction.atomic
def _remind_batch(
    *,
    now: datetime,
    today: date,
    days: dict[str, int],
    after: tuple[date, UUID] | None,
    size: int,
    done: dict[str, int],
) -> tuple[date, UUID] | None:
    with system(JOB):
        waiting = Orientation.objects.for_system(JOB).filter(state__in=sorted(OPEN_ORIENTATION))
        if after is not None:
            waiting = waiting.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], id__gt=after[1]))
        rows = list(waiting.order_by("due_on", "id").select_for_update(skip_locked=True)[:size])
        last = (rows[-1].due_on, rows[-1].pk) if len(rows) == size else None
        owners = Owners(rows, today=today)
        for row in rows:
            if (heir := owners.heir_of(row)) is not None:
                _hand(row, to=heir, now=now)
                done[Step.HANDED] += 1
            step = _owed(row, today=today, days=days)
            if step is not None:
                _write(row, step=step, now=now, today=today, days=days)
                done[step] += 1
    return last


def _owed(row: Orientation, *, today: date, days: dict[str, int]) -> Step | None:
    return next_step(
        state=row.state, sent_on=localtime(row.sent_at).date(), due=row.due_on, today=today, urgency=row.urgency,
        days=days, reminded_on=row.reminded_on, escalated_on=row.escalated_on, delegated_on=row.delegated_on,
    )  # fmt: skip


def _hand(row: Orientation, *, to: UUID, now: datetime) -> None:
    row.owner_id = to
    row.save(update_fields=["owner"])
    write_step(row, step=Step.HANDED, at=now, via=Via.TIMER, account_id=to)
    journal(None, row, "orientation:hand")


def _write(row: Orientation, *, step: Step, now: datetime, today: date, days: dict[str, int]) -> None:
    if step == Step.UNANSWERED:
        changed = enter_state(row, state=OrientationState.UNANSWERED, now=now, days=days)
        # Today has had its step: the clock of the new state begins tomorrow.
        row.reminded_on = today
    else:
        row.reminded_on = today
        changed = ["reminded_on"]
        if step == Step.ESCALATED:
            row.escalated_on = today
            changed.append("escalated_on")
        if step == Step.DELEGATED:
            row.delegated_on = today
            changed.append("delegated_on")
    row.save(update_fields=changed)
    write_step(row, step=step, at=now, via=Via.TIMER)
    journal(None, row, "orientation:remind", reason=step)
