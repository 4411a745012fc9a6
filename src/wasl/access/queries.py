from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from wasl.access.grants import GRANTS
from wasl.access.models import Account, NamedAccess, Posting
from wasl.access.roles import circuits_of, level_of
from wasl.core.actor import Actor


def postings_in_force(*, account: Account, today: date) -> QuerySet[Posting]:
    """Postings the account may work under today, in open units, oldest first; with their unit."""
    return (
        Posting.objects.filter(account=account, account__is_active=True, since__lte=today)
        .filter(Q(until__isnull=True) | Q(until__gt=today))
        .filter(Q(unit__closed_on__isnull=True) | Q(unit__closed_on__gt=today))
        .select_related("unit")
        .order_by("since", "created_at")
    )


def actor_of(*, posting: Posting) -> Actor:
    """The plain value commands and queries take, from a posting in force (with its unit loaded)."""
    named: set[UUID] = set()
    denied: set[UUID] = set()
    accesses = NamedAccess.objects.filter(account=posting.account_id).filter(
        Q(until_at__isnull=True) | Q(until_at__gt=Now())
    )
    for dossier_id, is_denied in accesses.values_list("dossier_id", "is_denied"):
        (denied if is_denied else named).add(dossier_id)
    return Actor(
        account_id=posting.account_id,
        posting_id=posting.pk,
        unit_id=posting.unit_id,
        path=posting.unit.path,
        role=posting.role,
        level=level_of(posting.role),
        permissions=GRANTS.get(posting.role, frozenset()),
        circuits=circuits_of(posting.role),
        named=frozenset(named),
        denied=frozenset(denied),
    )
