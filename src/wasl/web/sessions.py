"""What happens at the edge of a session: no page stays in the browser, and a script learns that it has ended."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

Handler = Callable[[HttpRequest], HttpResponseBase]


def _asked_by_script(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers or request.headers.get("X-Requested-By") == "wasl"


def session_edge(get_response: Handler) -> Handler:
    """A script that would be led to the sign-in page gets 401; pages of a signed-in account are never stored."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == 302 and _asked_by_script(request):
            target = urlsplit(response["Location"]).path
            if target == resolve_url(settings.LOGIN_URL):
                return HttpResponse(status=401)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

    return handle
