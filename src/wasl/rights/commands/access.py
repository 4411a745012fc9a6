"""Answering somebody who asks what is held about somebody: one paper, whoever asks and whatever there is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime

from wasl.access.models import NamedAccess
from wasl.assistance.models import Case
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.core.sealed import seal
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.person_file import FileSection, PersonFile
from wasl.journal.commands import record
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.rights.models import AccessAnswer, Mention
from wasl.rights.queries.copy import Held, copy_of
from wasl.rights.queries.naming import mention_context
from wasl.rights.rules.access import AccessFault, AskerKind, Part, fault_of_asking, level_of_copy
from wasl.rights.rules.mentions import Role

_ANSWER = Permission.DISCLOSURE_ANSWER


class CannotAnswerAccess(Exception):
    """`fault` says what is missing before anything is looked up."""

    def __init__(self, fault: AccessFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def answer_access(
    *,
    actor: Actor,
    answer_id: UUID,
    registration_id: UUID | None,
    sought: str,
    kind: str,
    asker_name: str,
    paper: str,
    signs: str,
    proof: str,
    lang: str,
    now: datetime,
) -> IssuedDocument:
    """The paper to hand over. Nobody known, somebody out of reach and somebody of whom nothing may be obtained give the
    same paper and the same rows. Raises CannotAnswerAccess.
    """
    require(actor, _ANSWER)
    asker = AskerKind(kind)
    if fault := fault_of_asking(
        asker, sought=sought, asker_name=asker_name, paper=paper, signs=signs, has_proof=bool(proof.strip())
    ):
        raise CannotAnswerAccess(fault)
    with translation.override(lang):
        held = copy_of(
            actor=actor, registration_id=registration_id, kind=asker, asker_name=asker_name, today=localtime(now).date()
        )
    level = level_of_copy(line.level for line in held)
    holder = _holder(actor, answer_id, level)
    row = AccessAnswer(
        pk=answer_id, unit_id=actor.unit_id, path=actor.path, level=level,
        seal=answer_id if level >= NOMINATIVE else None, registration_id=registration_id if held else None,
        sought=sought, kind=asker, asker_name=asker_name, paper=paper, signs=signs.strip()[-3:], proof=proof,
        language=lang, answered_by=actor.account_id, answered_at=now,
    )  # fmt: skip
    with entered(holder):
        made = _issue(holder, row, held, now)
        row.document_id = made.pk
        row.save(force_insert=True)
        record(
            actor=actor, verb=_ANSWER, subject="access_answer", subject_id=row.pk, path=row.path, level=row.level,
            seal=row.seal, reason=asker, about=str(registration_id or answer_id),
        )  # fmt: skip
    return made


def _holder(actor: Actor, answer_id: UUID, level: int) -> Actor:
    """A copy of a nominative file is nominative itself, and opens to the agent who made it alone."""
    if level < NOMINATIVE:
        return actor
    NamedAccess.objects.get_or_create(dossier_id=answer_id, account_id=actor.account_id, is_denied=False)
    record(
        actor=actor, verb="case:name", subject="dossier", subject_id=answer_id, path=actor.path, level=NOMINATIVE,
        seal=answer_id,
    )  # fmt: skip
    return replace(actor, named=actor.named | {answer_id})


def _issue(actor: Actor, row: AccessAnswer, held: Sequence[Held], now: datetime) -> IssuedDocument:
    data = PersonFile(sought=row.sought, asker=row.asker_name, capacity=row.kind, sections=_sections(held))
    return issue(
        actor=actor, template=PersonFile.template, lang=row.language, now=now, level=row.level, seal=row.seal,
        data=data, subject="access_answer", subject_id=row.pk, permission=_ANSWER,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip


def _sections(held: Sequence[Held]) -> tuple[FileSection, ...]:
    by_part = {part: tuple((line.label, line.text) for line in held if line.part is part) for part in Part}
    return tuple(FileSection(part=part, rows=rows) for part, rows in by_part.items() if rows)


@transaction.atomic
def note_mention(*, actor: Actor, mention_id: UUID, case_id: UUID, role: str, name: str, now: datetime) -> Mention:
    """Somebody is named in a file who is not its subject; the same id sent twice is one. Raises Case.DoesNotExist."""
    case: Case = Case.objects.visible_to(actor, Permission.CASE_OPEN).get(pk=case_id)
    require(actor, Permission.CASE_OPEN, path=case.path, level=case.level, seal=case.seal)
    rows = Mention.objects.visible_to(actor, Permission.CASE_OPEN)
    if already := rows.filter(pk=mention_id, noted_by=actor.account_id).first():
        return already  # type: ignore[no-any-return]
    made: Mention = rows.create(
        pk=mention_id, unit_id=case.unit_id, path=case.path, level=case.level, seal=case.seal, case=case,
        role=Role(role), name=seal(name.encode(), context=mention_context(mention_id)), noted_by=actor.account_id,
        noted_at=now,
    )  # fmt: skip
    record(
        actor=actor, verb="case:mention", subject="case", subject_id=case.pk, path=case.path, level=case.level,
        seal=case.seal, reason=role,
    )  # fmt: skip
    return made
