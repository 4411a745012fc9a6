"""A worker killed at the worst moment, as a power cut would: the message is in the carrier's hands once."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from tests.messages.factories import NOW, queued, read, send
from tests.network.factories import unit
from wasl.messages.gateways import FileGateway
from wasl.messages.rules import MessageState

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from tests.messages.factories import send
from wasl.messages.gateways import FileGateway

class Dying(FileGateway):
    def send(self, parcel):
        if sys.argv[2] == "after":
            super().send(parcel)
        os.kill(os.getpid(), signal.SIGKILL)

send(Dying(Path(sys.argv[1])))
"""


def killed(directory, moment, addresses):
    environment = os.environ | {
        "DATABASE_URL": addresses.app, "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT}/src:{ROOT}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(directory), moment],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr.decode()


def written(directory):
    return [path.stem for path in directory.glob("*.json")]


def test_killed_before_and_after_the_carrier_took_it(fresh_database, tmp_path):
    with transaction.atomic():
        centre = unit("CENTRE", parent=unit("DELEG", parent=unit("HQ")))
    for moment, before in (("before", []), ("after", ["it"])):
        one = queued(centre)
        directory = tmp_path / moment
        directory.mkdir()
        killed(directory, moment, fresh_database)
        assert (read(one).state, written(directory)) == (MessageState.SENDING, [str(one) for _ in before])
        for minutes in (2, 5, 9):
            send(FileGateway(directory), NOW + timedelta(minutes=minutes))
        assert (read(one).state, written(directory)) == (MessageState.SENT, [str(one)])
