"""A forgotten password, a lost phone, a first sign-in: two persons and one slip of paper; no message leaves."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from wasl.access.models import Account, Reset
from wasl.access.queries import require_reach
from wasl.access.rules import SLIP_HOURS, ResetRefusal, approval_refusal
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record

# No letter or digit that a tired eye takes for another, none that a French or Arabic keyboard hides.
_ALPHABET = "ABCDEFGHJKMNPRSTUVWXYZ23456789"


class CannotReset(Exception):
    """`refusal` says why."""

    def __init__(self, refusal: ResetRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class BadSlip(Exception):
    """No open slip of this number and code."""


class Slip(NamedTuple):
    """`code` exists only here, once, for the paper: four groups of four."""

    reset: Reset
    code: str


@transaction.atomic
def ask_reset(*, actor: Actor, account: Account, now: datetime) -> Reset:
    """Opens a request that a second person must approve; an older one that was never used is closed."""
    require_reach(actor=actor, permission=Permission.ACCOUNT_RESET, account=account)
    if account.pk == actor.account_id:
        raise CannotReset(ResetRefusal.OWN_ACCOUNT)
    Reset.objects.filter(account=account, used_at__isnull=True).update(used_at=now, code_hash="")
    reset = Reset.objects.create(
        account=account, asked_by_id=actor.account_id, asked_at=now, expires_at=now + timedelta(hours=SLIP_HOURS)
    )
    record(actor=actor, verb="account:ask_reset", subject="account", subject_id=account.pk)
    return reset


@transaction.atomic
def approve_reset(*, actor: Actor, reset: Reset, now: datetime) -> Slip:
    """Approves and gives the slip's code, shown once; the holder chooses a new password with it within a day."""
    reset = Reset.objects.select_for_update().select_related("account").get(pk=reset.pk)
    require_reach(actor=actor, permission=Permission.ACCOUNT_RESET, account=reset.account)
    refusal = approval_refusal(
        is_own_account=reset.account_id == actor.account_id,
        is_asker=reset.asked_by_id == actor.account_id,
        is_approved=reset.approved_at is not None,
        is_expired=reset.used_at is not None or reset.expires_at <= now,
    )
    if refusal:
        raise CannotReset(refusal)
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    Reset.objects.filter(pk=reset.pk).update(
        approved_by_id=actor.account_id,
        approved_at=now,
        expires_at=now + timedelta(hours=SLIP_HOURS),
        code_hash=make_password(code),
    )
    record(actor=actor, verb="account:approve_reset", subject="account", subject_id=reset.account_id)
    return Slip(reset, code)


@transaction.atomic
def redeem_slip(*, staff_number: str, code: str, password: str, now: datetime) -> Account:
    """Sets the new password, removes the old second factor and burns the slip; raises BadSlip otherwise.

    An unknown number costs the same hash as a known one, so that numbers cannot be tried out.
    """
    reset = (
        Reset.objects.select_for_update()
        .filter(
            account__staff_number=staff_number.strip().upper(),
            account__is_active=True,
            approved_at__isnull=False,
            used_at__isnull=True,
            expires_at__gt=now,
        )
        .first()
    )
    good = check_password(code.strip().upper(), reset.code_hash if reset else make_password(None))
    if reset is None:
        make_password(code)
        raise BadSlip
    if not good:
        raise BadSlip
    account = Account.objects.get(pk=reset.account_id)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user_id=account.pk).delete()
    Reset.objects.filter(pk=reset.pk).update(used_at=now, code_hash="")
    record(actor=None, verb="account:redeem_slip", subject="account", subject_id=account.pk)
    return account
