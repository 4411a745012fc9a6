from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import PersonLink, Registration


def registrations(*, actor: Actor, permission: Permission = Permission.PERSON_READ) -> QuerySet[Registration]:
    """All that the actor may read, newest first."""
    return Registration.objects.visible_to(actor, permission).order_by("-id")


def registration(
    *, actor: Actor, registration_id: UUID, permission: Permission = Permission.PERSON_READ
) -> Registration:
    """Raises Registration.DoesNotExist alike for one that is not there and one the actor may not read."""
    return Registration.objects.visible_to(actor, permission).get(pk=registration_id)


def person_of(*, actor: Actor, registration_id: UUID) -> UUID:
    """Id of the person this registration is today; raises PersonLink.DoesNotExist when it is not visible."""
    return (
        PersonLink.objects.visible_to(actor, Permission.PERSON_READ)
        .get(  # type: ignore[no-any-return]
            registration=registration_id, until_at__isnull=True
        )
        .person_id
    )


def persons_of(*, actor: Actor, registration_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Registration id to person id, for those that are visible."""
    links = PersonLink.objects.visible_to(actor, Permission.PERSON_READ)
    links = links.filter(registration__in=list(registration_ids), until_at__isnull=True)
    return dict(links.values_list("registration_id", "person_id"))


def registrations_of_person(*, actor: Actor, person_id: UUID) -> QuerySet[Registration]:
    """Those of the person's registrations that the actor may read, oldest first."""
    links = PersonLink.objects.visible_to(actor, Permission.PERSON_READ)
    links = links.filter(person=person_id, until_at__isnull=True)
    return (
        Registration.objects.visible_to(actor, Permission.PERSON_READ)
        .filter(pk__in=links.values("registration_id"))
        .order_by("id")
    )


def history_of(*, actor: Actor, row: Any) -> QuerySet[Any]:
    """Values a registration, phone, paper, membership or address had before, newest first."""
    return (
        type(row)
        .pgh_event_model.objects.visible_to(actor, Permission.PERSON_READ)
        .filter(pgh_obj=row.pk)
        .order_by("-pgh_id")
    )
