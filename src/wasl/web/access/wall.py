"""An account whose role asks for a second factor sees nothing else until it has one."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

#: Session key, set at sign-in while the second factor is asked for and missing.
MISSING = "second_factor_missing"

_OPEN_VIEWS = frozenset(
    {"mfa_activate_totp", "account_logout", "account_reauthenticate", "mfa_reauthenticate", "language", "health"}
)

Handler = Callable[[HttpRequest], HttpResponseBase]


def second_factor(get_response: Handler) -> Handler:
    """Leads to the activation page; the flag falls as soon as the account has a factor."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not request.session.get(MISSING):
            return None
        if is_mfa_enabled(request.user):
            del request.session[MISSING]
            return None
        if request.resolver_match and request.resolver_match.view_name in _OPEN_VIEWS:
            return None
        return redirect("mfa_activate_totp")

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle
