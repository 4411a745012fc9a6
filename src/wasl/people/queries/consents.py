from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wasl.catalogue.models import Purpose
from wasl.catalogue.queries import purposes_on
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import Consent
from wasl.people.rules.consents import NEXT, Answer

MOST = 200


@dataclass(frozen=True, slots=True)
class Stand:
    """A purpose in force, what was answered to it (newest first), and what may be answered next."""

    purpose: Purpose
    answers: tuple[Consent, ...]

    @property
    def latest(self) -> Consent | None:
        return self.answers[0] if self.answers else None

    @property
    def next(self) -> frozenset[Answer]:
        if not self.purpose.asks_consent:
            return frozenset()
        return NEXT[Answer(self.latest.answer) if self.latest else None]


def consents_of(*, actor: Actor, registration_ids: Sequence[UUID], on: date) -> list[Stand]:
    """Every purpose of that day, in its printed order, with the answers on these registrations that may be read."""
    rows = Consent.objects.visible_to(actor, Permission.PERSON_READ).filter(registration__in=list(registration_ids))
    by_code: dict[str, list[Consent]] = {}
    for row in rows.order_by("-id")[:MOST]:
        by_code.setdefault(row.code, []).append(row)
    return [Stand(purpose, tuple(by_code.get(purpose.code, ()))) for purpose in purposes_on(on)]
