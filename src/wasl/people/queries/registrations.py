from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import PersonLink, Registration


def registrations(*, actor: Actor, permission: Permission = Permission.PERSON_READ) -> QuerySet[Registration]:
    """All that the actor may read, newest first."""
    rows: QuerySet[Registration] = Registration.objects.visible_to(actor, permission)
    return rows.order_by("-id")


def registration(
    *, actor: Actor, registration_id: UUID, permission: Permission = Permission.PERSON_READ
) -> Registration:
    """Raises Registration.DoesNotExist alike for one that is not there and one the actor may not read."""
    return registrations(actor=actor, permission=permission).get(pk=registration_id)


def _links(actor: Actor) -> QuerySet[PersonLink]:
    rows: QuerySet[PersonLink] = PersonLink.objects.visible_to(actor, Permission.PERSON_READ)
    return rows.filter(until_at__isnull=True)


def person_of(*, actor: Actor, registration_id: UUID) -> UUID:
    """Id of the person this registration is today; raises PersonLink.DoesNotExist when it is not visible."""
    return _links(actor).get(registration=registration_id).person_id


def persons_of(*, actor: Actor, registration_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Registration id to person id, for those that are visible."""
    links = _links(actor).filter(registration__in=list(registration_ids))
    return dict(links.values_list("registration_id", "person_id"))


def registrations_of_person(*, actor: Actor, person_id: UUID) -> QuerySet[Registration]:
    """Those of the person's registrations that the actor may read, oldest first."""
    own = _links(actor).filter(person=person_id).values("registration_id")
    return registrations(actor=actor).filter(pk__in=own).order_by("id")


def history_of(*, actor: Actor, row: Any) -> QuerySet[Any]:
    """Values a registration, phone, paper, membership or address had before, newest first."""
    past: QuerySet[Any] = type(row).pgh_event_model.objects.visible_to(actor, Permission.PERSON_READ)
    return past.filter(pgh_obj=row.pk).order_by("-pgh_id")
