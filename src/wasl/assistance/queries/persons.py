"""What a person's page shows of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wasl.assistance.models import Case, Orientation
from wasl.assistance.queries.timeline import SHOWN, Event, timeline
from wasl.assistance.rules import CASE_OVER, WAITS_FOR_ANSWER
from wasl.core.actor import Actor
from wasl.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is expected next: `kind` is answer (of an orientation), appointment or review (of a dossier)."""

    kind: str
    id: UUID
    due_on: date
    code: str = ""


def events_of(*, actor: Actor, registration_ids: Sequence[UUID], limit: int = SHOWN) -> list[Event]:
    """What happened, newest first, as far as the actor may read it."""
    return timeline(actor=actor, registration_ids=registration_ids, limit=limit)


def next_steps_of(*, actor: Actor, registration_ids: Sequence[UUID]) -> list[NextStep]:
    """The first due first."""
    steps: list[NextStep] = []
    if actor.may(Permission.ORIENTATION_READ):
        sent = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ)
        sent = sent.filter(registration_id__in=list(registration_ids))
        steps += [
            NextStep("answer", row.pk, row.due_on, row.service) for row in sent.filter(state__in=WAITS_FOR_ANSWER)
        ]
        met = sent.filter(state="RDV", appointment_at__isnull=False)
        steps += [NextStep("appointment", row.pk, row.appointment_at.date(), row.service) for row in met]
    if actor.may(Permission.CASE_READ):
        cases = Case.objects.visible_to(actor, Permission.CASE_READ).filter(registration_id__in=list(registration_ids))
        steps += [NextStep("review", row.pk, row.review_on) for row in cases.exclude(state__in=CASE_OVER)]
    return sorted(steps, key=lambda step: step.due_on)
