"""What happens at the edge of a session: no page stays in the browser, and a script learns that it has ended.

The scripts' side of this is written at the top of front/js/send.js.
"""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.views.decorators.http import require_GET

Handler = Callable[[HttpRequest], HttpResponseBase]


def is_from_script(request: HttpRequest) -> bool:
    """Asked by our own script, which wants 204 + X-Go-To instead of a redirection."""
    return request.headers.get("X-Requested-By") == "wasl"


def mark_of(request: HttpRequest) -> str:
    """Who a page is made for: account and posting in force; empty for nobody."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    posting = getattr(request, "posting", None)
    return f"{user.pk} {posting.pk if posting else '-'}"


def _without_redirection(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code not in (301, 302, 303) or not (is_from_script(request) or "HX-Request" in request.headers):
        return response
    target = response["Location"]
    if urlsplit(target).path == resolve_url(settings.LOGIN_URL) and not request.user.is_authenticated:
        return HttpResponse(status=401)
    if not is_from_script(request):
        return response
    answer = HttpResponse(status=204, headers={"X-Go-To": target})
    answer.cookies = response.cookies  # type: ignore[attr-defined]
    return answer


def _follow_language(request: HttpRequest, response: HttpResponseBase, *, was_signed_in: bool) -> None:
    """Signing in takes the account's language, unless one was chosen on the way; signing out leaves none behind."""
    name = settings.LANGUAGE_COOKIE_NAME
    if was_signed_in and not request.user.is_authenticated:
        response.delete_cookie(name, samesite="Lax")
    elif not was_signed_in and request.user.is_authenticated and name not in request.COOKIES:
        language = request.user.language  # type: ignore[attr-defined]
        response.set_cookie(name, language, samesite="Lax")


#: Session key: when the session was last put off, in seconds since the epoch.
AWAKE = "awake"


def _stay_awake(request: HttpRequest, *, now: float) -> None:
    """A session ends so many minutes after the last page asked for, not after sign-in; one write in six minutes or so
    is enough for that."""
    if now - request.session.get(AWAKE, 0) > settings.SESSION_COOKIE_AGE / 5:
        request.session[AWAKE] = now


class session_edge:
    """Redirections become words a script understands; a page made for someone else does nothing (409)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated
        response = _without_redirection(request, self.get_response(request))
        _follow_language(request, response, was_signed_in=was_signed_in)
        if request.user.is_authenticated:
            _stay_awake(request, now=time.time())
            if "Cache-Control" not in response:
                response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        made_for = request.headers.get("X-Wasl-Who")
        if not made_for or not request.user.is_authenticated or view is who or made_for == mark_of(request):
            return None
        return HttpResponse(status=409)


@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """Whose session this is, for a page that waits to send its form again (nobody's: 401 to a script)."""
    return JsonResponse({"who": mark_of(request), "csrf": get_token(request)}, headers={"Cache-Control": "no-store"})
