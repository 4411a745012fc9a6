from datetime import UTC, datetime

from tests.access import factories
from tests.house.addresses import OPEN, POSTED, SIGNED_IN, Address
from wasl.access.models import Reset
from wasl.core.permissions import Permission as P

NOW = datetime(2099, 1, 1, tzinfo=UTC)


def account(place):
    def arguments(world):
        unit = getattr(world.institution, place)
        return {"account_id": world.once(f"account {place}", lambda: factories.account(unit)).pk}

    return arguments


def posting(place):
    def arguments(world):
        unit = getattr(world.institution, place)
        made = world.once(f"posting {place}", lambda: factories.posting("SOCIAL_WORKER", unit))
        return {"account_id": made.account_id, "posting_id": made.pk}

    return arguments


def reset(place):
    def make(world):
        unit = getattr(world.institution, place)
        holder, asker = factories.account(unit), factories.account(unit)
        return Reset.objects.create(account=holder, asked_by=asker, asked_at=NOW, expires_at=NOW)

    return lambda world: {"reset_id": world.once(f"reset {place}", lambda: make(world)).pk}


def one(permission, make, *methods):
    return Address(permission, methods or ("GET",), inside=make("centre"), outside=make("stranger"))


ADDRESSES = {
    "account_login": Address(OPEN, ("GET", "POST")),
    "account_logout": Address(OPEN, ("GET", "POST")),
    "account_reauthenticate": Address(SIGNED_IN, ("GET", "POST")),
    "account_change_password": Address(SIGNED_IN, ("GET", "POST")),
    "mfa_index": Address(SIGNED_IN),
    "mfa_authenticate": Address(OPEN, ("GET", "POST")),
    "mfa_reauthenticate": Address(SIGNED_IN, ("GET", "POST")),
    "mfa_activate_totp": Address(SIGNED_IN, ("GET", "POST")),
    "mfa_deactivate_totp": Address(SIGNED_IN, ("GET", "POST"), empty_at_first=True),
    "mfa_view_recovery_codes": Address(SIGNED_IN, empty_at_first=True),
    "mfa_generate_recovery_codes": Address(SIGNED_IN, ("GET", "POST"), empty_at_first=True),
    "access:redeem": Address(OPEN, ("GET", "POST")),
    "access:switch_posting": Address(POSTED, ("POST",)),
    "access:accounts": Address(P.ACCOUNT_READ),
    "access:open": Address(P.ACCOUNT_CREATE, ("GET", "POST")),
    "access:resets": Address(P.ACCOUNT_RESET),
    "access:approve_reset": one(P.ACCOUNT_RESET, reset, "POST"),
    "access:second_factor_rules": Address(P.ACCOUNT_READ, ("GET",)),
    "access:account": one(P.ACCOUNT_READ, account),
    "access:post": one(P.ACCOUNT_POST, account, "GET", "POST"),
    "access:end_posting": one(P.ACCOUNT_POST, posting, "POST"),
    "access:close": one(P.ACCOUNT_CREATE, account, "POST"),
    "access:reopen": one(P.ACCOUNT_CREATE, account, "POST"),
    "access:ask_reset": one(P.ACCOUNT_RESET, account, "POST"),
}
