"""What the pages for people without an account have in common: nobody is signed in and no cookie is set. Each form
brings the secret and the code in its body, so that nothing of another site can send it (hence no CSRF token) and no
address keeps them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wasl.assistance.rules.links import CODE_DIGITS, SECRET_LENGTH
from wasl.network.names import UnitName
from wasl.network.queries import institution
from wasl.web.fields import latin_digits

View = Callable[..., HttpResponse]


class Page(Protocol):
    @property
    def lang(self) -> str: ...

    @property
    def sender(self) -> UnitName | None: ...


def discreet(view: View) -> View:
    """For anybody; kept by no cache, named to no other page, found by no search engine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(login_not_required(never_cache(guarded)))


def is_too_often(request: HttpRequest) -> bool:
    return ratelimit.consume(request, app="allauth.account", action="link", limit_get=True) is None


def typed(request: HttpRequest) -> tuple[str, str]:
    """The secret and the code of a form, no longer than they can be."""
    code = latin_digits(request.POST.get("code", ""))[:CODE_DIGITS]
    return request.POST.get("secret", "")[:SECRET_LENGTH], code


def framed(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What every such page shows; from here on the request speaks the language asked for, or the link's."""
    asked = request.POST.get("lang") or page.lang
    if asked in {"fr", "ar"}:
        translation.activate(asked)
    language, one = translation.get_language() or "fr", institution()
    return {
        "page": page,
        "sender": page.sender.in_language(language) if page.sender else "",
        "house": (one.name_ar if language == "ar" else one.name_fr) if one else "",
        "other_language": "fr" if language == "ar" else "ar",
    }
