"""What a request carries once the middleware has seen it: the type that views declare."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from wasl.core.actor import Actor


class Request(HttpRequest):
    """Of somebody signed in under a posting; `posting` and `postings` are rows of `access`, with their units."""

    actor: Actor
    htmx: HtmxDetails
    posting: Any
    postings: list[Any]
