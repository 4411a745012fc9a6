from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from wasl.access.grants import FOUR_EYES
from wasl.access.models import Account, Posting
from wasl.access.roles import unit_kinds_of
from wasl.access.rules import PostingRefusal, posting_refusal
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit


class CannotPost(Exception):
    """`refusal` says why."""

    def __init__(self, refusal: PostingRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@transaction.atomic
def post_account(
    *,
    actor: Actor,
    account: Account,
    role: str,
    unit: Unit,
    since: date,
    until: date | None = None,
    stands_in_for: Posting | None = None,
) -> Posting:
    """Gives `account` a role in a unit within the actor's territory; a stand-in always has an end."""
    require(actor, Permission.ACCOUNT_POST, path=unit.path)
    # Two administrators posting one account at once must see each other's roles.
    Account.objects.select_for_update().get(pk=account.pk)
    refusal = posting_refusal(
        is_own_account=account.pk == actor.account_id,
        role=role,
        unit_kind=unit.kind,
        kinds_of_role=unit_kinds_of(role),
        granter_role=actor.role,
        roles_held=_roles_held(account_id=account.pk, on=since),
        four_eyes=FOUR_EYES,
        since=since,
        until=until,
        unit_closed_on=unit.closed_on,
        is_stand_in=stands_in_for is not None,
    )
    if refusal:
        raise CannotPost(refusal)
    try:
        with transaction.atomic():
            posting = Posting.objects.create(
                account=account, role=role, unit=unit, since=since, until=until, stands_in_for=stands_in_for
            )
    except IntegrityError as error:
        raise CannotPost(PostingRefusal.TWICE) from error
    record(
        actor=actor,
        verb=Permission.ACCOUNT_POST,
        subject="account",
        subject_id=account.pk,
        path=unit.path,
        reason=role,
    )
    return posting


def _roles_held(*, account_id: UUID, on: date) -> set[str]:
    in_force = Posting.objects.filter(account_id=account_id).filter(Q(until__isnull=True) | Q(until__gt=on))
    return set(in_force.values_list("role", flat=True))


@transaction.atomic
def end_posting(*, actor: Actor, posting: Posting, on: date) -> None:
    """The posting's last day is the day before `on`; one that had not begun is taken away."""
    require(actor, Permission.ACCOUNT_POST, path=posting.unit.path)
    if posting.account_id == actor.account_id:
        raise CannotPost(PostingRefusal.OWN_ACCOUNT)
    if on <= posting.since:
        posting.delete()
    else:
        Posting.objects.filter(pk=posting.pk).update(until=on)
    record(
        actor=actor,
        verb="account:unpost",
        subject="account",
        subject_id=posting.account_id,
        path=posting.unit.path,
        reason=posting.role,
    )
