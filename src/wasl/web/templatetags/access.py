"""What the screens of accounts and units say of agents, units and permissions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.network.names import UnitName
from wasl.web.printed import language

register = template.Library()


@register.filter
def may(actor: Actor | None, permission: str) -> bool:
    """`{% if request.actor|may:"account:post" %}`."""
    return actor is not None and actor.may(Permission(permission))


@register.filter
def agent_name(agent: Any) -> str:
    """In the reader's script when it is known."""
    return str(agent.name_in(language()))


@register.filter
def unit_name(names: Mapping[UUID, UnitName], unit_id: UUID) -> str:
    """From the mapping `names_of` gives; a dash for a unit without a name that day."""
    name = names.get(unit_id)
    return name.in_language(language()) if name else "—"
