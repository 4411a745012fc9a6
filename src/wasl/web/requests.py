"""What a request carries once the middleware has seen it: the type that views declare."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from wasl.core.actor import Actor


class Request(HttpRequest):
    """Of somebody signed in under a posting; `posting` and `postings` are rows of `access`, with their units."""

    actor: Actor
    htmx: HtmxDetails
    posting: Any
    postings: list[Any]


def uuid_of(text: str) -> UUID | None:
    """An id as an address or a form brings it; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def needed_uuid(text: str) -> UUID:
    """The same where there is no page without it: what is no id is not found."""
    found = uuid_of(text)
    if found is None:
        raise Http404
    return found
