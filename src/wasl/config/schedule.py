"""What the worker does by the clock (UTC)."""

import logging
import os
import subprocess
import sys

from procrastinate.contrib.django import app

from wasl.journal.commands import seal_lines
from wasl.network.models import Institution

logger = logging.getLogger(__name__)
MOST_ROUNDS = 200


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal journal")
def seal_journal(timestamp: int) -> int:
    """Chains the lines of the last minute; more rounds after a flood, so that the chain never falls behind."""
    sealed = 0
    for _ in range(MOST_ROUNDS):
        done = seal_lines()
        sealed += done
        if not done:
            break
    return sealed


@app.periodic(cron="30 1 * * *")
@app.task(queueing_lock="nightly backup")
def nightly_backup(timestamp: int) -> None:
    """Backs up, restores beside, compares. A failure stays in the job list and in what `wasl doctor` says."""
    own = os.environ.get("WASL_OWN_DATABASE")
    if not own or Institution.objects.filter(mode=Institution.Mode.DEMO).exists():
        return
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "WASL_INSIDE"}}
    argv = [sys.executable, "-m", "wasl.config.command", "backup", "--verify"]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    logger.warning("nightly backup: %s", (done.stdout + done.stderr).strip())
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
