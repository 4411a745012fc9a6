from datetime import date

from django.db import transaction

from wasl.journal.commands import record
from wasl.network.commands.tree import lock_tree, refresh_paths


@transaction.atomic
def apply_due_changes(*, today: date) -> int:
    """Moves planned for today (or for a day the job missed) take effect; answers how many units changed place.

    Repeating it does nothing more: paths are a function of the states and of the day.
    """
    lock_tree()
    moved = refresh_paths(today=today)
    if moved:
        record(actor=None, verb="unit:apply_due", subject="tree", subject_id=today.isoformat())
    return moved
