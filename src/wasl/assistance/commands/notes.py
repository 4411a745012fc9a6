from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case, of_case
from wasl.assistance.commands.placing import insert
from wasl.assistance.models import CaseNote
from wasl.assistance.rules.faults import Fault
from wasl.assistance.rules.notes import fault_of_note
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.sealed import seal


def note_context(note_id: UUID) -> bytes:
    return b"note:" + note_id.bytes


@transaction.atomic
def write_note(*, actor: Actor, now: datetime, note_id: UUID, case_id: UUID, text: str, readers: str) -> CaseNote:
    """Seals a note; sent twice it is one. It may be added to a dossier that is closed: the past is told late."""
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    known = CaseNote.objects.visible_to(actor, Permission.CASE_READ).filter(pk=note_id).first()
    if known is not None:
        if (known.case_id, known.author_id, known.readers) != (case.pk, actor.account_id, readers):
            raise CannotChangeCase(Fault.OTHER_CONTENT)
        return known  # type: ignore[no-any-return]
    if fault := fault_of_note(text=text, readers=readers):
        raise CannotChangeCase(fault)
    row = CaseNote(
        pk=note_id, author_id=actor.account_id, readers=readers, written_at=now, recorded_by_id=actor.account_id,
        text=seal(text.encode(), context=note_context(note_id)), **of_case(case),
    )  # fmt: skip
    insert(row)
    journal_case(actor, case, "case:note", reason=readers)
    return row
