"""The pages shown when something is not there, not allowed, or went wrong: calm words, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from wasl.web.sessions import is_from_script


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(f"errors/{name}.html", {}, request), status=status)


@requires_csrf_token
def misunderstood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "misunderstood", 400)


@requires_csrf_token
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "refused", 403)


@requires_csrf_token
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "missing", 404)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret mark is gone: nearly always a session that ended or a page opened long ago."""
    if is_from_script(request) or "HX-Request" in request.headers:
        return HttpResponse(status=409 if request.user.is_authenticated else 401)
    return _page(request, "expired", 403)


def moved(request: HttpRequest) -> HttpResponse:
    """A row met its unit at a path it had just left. The transaction is lost, so nothing is read to say so."""
    return HttpResponse(render_to_string("errors/moved.html", {}), status=503, headers={"Retry-After": "1"})


def failed(request: HttpRequest) -> HttpResponse:
    """In both languages, without a database, a session or any other part that may be what failed."""
    context: dict[str, Any] = {}
    return HttpResponse(render_to_string("errors/failed.html", context), status=500)
