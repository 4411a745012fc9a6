"""What is owed to a complaint nobody answers: its handler is reminded, then headquarters are told."""

from datetime import date

from django.db import transaction

from wasl.assistance.commands.complaints.faults import note_in_journal
from wasl.assistance.models import Complaint
from wasl.assistance.rules.complaints import DECIDED, Owed, owed
from wasl.catalogue.queries import parameters
from wasl.core.scope import system

JOB = "remind complaints"


@transaction.atomic
def remind_complaints(*, today: date, most: int = 5_000) -> dict[str, int]:
    """Marks what is owed today, once each; run again the same day it marks nothing more."""
    days = parameters("complaint.", on=today)
    done = dict.fromkeys(map(str, Owed), 0)
    with system(JOB):
        rows = Complaint.objects.for_system(JOB).exclude(state__in=sorted(DECIDED))
        for row in rows.order_by("first_due_on").select_for_update(skip_locked=True)[:most]:
            step = owed(
                state=row.state, first_due=row.first_due_on, final_due=row.final_due_on,
                has_first=row.first_answer_on is not None, today=today, before=days["complaint.remind_days"],
                after=days["complaint.escalate_days"], reminded_on=row.reminded_on, escalated_on=row.escalated_on,
            )  # fmt: skip
            if step is None:
                continue
            column = "escalated_on" if step == Owed.ESCALATED else "reminded_on"
            setattr(row, column, today)
            row.save(update_fields=[column])
            note_in_journal(None, row, "complaint:remind", reason=step)
            done[step] += 1
    return done
