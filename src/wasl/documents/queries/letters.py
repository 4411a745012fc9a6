from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedQuerySet
from wasl.documents.models import Letter, LetterStep
from wasl.documents.rules.letters import HANDS, LetterState, Step, filled, may_step
from wasl.documents.sealing import opened
from wasl.journal.commands import record


@dataclass(frozen=True, slots=True)
class Summary:
    """A letter as a list shows it."""

    letter: Letter
    title: str
    addressee: str


@dataclass(frozen=True, slots=True)
class Done:
    step: str
    at: datetime
    by: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with its text, what was done with it, and what this reader may do next."""

    letter: Letter
    content: dict[str, Any]
    paragraphs: list[str]
    steps: list[Done]
    next_steps: list[Step]


def letters_of(*, actor: Actor, unit_id: UUID) -> ScopedQuerySet:
    """Letters of a unit that the actor may read; pages run on (-state_at, -id)."""
    rows: ScopedQuerySet = Letter.objects.visible_to(actor, Permission.LETTER_READ)
    return rows.filter(unit_id=unit_id).select_related("line")


def letters_among(*, actor: Actor, ids: Iterable[UUID]) -> list[Summary]:
    rows = Letter.objects.visible_to(actor, Permission.LETTER_READ).filter(pk__in=list(ids)).select_related("line")
    return summaries(rows.order_by("-state_at", "-id"))


def summaries(rows: Iterable[Letter]) -> list[Summary]:
    told = [(row, opened(row.sealed, row.pk)) for row in rows]
    return [Summary(row, content["title"], content["addressee"]) for row, content in told]


def letter_of(*, actor: Actor, letter_id: UUID) -> Letter:
    """Raises Letter.DoesNotExist alike for one that is not there and one out of reach."""
    found: Letter = (
        Letter.objects.visible_to(actor, Permission.LETTER_READ)
        .select_related("line", "answers", "document", "previous__line")
        .get(pk=letter_id)
    )
    return found


def letter_sheet(*, actor: Actor, letter_id: UUID) -> Sheet:
    row = letter_of(actor=actor, letter_id=letter_id)
    record(
        actor=actor, verb=Permission.LETTER_READ, subject="letter", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal,
    )  # fmt: skip
    content = opened(row.sealed, row.pk)
    steps = LetterStep.objects.visible_to(actor, Permission.LETTER_READ).filter(letter=row).order_by("at", "id")
    done = [Done(one.step, one.at, one.by, opened(one.sealed, one.pk)["reason"]) for one in steps]
    return Sheet(
        letter=row, content=content, steps=done, next_steps=_open_to(actor, row, _hands(done)),
        paragraphs=filled(content["body"], values=content["values"], paragraph=content["paragraph"]),
    )  # fmt: skip


def _hands(done: Iterable[Done]) -> frozenset[UUID]:
    return frozenset(one.by for one in done if one.step in HANDS)


def hands_of(*, actor: Actor, letter_id: UUID) -> frozenset[UUID]:
    """Accounts that wrote or prepared it."""
    steps = LetterStep.objects.visible_to(actor, Permission.LETTER_READ).filter(letter_id=letter_id)
    return frozenset(steps.filter(step__in=sorted(HANDS)).values_list("by", flat=True))


_ASKED = {Step.INITIAL: Permission.LETTER_INITIAL, Step.SIGN: Permission.LETTER_SIGN}
_FROM = {
    LetterState.DRAFT: (Step.WRITE, Step.PREPARE, Step.CANCEL),
    LetterState.RETURNED: (Step.WRITE, Step.PREPARE, Step.CANCEL),
    LetterState.PREPARED: (Step.INITIAL, Step.RETURN, Step.CANCEL),
    LetterState.INITIALLED: (Step.SIGN, Step.RETURN, Step.CANCEL),
    LetterState.SIGNED: (Step.SEND, Step.CANCEL),
}


def _open_to(actor: Actor, row: Letter, hands: frozenset[UUID]) -> list[Step]:
    return [step for step in _FROM.get(LetterState(row.state), ()) if _may(actor, row, step, hands)]


def _may(actor: Actor, row: Letter, step: Step, hands: frozenset[UUID]) -> bool:
    if step == Step.RETURN:
        needed = Permission.LETTER_INITIAL
    else:
        needed = _ASKED.get(step, Permission.LETTER_WRITE)
    if not actor.may(needed) or (step in _ASKED and actor.account_id in hands):
        return False
    return may_step(
        step, role=actor.role, level=row.level, is_own_unit=actor.unit_id == row.unit_id,
        is_above=actor.unit_id != row.unit_id and actor.reaches(row.path), signed_above=row.signed_above,
    )  # fmt: skip


def letters_waiting(*, actor: Actor, most: int = 50) -> list[Summary]:
    """Letters that this actor may initial or sign now, the oldest first."""
    if not actor.may(Permission.LETTER_INITIAL):
        return []
    rows = Letter.objects.visible_to(actor, Permission.LETTER_READ).select_related("line")
    waiting = list(
        rows.filter(state__in=[LetterState.PREPARED, LetterState.INITIALLED]).order_by("state_at", "id")[: 4 * most]
    )
    steps = LetterStep.objects.visible_to(actor, Permission.LETTER_READ).filter(
        letter__in=[row.pk for row in waiting], step__in=sorted(HANDS)
    )
    hands: dict[UUID, set[UUID]] = {}
    for letter_id, by in steps.values_list("letter_id", "by"):
        hands.setdefault(letter_id, set()).add(by)
    due = {LetterState.PREPARED: Step.INITIAL, LetterState.INITIALLED: Step.SIGN}
    mine = [row for row in waiting if _may(actor, row, due[row.state], frozenset(hands.get(row.pk, ())))]
    return summaries(mine[:most])
