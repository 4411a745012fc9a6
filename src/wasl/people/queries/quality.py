"""How far the automatic links can be trusted: from the answers of those who check a sample of them."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.linkage.rescorer import Label
from wasl.people.models import LinkageRun
from wasl.people.rules import RunState
from wasl.people.rules.review import Precision


def precision(*, actor: Actor) -> Precision:
    """Of links whose both sides stand in the actor's territory; counts only, whoever they are about."""
    require(actor, Permission.LINKAGE_READ)
    with connection.cursor() as cursor:
        cursor.execute("SELECT drawn, checked, correct, unsure FROM people_checked_links()")
        return Precision(*cursor.fetchone())


def runs(*, actor: Actor) -> list[LinkageRun]:
    """The last ten, newest first."""
    require(actor, Permission.LINKAGE_READ)
    return list(LinkageRun.objects.order_by("-began_at")[:10])


def halted_run() -> LinkageRun | None:
    """The run that stopped and that nobody has cleared yet."""
    last = LinkageRun.objects.order_by("-began_at").first()
    return last if last is not None and last.state == RunState.HALTED and last.cleared_at is None else None


def expected_wrong(*, actor: Actor, now: datetime) -> float:
    """Automatic links of the last twelve months that are expected to be wrong, in the whole registry."""
    require(actor, Permission.LINKAGE_READ)
    year = LinkageRun.objects.filter(state=RunState.DONE, began_at__gt=now - timedelta(days=365))
    return float(year.aggregate(sum=Sum("expected_wrong"))["sum"] or 0)


@transaction.atomic
def labels() -> list[tuple[Label, float]]:
    """Every answer of an adjudicator in force, same or not, with the probability the pair had: no id, no name.

    What nobody could tell teaches nothing. For the system only.
    """
    with system("find person"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.reasons, d.weight, v.answer = 'SAME', d.strength FROM people_likelydouble d"
            " JOIN people_verdict v ON v.one_id = d.one_id AND v.other_id = d.other_id AND v.until_at IS NULL"
            " WHERE v.source = 'JUDGE' AND v.answer <> 'UNSURE' AND d.reasons <> '{}' ORDER BY v.said_at, v.id"
        )
        return [
            (Label(tuple(reasons), weight, same), strength) for reasons, weight, same, strength in cursor.fetchall()
        ]
