"""Files attached to a dossier, a person or a line of the register."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.sealed import seal as sealed_bytes
from wasl.core.sealed import unseal
from wasl.documents.commands.copies import ArchiveAltered
from wasl.documents.intake import Taken, take
from wasl.documents.models import Attachment, AttachmentContent, RegisterEntry
from wasl.documents.queries.attachments import attachment_of
from wasl.documents.render import sha256
from wasl.documents.rules import IssuingUnit
from wasl.documents.rules.attachments import MEDIA, Kind, Withdrawal
from wasl.documents.sealing import closed, opened
from wasl.journal.commands import record

LONGEST_TITLE = 160


class CannotAttach(Exception):
    """The id was used for another file, or the reason is missing."""


class AlreadyWithdrawn(Exception):
    """Somebody withdrew it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as it came: its name, its bytes, and what the agent says it shows."""

    name: str
    content: bytes
    title: str = ""


def attachment_context(attachment_id: UUID) -> bytes:
    """What ties sealed bytes to their row."""
    return b"attachment " + attachment_id.bytes


@transaction.atomic
def attach(
    *,
    actor: Actor,
    now: datetime,
    attachment_id: UUID,
    unit: IssuingUnit,
    file: File,
    most_bytes: int,
    level: int,
    seal: UUID | None = None,
    entry: RegisterEntry | None = None,
) -> Attachment:
    """Takes the file if it is what it says, and keeps it sealed under the level and the dossier it is about.

    The same id sent twice stays one file. Raises intake.CannotTake.
    """
    require(actor, Permission.ATTACHMENT_ADD, path=unit.path, level=level, seal=seal)
    taken = take(file.content, name=file.name, most_bytes=most_bytes)
    known = Attachment.objects.visible_to(actor, Permission.ATTACHMENT_READ).filter(pk=attachment_id).first()
    if known is not None:
        if known.original_sha256 != taken.original_sha256:
            raise CannotAttach(attachment_id)
        return known  # type: ignore[no-any-return]
    row = Attachment(
        pk=attachment_id, unit_id=unit.id, path=unit.path, level=level, seal=seal, entry=entry, kind=taken.kind,
        size=len(taken.content), sha256=sha256(taken.content), original_size=taken.original_size,
        original_sha256=taken.original_sha256, sealed=closed(_told(taken, file.title), attachment_id), added_at=now,
        added_by=actor.account_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CannotAttach(attachment_id) from error
    AttachmentContent(
        attachment=row, unit_id=unit.id, path=unit.path, level=level, seal=seal,
        sealed=sealed_bytes(taken.content, context=attachment_context(row.pk)),
    ).save(force_insert=True)  # fmt: skip
    _journal(actor, row, Permission.ATTACHMENT_ADD, reason=taken.kind)
    return row


def _told(taken: Taken, title: str) -> dict[str, str]:
    title = " ".join(title.split())[:LONGEST_TITLE]
    return {"name": taken.name, "title": title, "taken_at": taken.taken_at, "place": taken.place}


@transaction.atomic
def attach_to_line(
    *, actor: Actor, now: datetime, attachment_id: UUID, unit: IssuingUnit, file: File, most_bytes: int, line_id: UUID
) -> Attachment:
    """A scan of the letter a line of the register is about, at the level of the line.

    Raises RegisterEntry.DoesNotExist for a line that one may not read, or of another unit.
    """
    entries = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).filter(unit_id=unit.id)
    entry = entries.get(pk=line_id)
    return attach(
        actor=actor, now=now, attachment_id=attachment_id, unit=unit, file=file, most_bytes=most_bytes,
        level=entry.level, seal=entry.seal, entry=entry,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """What is handed out: the bytes, the name to save them under, their media type."""

    attachment: Attachment
    name: str
    media: str
    content: bytes


@transaction.atomic
def open_attachment(*, actor: Actor, attachment_id: UUID) -> Opened | None:
    """The bytes of a file that one may read and that was not withdrawn, checked; None when there is none.

    Every opening leaves a line in the journal. Raises ArchiveAltered.
    """
    row = attachment_of(actor=actor, attachment_id=attachment_id)
    if row is None or row.withdrawn_at is not None:
        return None
    kept = AttachmentContent.objects.visible_to(actor, Permission.ATTACHMENT_READ).get(pk=row.pk)
    content = unseal(bytes(kept.sealed), context=attachment_context(row.pk))
    if not content:  # anonymised
        return None
    if sha256(content) != row.sha256:
        raise ArchiveAltered(f"attachment {row.pk} does not have its SHA-256 any more: restore it from a backup")
    _journal(actor, row, Permission.ATTACHMENT_READ)
    return Opened(row, opened(row.sealed, row.pk)["name"], MEDIA[Kind(row.kind)], content)


@transaction.atomic
def withdraw_attachment(*, actor: Actor, now: datetime, attachment_id: UUID, reason: str) -> Attachment:
    """It is no longer handed out; that it was there, by whom and why it went stay."""
    require(actor, Permission.ATTACHMENT_ADD)
    try:
        why = Withdrawal(reason)
    except ValueError:
        raise CannotAttach(reason) from None
    rows = Attachment.objects.visible_to(actor, Permission.ATTACHMENT_READ).select_for_update()
    row: Attachment = rows.get(pk=attachment_id)
    require(actor, Permission.ATTACHMENT_ADD, path=row.path, level=row.level, seal=row.seal)
    if row.withdrawn_at is not None:
        raise AlreadyWithdrawn(attachment_id)
    row.withdrawn_at, row.withdrawn_by, row.withdrawal = now, actor.account_id, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])
    _journal(actor, row, "attachment:withdraw", reason=why)
    return row


def _journal(actor: Actor, row: Attachment, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="attachment", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=reason,
    )  # fmt: skip
