"""What the person's page shows of this room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wasl.assistance.queries.names import agents
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.queries import File, Stand, consents_of
from wasl.rights.queries.retention import erased_on, holds_of
from wasl.web.people.labels import LANGUAGES
from wasl.web.rights.words import ANSWER_BADGES, ANSWERING, ANSWERS, HOLD_REASONS, HOW


@dataclass(frozen=True, slots=True)
class ShownStand:
    """One purpose: its words, the latest answer, and the answers that may follow (code, button)."""

    code: str
    label: str
    text: str
    without: str
    is_asked: bool
    word: Any = ""
    badge: str = "quiet"
    on: date | None = None
    how: Any = ""
    language: Any = ""
    by: str = ""
    next: tuple[tuple[str, Any], ...] = ()


def stands_of(actor: Actor, file: File, *, today: date) -> list[ShownStand]:
    ids = [file.registration.pk, *(each.pk for each in file.others)]
    return shown_stands(consents_of(actor=actor, registration_ids=ids, on=today))


def kept_of(actor: Actor, file: File) -> dict[str, Any]:
    """Whether the file is held, or was anonymised, as far as this reader is told."""
    own = file.registration.pk
    holds = holds_of(actor=actor, registration_id=own)
    return {
        "holds": [(row, HOLD_REASONS.get(row.reason, row.reason)) for row in holds],
        "erased": erased_on(actor=actor, registration_id=own),
        "may_hold": actor.may(Permission.HOLD_SET),
    }


def shown_stands(stands: Iterable[Stand]) -> list[ShownStand]:
    stands = list(stands)
    names = agents(stand.latest.account_id for stand in stands if stand.latest)
    return [_shown(stand, names) for stand in stands]


def _shown(stand: Stand, names: dict[Any, str]) -> ShownStand:
    purpose, latest = stand.purpose, stand.latest
    told: dict[str, Any] = {
        "code": purpose.code,
        "label": purpose.label,
        "text": purpose.text,
        "without": purpose.without,
        "is_asked": purpose.asks_consent,
        "next": tuple((str(answer), ANSWERING[answer]) for answer in ANSWERING if answer in stand.next),
    }
    if latest is None:
        return ShownStand(**told)
    return ShownStand(
        word=ANSWERS[latest.answer],
        badge=ANSWER_BADGES[latest.answer],
        on=latest.answered_on,
        how=HOW.get(latest.how, latest.how),
        language=LANGUAGES.get(latest.language, latest.language),
        by=names.get(latest.account_id, ""),
        **told,
    )
