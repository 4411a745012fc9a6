import contextlib
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TASK = "wasl.config.schedule.solve_siting"


def wake_worker(option_id: UUID) -> None:
    """The worker begins at once; it would find the alternative by itself within a minute."""
    job = app.configure_task(TASK, queueing_lock=f"siting {option_id}", lock=f"siting {option_id}")
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(option_id=str(option_id))
