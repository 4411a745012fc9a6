"""Papers that leave the archive: as they are, or, from a nominative file, as a numbered copy that bears who took it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.documents.models import DocumentCopy, IssuedDocument
from wasl.documents.queries import document_of
from wasl.documents.render import sha256
from wasl.documents.rules import SENSITIVE
from wasl.documents.rules.printing import asks_why, lacks_reason
from wasl.documents.stamping import copy_line, stamped
from wasl.journal.commands import record


class ArchiveAltered(RuntimeError):
    """The archived bytes no longer have the hash they were issued with; the text names the document."""


class SayWhy(Exception):
    """The paper comes out of a nominative file: it leaves for a reason of `WhyPrinted`."""


def _kept(actor: Actor, document_id: UUID) -> IssuedDocument | None:
    """Within the actor's territory and level, its bytes checked; None when there is none, or it was not kept."""
    document = document_of(actor=actor, document_id=document_id)
    if document is None or document.pdf is None:
        return None
    if sha256(bytes(document.pdf)) != document.sha256:
        raise ArchiveAltered(f"document {document.pk} does not have its SHA-256 any more: restore it from a backup")
    return document


@transaction.atomic
def open_document(*, actor: Actor, document_id: UUID) -> IssuedDocument | None:
    """An archived paper as it was issued; None when there is none to be seen.

    Opening a sensitive one leaves a line in the journal. Raises ArchiveAltered, and SayWhy for a nominative one:
    of that only a copy leaves (`copy_document`).
    """
    document = _kept(actor, document_id)
    if document is not None and asks_why(document.level):
        raise SayWhy
    if document is not None and document.level >= SENSITIVE:
        record(
            actor=actor, verb=Permission.DOCUMENT_READ, subject="document", subject_id=document.pk,
            path=document.path, level=document.level, seal=document.seal,
        )  # fmt: skip
    return document


@transaction.atomic
def copy_document(*, actor: Actor, document_id: UUID, why: str, who: str, now: datetime) -> IssuedDocument | None:
    """The paper with `.pdf` replaced by its next copy, which bears on every page the copy's number, `who` and `now`.

    The archived bytes stay as they are: the copy is drawn anew from them. Raises SayWhy, ArchiveAltered.
    """
    document = _kept(actor, document_id)
    if document is None:
        return None
    if lacks_reason(level=document.level, why=why):
        raise SayWhy
    # Two who press at once take two numbers; the row of the paper itself cannot be locked by who may not change it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"copy {document.pk}"])
    last = DocumentCopy.objects.filter(document=document).order_by("-number").values_list("number", flat=True).first()
    copy = DocumentCopy(
        document=document, number=(last or 0) + 1, taken_by=actor.account_id, taken_at=now, who=who[:20], why=why
    )
    copy.save(force_insert=True)
    record(
        actor=actor, verb="document:copy", subject="document", subject_id=document.pk, path=document.path,
        level=document.level, seal=document.seal, reason=why, about=str(copy.number),
    )  # fmt: skip
    line = copy_line(document.lang, number=copy.number, of=document.number_in_print, who=copy.who, at=now)
    document.pdf = stamped(bytes(document.pdf or b""), line, lang=document.lang, on=document.issued_on)
    return document
