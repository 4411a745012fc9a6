"""What the sign-in library asks of us: who may sign in, what is written down, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.access.queries import needs_second_factor
from wasl.core.sealed import seal_text, unseal_text
from wasl.journal.commands import record
from wasl.web.access.wall import MISSING


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by staff number; no sign-up, no mail. A failure never tells whether the number exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "The staff number or the password is not right. Check both; after five tries, wait five minutes or ask "
            "your local administrator for a slip."
        ),
        "too_many_login_attempts": _("Too many tries: wait five minutes, or ask your local administrator for a slip."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return str(super().clean_username(username.strip().upper(), shallow))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record(
            actor=None,
            verb="account:sign_in",
            subject="account",
            about=str(credentials.get("username", "")).strip().upper(),
            is_refused=True,
        )

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        record(actor=None, verb="account:sign_in", subject="account", subject_id=user.pk)
        asked = needs_second_factor(account=user, today=timezone.localdate())
        if asked and not is_mfa_enabled(user):
            request.session[MISSING] = True
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever must add a factor right after the password is not asked for the password again."""
        if self.request is not None and self.request.session.get(MISSING):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No message leaves the host."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor are sealed with the field keys; a required factor cannot be taken off."""

    def encrypt(self, text: str) -> str:
        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_text(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not needs_second_factor(account=authenticator.user, today=timezone.localdate())
