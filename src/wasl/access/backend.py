from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from wasl.access.models import Account


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Reads the account with its agent at once: every page's frame names them."""

    def get_user(self, user_id: Any) -> Account | None:
        return Account.objects.select_related("agent").filter(pk=user_id, is_active=True).first()
