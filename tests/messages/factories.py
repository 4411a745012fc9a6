"""Messages in the outbox of a small institution, and a gateway that remembers."""

import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction

from wasl.core.scope import system
from wasl.messages import commands
from wasl.messages.gateways import Rejected, Unreachable
from wasl.messages.models import Message
from wasl.messages.rules import CARRIED, Channel, Template

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
JOB = "remind appointments"
SLOTS = {"day": "26/11/2026", "time": "09:30"}


class Remembering:
    """A carrier that keeps what it was handed, and fails as it is told."""

    name, channels = "remembering", CARRIED

    def __init__(self, *failures, knows=True):
        self.failures, self.knows, self.sent = list(failures), knows, []

    def send(self, parcel):
        failure = self.failures.pop(0) if self.failures else None
        if failure == "dies":
            self.sent.append(parcel.id)
            raise SystemExit
        if failure:
            raise {"rejected": Rejected, "unreachable": Unreachable}[failure]
        self.sent.append(parcel.id)

    def was_sent(self, message_id):
        return message_id in self.sent if self.knows else None


def queued(unit, *, level=2, seal=None, **values):
    given = {
        "message_id": uuid.uuid4(), "now": NOW, "channel": Channel.SMS, "number": "0661234509",
        "template": Template.APPOINTMENT, "language": "fr", "slots": SLOTS, "subject": "appointment",
        "subject_id": uuid.uuid4(), "not_before": NOW, "not_after": NOW + timedelta(days=2),
        "place": {"unit_id": unit.pk, "path": unit.path, "level": level, "seal": seal},
    } | values  # fmt: skip
    with transaction.atomic(), system(JOB):
        commands.queue_message(job=JOB, **given)
    return given["message_id"]


def read(message_id):
    with transaction.atomic(), system(JOB):
        return Message.objects.for_system(JOB).get(pk=message_id)


def send(gateway, now=NOW, permits=lambda row, number: True):
    return commands.send_due(now=now, gateway=gateway, permits=permits)
