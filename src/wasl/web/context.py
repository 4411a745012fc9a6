"""What every page's frame needs: menu, unit in force, who is signed in, whether this is a demonstration."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from wasl.core.permissions import Permission
from wasl.network.names import names_of
from wasl.network.queries import institution
from wasl.vocabulary.queries import label
from wasl.web.menu import menu_of
from wasl.web.printed import language
from wasl.web.sessions import mark_of

EMPTY: dict[str, Any] = {
    "is_demo": False,
    "institution_name": "",
    "page_mark": "",
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


def _institution() -> dict[str, Any]:
    """Whose house this is; on the front of a database that serves nobody yet, only the program's name."""
    one = institution()
    if one is None:
        return {}
    name = one.name_ar if language() == "ar" else one.name_fr
    return {"is_demo": one.mode == "demo", "institution_name": name}


def _postings(request: HttpRequest) -> dict[str, Any]:
    """The unit in force, and the account's other postings to switch to."""
    lang = language()
    in_force = request.posting  # type: ignore[attr-defined]
    postings = request.postings  # type: ignore[attr-defined]
    names = names_of([posting.unit_id for posting in postings], on=timezone.localdate())
    shown = {p.pk: names[p.unit_id].in_language(lang) if p.unit_id in names else p.unit.code for p in postings}
    return {
        "unit_name": shown[in_force.pk],
        "other_postings": [
            {"id": p.pk, "unit_name": shown[p.pk], "role_name": label("roles", p.role, lang)}
            for p in postings
            if p.pk != in_force.pk
        ],
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names of a page's frame; without an account or a posting everything is empty."""
    context = dict(EMPTY) | _institution()
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    context |= _who(request) | {"page_mark": mark_of(request)}
    actor = getattr(request, "actor", None)
    if actor is not None:
        context |= {
            "menu": menu_of(actor, request.path),
            "may_search": actor.may(Permission.PERSON_SEARCH),
            "role_name": label("roles", actor.role, language()),
        } | _postings(request)
    return context
