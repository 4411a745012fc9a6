"""Drafts as the screens use them: read back into a form, dropped once the form went through."""

from typing import Any

from django.http import HttpRequest, QueryDict

from wasl.assistance.commands import drop_draft
from wasl.assistance.queries import draft_of

#: Parts of a day, which DayWidget sends apart.
_PARTS = ("_day", "_month", "_year", "_age")


def typed(request: HttpRequest, form: str, *, many: tuple[str, ...] = ()) -> dict[str, Any]:
    """What this account typed and did not send, as a form's `initial`; `many` names the fields of several values.

    Asked again with ?fresh=1, the form is empty.
    """
    if "fresh" in request.GET:
        return {}
    found = draft_of(actor=request.actor, form=form)  # type: ignore[attr-defined]
    return initial_of(QueryDict(found[0]), many=many) if found else {}


def initial_of(given: QueryDict, *, many: tuple[str, ...] = ()) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for name in given:
        part = next((part for part in _PARTS if name.endswith(part)), "")
        if name in many:
            initial[name] = given.getlist(name)
        elif part:
            initial.setdefault(name.removesuffix(part), {})[part[1:]] = given[name]
        else:
            initial[name] = given[name]
    return initial


def drop(request: HttpRequest, form: str) -> None:
    drop_draft(actor=request.actor, form=form)  # type: ignore[attr-defined]
