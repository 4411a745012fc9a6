from wasl.assistance.models import Complaint
from wasl.assistance.rules.complaints import ComplaintFault
from wasl.core.actor import Actor
from wasl.journal.commands import record

#: Complaints stand at the level of sensitive files, whatever they are about.
LEVEL = 3


class CannotComplain(Exception):
    """`fault` says which sentence the screen shows."""

    def __init__(self, fault: ComplaintFault) -> None:
        super().__init__(fault)
        self.fault = fault


def note_in_journal(actor: Actor | None, row: Complaint, verb: str, *, reason: str = "") -> None:
    """At the desk's own place, above what the unit complained of reads."""
    record(
        actor=actor, verb=verb, subject="complaint", subject_id=row.pk, path=row.path, level=row.level, reason=reason,
    )  # fmt: skip
