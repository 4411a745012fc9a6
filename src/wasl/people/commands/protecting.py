from datetime import datetime
from uuid import UUID

from django.db import Error, connection, transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.models import Registration


class CannotProtect(Exception):
    """The registration is not the actor's to protect."""


@transaction.atomic
def protect_person(*, actor: Actor, registration_id: UUID, dossier_id: UUID) -> None:
    """From now on the person gives no hit beyond the registrations of each one's own scope.

    Her phones and addresses in this unit rise to the dossier's names; she leaves her former household without a trace
    for its members, and is a household of her own with those protected under the same dossier. To be called by what
    opens a nominative dossier; the actor need not be named on it yet.
    """
    require(actor, Permission.CASE_OPEN)
    kept = Registration.objects.visible_to(actor, Permission.CASE_OPEN).get(pk=registration_id)
    _call("SELECT people_protect(%s, %s)", registration_id, dossier_id)
    record(
        actor=actor, verb="person:protect", subject="registration", subject_id=kept.pk, path=kept.path, level=4,
        seal=dossier_id,
    )  # fmt: skip


@transaction.atomic
def end_protection(*, actor: Actor, registration_id: UUID, dossier_id: UUID, now: datetime) -> None:
    """The dossier no longer protects her; what rose to its level stays there until somebody named lowers it."""
    require(actor, Permission.CASE_CLOSE, level=4, seal=dossier_id)
    kept = Registration.objects.visible_to(actor, Permission.CASE_CLOSE).get(pk=registration_id)
    _call("SELECT people_end_protection(%s, %s)", registration_id, dossier_id)
    record(
        actor=actor, verb="person:end_protection", subject="registration", subject_id=kept.pk, path=kept.path,
        level=4, seal=dossier_id,
    )  # fmt: skip


def _call(statement: str, registration_id: UUID, dossier_id: UUID) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [registration_id, dossier_id])
    except Error as error:
        raise CannotProtect from error
