"""Declared twins and siblings, and who has lived together."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import Household, Membership
from wasl.people.queries.registrations import registration
from wasl.people.rules.states import Apart

_READ = Permission.PERSON_READ


@dataclass(frozen=True, slots=True)
class Kin:
    """`other_id` was declared twin or sibling (`kind`) of somebody at `since_at`."""

    apart_id: UUID
    other_id: UUID
    kind: Apart
    since_at: datetime


def kin_of(*, actor: Actor, registration_id: UUID) -> tuple[Kin, ...]:
    """Those whom the actor reads as well; none where either lives hidden. Raises Registration.DoesNotExist."""
    own = registration(actor=actor, registration_id=registration_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT apart_id, other_id, reason, since_at FROM people_kin_of(%s)", [own.pk])
        rows = cursor.fetchall()
    return tuple(Kin(apart_id, other_id, Apart(kind), since_at) for apart_id, other_id, kind, since_at in rows)


def have_lived_together(*, actor: Actor, registration_id: UUID, other_id: UUID) -> bool:
    """In one household that the actor reads, today or before."""
    rows = Membership.objects.visible_to(actor, _READ)
    hers = rows.filter(registration=registration_id).values_list("household_id", flat=True)
    households = Household.objects.visible_to(actor, _READ).filter(pk__in=list(hers))
    return bool(rows.filter(registration=other_id, household__in=list(households)).exists())
