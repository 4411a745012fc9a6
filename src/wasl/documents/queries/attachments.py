from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.documents.models import Attachment
from wasl.documents.sealing import opened


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as a list shows it; `taken_at` and `place` are what the camera wrote."""

    id: UUID
    name: str
    title: str
    kind: str
    size: int
    added_at: datetime
    added_by: UUID
    original_sha256: str
    taken_at: str
    place: str
    withdrawn_at: datetime | None
    withdrawal: str


def attachment_of(*, actor: Actor, attachment_id: UUID) -> Attachment | None:
    found: Attachment | None = (
        Attachment.objects.visible_to(actor, Permission.ATTACHMENT_READ).filter(pk=attachment_id).first()
    )
    return found


def attachments_among(*, actor: Actor, ids: Collection[UUID]) -> list[Attached]:
    """Those of these files that the actor may read, the latest first, withdrawn ones included."""
    rows = Attachment.objects.visible_to(actor, Permission.ATTACHMENT_READ).filter(pk__in=ids)
    return _shown(rows.order_by("-added_at", "-id"))


def attachments_of_line(*, actor: Actor, line_id: UUID) -> list[Attached]:
    """Scans of what a line of the register is about."""
    rows = Attachment.objects.visible_to(actor, Permission.ATTACHMENT_READ).filter(entry_id=line_id)
    return _shown(rows.order_by("-added_at", "-id"))


def _shown(rows: Iterable[Attachment]) -> list[Attached]:
    return [
        Attached(
            id=row.pk, kind=row.kind, size=row.size, added_at=row.added_at, added_by=row.added_by,
            original_sha256=row.original_sha256, withdrawn_at=row.withdrawn_at, withdrawal=row.withdrawal,
            **opened(row.sealed, row.pk),
        )
        for row in rows
    ]  # fmt: skip
