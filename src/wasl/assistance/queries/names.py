"""Names for rows that hold ids: of persons the actor may read, of units, of agents."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from wasl.access.models import Account
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.network.queries import visible_names
from wasl.people.models import Registration


def persons(actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID, Registration]:
    """Registrations by id; those the actor may not read are absent."""
    wanted = {one for one in ids if one is not None}
    if not wanted or not actor.may(Permission.PERSON_READ):
        return {}
    rows = Registration.objects.visible_to(actor, Permission.PERSON_READ).filter(pk__in=wanted)
    return {row.pk: row for row in rows}


def units(actor: Actor, ids: Iterable[UUID | None], *, on: date) -> dict[UUID, str]:
    """Unit names by id; a unit that is itself a secret is absent for a reader outside it."""
    wanted = {one for one in ids if one is not None}
    language = "ar" if get_language() == "ar" else "fr"
    return visible_names(actor=actor, unit_ids=wanted, day=on, language=language) if wanted else {}


def agents(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of colleagues by account id, in the language in force where known."""
    wanted = {one for one in ids if one is not None}
    accounts = Account.objects.filter(pk__in=wanted).select_related("agent")
    return {account.pk: account.agent.name_in(get_language() or "fr") for account in accounts}
