"""Requests of persons as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from wasl.assistance.queries.names import agents, persons
from wasl.core.actor import Actor
from wasl.rights.rules.corrections import CorrectionState, moved_since, restored
from wasl.vocabulary.choices import current_label
from wasl.web.people.file_parts import PARTICULARS, said
from wasl.web.rights.words import ASKERS, CORRECTION_BADGES, CORRECTION_STATES, REFUSALS


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """One request: `fields` are (label, when asked, asked for, today, whether it changed since)."""

    id: UUID
    person: Any
    badge: str
    word: Any
    asker: Any
    evidence: str
    words: str
    by: str
    asked_at: datetime
    due_on: date
    is_late: bool
    decided_by: str = ""
    decided_at: datetime | None = None
    refusal: Any = ""
    refusal_words: str = ""
    is_waiting: bool = False
    fields: list[tuple[Any, str, str, str, bool]] = field(default_factory=list)


def waiting_corrections(actor: Actor, rows: Sequence[Any], *, today: date) -> list[ShownCorrection]:
    known = persons(actor, [row.registration_id for row in rows])
    return [correction(row, known[row.registration_id], today=today) for row in rows if row.registration_id in known]


def correction(row: Any, own: Any, *, today: date) -> ShownCorrection:
    names = agents([row.asked_by, row.decided_by])
    return ShownCorrection(
        id=row.pk,
        person=own,
        badge="late" if _is_late(row, today) else CORRECTION_BADGES[row.state],
        word=CORRECTION_STATES[row.state],
        asker=ASKERS.get(row.asker, row.asker),
        evidence=current_label("identity_documents", row.evidence),
        words=row.words,
        by=names.get(row.asked_by, ""),
        asked_at=row.asked_at,
        due_on=row.due_on,
        is_late=_is_late(row, today),
        decided_by=names.get(row.decided_by, "") if row.decided_by else "",
        decided_at=row.decided_at,
        refusal=REFUSALS.get(row.refusal, ""),
        refusal_words=row.refusal_words,
        is_waiting=row.state == CorrectionState.ASKED,
        fields=_fields(row, own, today),
    )


def _is_late(row: Any, today: date) -> bool:
    return row.state == CorrectionState.ASKED and row.due_on < today


def _fields(row: Any, own: Any, today: date) -> list[tuple[Any, str, str, str, bool]]:
    moved, current = moved_since(own.particulars, row.before), own.particulars
    return [
        (
            PARTICULARS[name],
            said(name, restored(name, row.before[name]), today),
            said(name, restored(name, row.after[name]), today),
            said(name, getattr(current, name), today),
            name in moved,
        )
        for name in PARTICULARS
        if name in row.after
    ]
