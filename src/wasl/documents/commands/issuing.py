from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.paper import Paper
from wasl.documents.render import Mark, demonstration_note, paper_of, pdf, sha256
from wasl.documents.rules import IssuingUnit, code_in_print, new_code, number_in_print
from wasl.journal.commands import record


@transaction.atomic
def issue(
    *,
    actor: Actor,
    template: str,
    lang: str,
    data: Paper | dict[str, Any],
    unit: IssuingUnit,
    level: int,
    subject: str,
    subject_id: UUID,
    now: datetime,
    seal: UUID | None = None,
    permission: Permission = Permission.DOCUMENT_ISSUE,
) -> IssuedDocument:
    """Numbers, renders and archives a paper; `.pdf` of the answer is what to print, kept or not.

    `level` and `seal` are those of the dossier it is about; `subject` and `subject_id` name the act that issues it;
    `permission` is that act's own when it is not "document:issue".
    """
    require(actor, permission, path=unit.path, level=level, seal=seal)
    paper = paper_of(template, data)
    on = localtime(now).date()
    document = IssuedDocument(
        unit_id=unit.id,
        path=unit.path,
        level=level,
        seal=seal,
        template=paper.template,
        lang=lang,
        year=on.year,
        number=_next_number(unit, on.year),
        code=new_code(),
        subject=subject,
        subject_id=subject_id,
        issued_at=now,
        issued_on=on,
        issued_by=actor.account_id,
    )
    made = pdf(paper.template, lang, paper, mark=mark_of(document, unit))
    document.sha256 = sha256(made)
    document.pdf = made if paper.is_kept else None
    document.save(force_insert=True)
    document.pdf = made
    record(
        actor=actor,
        verb="document:issue",
        subject="document",
        subject_id=document.pk,
        path=unit.path,
        level=level,
        seal=seal,
        reason=paper.template,
    )
    return document


def _next_number(unit: IssuingUnit, year: int) -> int:
    """The row stays locked to the end of the transaction: papers of one unit queue, and a rollback gives back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_counter (unit_id, path, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (unit_id, year) DO UPDATE SET last = documents_counter.last + 1 RETURNING last",
            [unit.id, unit.path, year],
        )
        (number,) = cursor.fetchone()
    return int(number)


def mark_of(document: IssuedDocument, unit: IssuingUnit) -> Mark:
    return Mark(
        institution=unit.institution(document.lang),
        unit=unit.name(document.lang),
        on=document.issued_on,
        number=number_in_print(document.year, document.number),
        code=code_in_print(document.code),
        address=f"{settings.PUBLIC_ADDRESS}/v/{document.code}",
        note=demonstration_note(document.lang) if unit.is_demo else "",
    )
