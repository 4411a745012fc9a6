"""What the worker does by the clock, done by the worker."""

import json

from procrastinate.contrib.django import app
from tests.config.launched import Launched, eventually

from wasl.config import schedule

QUEUE = """
from wasl.config.schedule import nightly_backup, seal_journal
from wasl.journal.commands import record
record(actor=None, verb="institution:found", subject="institution", subject_id=1, path="MA.")
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


def test_both_jobs_are_due_by_the_clock() -> None:
    due = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}
    assert due[schedule.seal_journal.name] == "* * * * *"
    assert due[schedule.nightly_backup.name] == "30 1 * * *"


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
