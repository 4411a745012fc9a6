from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wasl.catalogue.models import Recording
from wasl.catalogue.queries import purposes_on, questionnaires_on
from wasl.catalogue.questionnaires.rules import form_of
from wasl.catalogue.recordings.rules import ALWAYS, Phrase
from wasl.catalogue.rules import State
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission

_LIGHT = ("id", "slot", "language", "words_hash", "state", "proposed_by_id", "proposed_at", "media_type", "size")


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases read together: before an interview, a consent, a questionnaire. `label` is empty for those of ALWAYS."""

    key: str
    label: str
    phrases: tuple[Phrase, ...]


def groups(*, actor: Actor, on: date) -> list[Group]:
    """Every phrase that is read aloud that day."""
    require(actor, Permission.CATALOGUE_READ)
    return [Group("always", "", ALWAYS), Group("consent", "", consent_phrases(on)), *_questionnaires(on)]


def consent_phrases(on: date) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(f"consent-{row.code}", f"{row.text_fr} {row.without_fr}", f"{row.text_ar} {row.without_ar}", "shield")
        for row in purposes_on(on)
    )


def _questionnaires(on: date) -> list[Group]:
    return [Group(row.code, row.label, question_phrases(row.code, row.content)) for row in questionnaires_on(on)]


def question_phrases(code: str, content: dict[str, object]) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(
            f"q-{code}-{one.code}", one.words.fr, one.words.ar, one.pictogram,
            tuple((option.words.fr, option.words.ar) for option in one.options),
        )
        for one in form_of(content).questions()
    )  # fmt: skip


def phrase_of(*, actor: Actor, slot: str, on: date) -> Phrase | None:
    return next((one for group in groups(actor=actor, on=on) for one in group.phrases if one.slot == slot), None)


def played() -> dict[tuple[str, str], Recording]:
    """By slot and language: what may be played, without its sound; the page compares the words."""
    rows = Recording.objects.filter(state=State.APPROVED, replaced_at__isnull=True).only(*_LIGHT)
    return {(row.slot, row.language): row for row in rows}


def waiting(*, actor: Actor) -> dict[tuple[str, str], Recording]:
    """What another account must still listen to."""
    require(actor, Permission.CATALOGUE_READ)
    rows = Recording.objects.filter(state=State.PROPOSED).only(*_LIGHT)
    return {(row.slot, row.language): row for row in rows}


def recording(*, actor: Actor, recording_id: UUID) -> Recording:
    """With its sound; one that waits is heard by those who record or decide. Raises Recording.DoesNotExist."""
    require(actor, Permission.CATALOGUE_READ)
    rows = Recording.objects.exclude(state=State.REFUSED)
    if not (actor.may(Permission.RECORDING_PROPOSE) or actor.may(Permission.RECORDING_APPROVE)):
        rows = rows.filter(state=State.APPROVED)
    return rows.get(pk=recording_id)
