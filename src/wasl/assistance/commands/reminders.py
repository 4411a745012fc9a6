"""What is owed to an orientation nobody answers: reminders, then a supervisor, then the sender is told."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from wasl.assistance.models import Orientation, OrientationStep
from wasl.assistance.rules import WAITS_FOR_ANSWER, OrientationState, Step, Via, next_step
from wasl.catalogue.queries import parameters
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.journal.commands import record

JOB = "remind orientations"


def remind_orientations(*, now: datetime, today: date, batch: int = 1_000) -> dict[str, int]:
    """Writes the steps owed today, at most one to an orientation, a transaction per batch; answers how many of each.

    Run again the same day it writes nothing more; rows another worker holds are left to it.
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
        waiting = Orientation.objects.for_system(JOB).filter(state__in=sorted(WAITS_FOR_ANSWER))
        if after is not None:
            waiting = waiting.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], id__gt=after[1]))
        rows = list(waiting.order_by("due_on", "id").select_for_update(skip_locked=True)[:size])
        for row in rows:
            step = _owed(row, today=today, days=days)
            if step is not None:
                _write(row, step=step, now=now, today=today)
                done[step] += 1
    return (rows[-1].due_on, rows[-1].pk) if len(rows) == size else None


def _owed(row: Orientation, *, today: date, days: dict[str, int]) -> Step | None:
    return next_step(
        sent_on=localtime(row.sent_at).date(), today=today, urgency=row.urgency, days=days,
        reminded_on=row.reminded_on, escalated_on=row.escalated_on,
    )  # fmt: skip


def _write(row: Orientation, *, step: Step, now: datetime, today: date) -> None:
    changed = ["reminded_on"]
    row.reminded_on = today
    if step == Step.ESCALATED:
        row.escalated_on = today
        changed.append("escalated_on")
    if step == Step.UNANSWERED:
        row.state, row.state_at, row.seen_at = OrientationState.UNANSWERED, now, None
        changed += ["state", "state_at", "seen_at"]
    row.save(update_fields=changed)
    OrientationStep(
        pk=new_id(), orientation=row, step=step, at=now, via=Via.TIMER, unit_id=row.unit_id, path=row.path,
        to_unit_id=row.to_unit_id, to_path=row.to_path, level=row.level, seal=row.seal,
    ).save(force_insert=True)  # fmt: skip
    record(
        actor=None, verb="orientation:remind", subject="orientation", subject_id=row.pk, path=row.path,
        level=row.level, seal=row.seal, reason=step,
    )  # fmt: skip
