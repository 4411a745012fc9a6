"""What the worker does by the clock, done by the worker."""

import json
from collections.abc import Callable

import pytest
from procrastinate.contrib.django import app
from tests.config.launched import Launched, eventually

from wasl.config import schedule

QUEUE = """
from contextlib import suppress
from procrastinate.exceptions import AlreadyEnqueued
from wasl.config.schedule import nightly_backup, seal_journal
from wasl.journal.commands import record
record(actor=None, verb="institution:found", subject="institution", subject_id=1, path="MA.")
with suppress(AlreadyEnqueued):
    seal_journal.defer(timestamp=0)
nightly_backup.defer(timestamp=0)
"""
LOOK = """
from django.db import transaction
from wasl.core.scope import system
from wasl.journal.models import Line, SealedLine
with transaction.atomic(), system("seal journal"):
    print(Line.objects.count(), SealedLine.objects.count())
"""


DAILY_OR_MORE = {
    "seal_journal": "* * * * *",
    "due_changes": "3 * * * *",
    "reminders": "5 6,11 * * *",
    "outbox": "* * * * *",
    "appointment_reminders": "15 6,12 * * *",
    "nightly_backup": "30 1 * * *",
    "rekey": "*/10 * * * *",
    "name_census": "20 2 * * *",
    "likely_doubles": "*/10 * * * *",
    "ended_sessions": "40 2 * * *",
    "followed_cases": "35 4 * * *",
    "old_jobs": "50 2 * * *",
    "compare_registry": "20 3 * * *",
    "needs_to_come": "40 3 * * *",
}


def test_every_job_is_due_by_the_clock() -> None:
    due = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}
    assert {name: due[f"{schedule.__name__}.{name}"] for name in DAILY_OR_MORE} == DAILY_OR_MORE


def test_a_job_in_batches_goes_on_until_nothing_is_left() -> None:
    batches = iter([3, 2, 0, 9])
    assert schedule.until_nothing_is_left(lambda: next(batches)) == 5


def test_a_job_in_batches_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "MOST_ROUNDS", 7)
    assert schedule.until_nothing_is_left(lambda: 1) == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    "job", [schedule.seal_journal, schedule.due_changes, schedule.reminders, schedule.rekey, schedule.likely_doubles]
)
def test_a_job_without_anything_to_do_does_nothing(job: Callable[..., object]) -> None:
    done = job(timestamp=0)
    assert not (any(done.values()) if isinstance(done, dict) else done)


def test_the_worker_seals_and_makes_a_proven_backup(home: Launched) -> None:
    home.start()
    queued = home.wasl("manage", "shell", "-v", "0", "-c", QUEUE)
    assert queued.returncode == 0, queued.stderr
    proof = home.home / "backups" / "verified.json"
    eventually(proof.exists, patience=90)
    assert json.loads(proof.read_text())["tables"] > 40
    assert len(list(home.home.glob("backups/*.wasl"))) == 1
    eventually(lambda: home.wasl("manage", "shell", "-v", "0", "-c", LOOK).stdout.split() == ["1", "1"])
    assert home.stop() == 0
