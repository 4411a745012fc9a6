"""No page of a dossier is read without a line, whoever wrote the page."""

from uuid import UUID

from wasl.assistance.models import Case
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record


def note_reading(*, actor: Actor, case_id: UUID, page: str) -> None:
    """Writes that `page` of the dossier was shown; nothing for a dossier out of reach."""
    if not actor.may(Permission.CASE_READ):
        return
    rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk=case_id)
    for path, level, seal in rows.values_list("path", "level", "seal"):
        record(
            actor=actor, verb=Permission.CASE_READ, subject="case", subject_id=case_id, path=path, level=level,
            seal=seal, reason=page[:40],
        )  # fmt: skip
