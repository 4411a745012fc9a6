from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from wasl.access.models import Account, Agent, SecondFactorRule
from wasl.access.queries import require_reach
from wasl.core.actor import ROOT, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit


class OwnAccount(Exception):
    """Nobody closes or opens their own account."""


class NumberTaken(Exception):
    """Another agent already holds this staff number."""


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    unit: Unit,
    number: str,
    given_name: str,
    family_name: str,
    given_name_ar: str = "",
    family_name_ar: str = "",
    language: str = "fr",
    is_partner: bool = False,
) -> Account:
    """An agent with an account that cannot sign in until a slip is printed for it (ask_reset, approve_reset)."""
    require(actor, Permission.ACCOUNT_CREATE, path=unit.path)
    number = number.strip().upper()
    try:
        with transaction.atomic():
            agent = Agent.objects.create(
                unit=unit,
                number=number,
                given_name=given_name,
                family_name=family_name,
                given_name_ar=given_name_ar,
                family_name_ar=family_name_ar,
                is_partner=is_partner,
            )
            account = Account.objects.create(
                staff_number=number, agent=agent, language=language, password=make_password(None)
            )
    except IntegrityError as error:
        raise NumberTaken(number) from error
    record(actor=actor, verb=Permission.ACCOUNT_CREATE, subject="account", subject_id=account.pk, path=unit.path)
    return account


def close_account(*, actor: Actor, account: Account) -> None:
    """No sign-in from the next request on; what the account wrote keeps its author."""
    _set_active(actor=actor, account=account, is_active=False)


def reopen_account(*, actor: Actor, account: Account) -> None:
    _set_active(actor=actor, account=account, is_active=True)


@transaction.atomic
def _set_active(*, actor: Actor, account: Account, is_active: bool) -> None:
    require_reach(actor=actor, permission=Permission.ACCOUNT_CREATE, account=account)
    if account.pk == actor.account_id:
        raise OwnAccount
    Account.objects.filter(pk=account.pk).update(is_active=is_active)
    verb = "account:reopen" if is_active else "account:close"
    record(actor=actor, verb=verb, subject="account", subject_id=account.pk)


@transaction.atomic
def require_second_factor(*, actor: Actor, role: str, is_required: bool) -> SecondFactorRule:
    """Whether `role` must sign in with a second factor, from the next sign-in on."""
    require(actor, Permission.ACCOUNT_POST, path=ROOT)
    rule, _ = SecondFactorRule.objects.update_or_create(
        role=role, defaults={"is_required": is_required, "set_by_id": actor.account_id}
    )
    record(actor=actor, verb="account:second_factor", subject="role", subject_id=role)
    return rule


def choose_language(*, account: Account, language: str) -> None:
    """Everybody's own choice, kept for the next sign-in on whatever device; nobody else is concerned."""
    Account.objects.filter(pk=account.pk).update(language=language)
