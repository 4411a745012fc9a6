from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedQuerySet
from wasl.documents.models import IssuedDocument
from wasl.documents.rules import code_as_typed, number_in_print


@dataclass(frozen=True, slots=True)
class Verified:
    """All that anybody who holds a paper may learn of it."""

    number: str
    issued_on: date
    is_cancelled: bool = False


def verified(*, typed: str) -> Verified | None:
    """Whether a paper with this code left the institution; needs no account, and is told nothing else."""
    code = code_as_typed(typed)
    if not code:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT year, number, issued_on, is_cancelled FROM documents_verified(%s)", [code])
        row = cursor.fetchone()
    return Verified(number_in_print(row[0], row[1]), row[2], row[3]) if row else None


def documents_of(*, actor: Actor, subject_id: UUID) -> ScopedQuerySet:
    """Papers of one act, newest first, without their bytes."""
    papers = IssuedDocument.objects.visible_to(actor, Permission.DOCUMENT_READ)
    found: ScopedQuerySet = papers.filter(subject_id=subject_id).defer("pdf").order_by("-issued_at")
    return found


def document_of(*, actor: Actor, document_id: UUID) -> IssuedDocument | None:
    found: IssuedDocument | None = (
        IssuedDocument.objects.visible_to(actor, Permission.DOCUMENT_READ).filter(pk=document_id).first()
    )
    return found


def document_with_code(*, actor: Actor, typed: str) -> IssuedDocument | None:
    """The paper whose coupon came back, by the code on it, within the actor's territory and level."""
    papers = IssuedDocument.objects.visible_to(actor, Permission.DOCUMENT_READ)
    found: IssuedDocument | None = papers.filter(code=code_as_typed(typed)).defer("pdf").first()
    return found
