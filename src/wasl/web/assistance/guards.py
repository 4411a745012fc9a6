from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse

from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.web.requests import uuid_of

View = Callable[..., HttpResponse]


def hidden_is_missing(view: View) -> View:
    """What is out of reach answers like what is not there: the same page, whatever the reason."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist:
            raise Http404 from None
        except NotAllowed as refusal:
            if not request.actor.may(refusal.permission):  # type: ignore[attr-defined]
                raise
            raise Http404 from None

    return guarded


def needs(permission: Permission) -> Callable[[View], View]:
    """The form itself is shown only to whoever may send it; the command checks again."""

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(request.actor, permission)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return guarded

    return decorated


def command_id(request: HttpRequest) -> UUID:
    """The id the form was given; a form that lost it gets a new one, and is then simply a new one."""
    return uuid_of(request.POST.get("command_id", "")) or new_id()


def kind_of_unit(request: HttpRequest) -> str:
    return str(request.posting.unit.kind)  # type: ignore[attr-defined]
