"""What would end with a person's death, and what ended with it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from wasl.assistance.models import Appointment, Case, Death, FollowUp, Orientation
from wasl.assistance.queries.names import agents
from wasl.assistance.rules import CASE_OVER, OPEN_ORIENTATION
from wasl.assistance.rules.appointments import AppointmentState
from wasl.assistance.rules.followups import FollowUpState
from wasl.core.actor import Actor
from wasl.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class Ending:
    """What a reader sees of what ends: rows not run yet."""

    cases: QuerySet[Case]
    appointments: QuerySet[Appointment]
    follow_ups: QuerySet[FollowUp]
    orientations: QuerySet[Orientation]

    def counts(self) -> dict[str, int]:
        return {
            "cases": self.cases.count(), "appointments": self.appointments.count(),
            "follow_ups": self.follow_ups.count(), "orientations": self.orientations.count(),
        }  # fmt: skip


def ending_of(*, actor: Actor, registration_id: UUID, on: date) -> Ending:
    """What is open in her name here, as far as the actor may read it."""
    hers = {"registration_id": registration_id}
    appointments = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_READ)
    states = [AppointmentState.PLANNED, AppointmentState.TO_CONFIRM]
    follow_ups = FollowUp.objects.visible_to(actor, Permission.CASE_READ).filter(case__registration_id=registration_id)
    sent = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ)
    return Ending(
        cases=Case.objects.visible_to(actor, Permission.CASE_READ).filter(**hers).exclude(state__in=sorted(CASE_OVER)),
        appointments=appointments.filter(Q(day__gte=on), state__in=states, **hers),
        follow_ups=follow_ups.filter(state__in=[FollowUpState.DUE, FollowUpState.LOST]),
        orientations=sent.filter(state__in=sorted(OPEN_ORIENTATION), **hers),
    )


def death_of(*, actor: Actor, registration_id: UUID) -> Death | None:
    """As it stands, with who noted it; None when none is noted or it may not be read."""
    rows = Death.objects.visible_to(actor, Permission.PERSON_READ)
    row: Death | None = rows.filter(registration_id=registration_id, withdrawn_at__isnull=True).first()
    if row is not None:
        row.who = agents([row.recorded_by_id]).get(row.recorded_by_id, "")  # type: ignore[attr-defined,arg-type]
    return row
