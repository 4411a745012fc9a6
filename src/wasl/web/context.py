"""What every page's frame needs: menu, unit in force, who is signed in, whether this is a demonstration."""

from typing import Any

from django.http import HttpRequest

from wasl.core.permissions import Permission
from wasl.vocabulary.queries import label
from wasl.web.menu import menu_of
from wasl.web.printed import language

EMPTY: dict[str, Any] = {
    "is_demo": False,
    "menu": [],
    "may_search": False,
    "unit_name": "",
    "role_name": "",
    "other_postings": [],
    "who": "",
    "initials": "",
}


def _who(request: HttpRequest) -> dict[str, str]:
    agent = request.user.agent  # type: ignore[union-attr]
    given, family = agent.given_name, agent.family_name
    if language() == "ar" and agent.family_name_ar:
        given, family = agent.given_name_ar, agent.family_name_ar
    return {"who": f"{given} {family}", "initials": f"{given[:1]}. {family[:1]}."}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names of a page's frame; without an account or a posting everything is empty."""
    context = dict(EMPTY)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    context |= _who(request)
    actor = getattr(request, "actor", None)
    if actor is not None:
        context |= {
            "menu": menu_of(actor, request),
            "may_search": actor.may(Permission.PERSON_SEARCH),
            "role_name": label("roles", actor.role, language()),
            "unit_name": str(request.posting.unit),  # type: ignore[attr-defined]
        }
    return context
