"""Registrations straight into the tables, as the actor that is entered."""

from typing import Any

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import Person, PersonLink, Registration


def _of(model: Any, who: Actor, **values: Any) -> Any:
    return model.objects.visible_to(who, Permission.PERSON_READ).create(**values)


def registration(who: Actor, **values: Any) -> Registration:
    """In the actor's own unit, linked to a new person; a common name unless given."""
    names = {"given_latin": "Fatima", "family_latin": "Ait Hammou", "sex": "F"}
    made: Registration = _of(Registration, who, unit_id=who.unit_id, path=who.path, **(names | values))
    _of(PersonLink, who, registration=made, person=Person.objects.create())
    return made


def kept(model: Any, who: Actor, registration: Registration, **values: Any) -> Any:
    """A phone, paper, address or membership of the registration; as PostgreSQL stored it."""
    made = _of(model, who, registration=registration, **values)
    return model.objects.visible_to(who, Permission.PERSON_READ).get(pk=made.pk)
