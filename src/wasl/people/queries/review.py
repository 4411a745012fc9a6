"""What an adjudicator reads of pairs, and what a worker reads of what holds a registration to others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.people.models import CannotLink, LikelyDouble, Registration, Verdict
from wasl.people.rules import Source


@dataclass(frozen=True, slots=True)
class Held:
    """One verdict that holds a registration to another; `with_id` and `account_id` only where that one is read too."""

    verdict_id: UUID
    with_id: UUID | None
    source: str
    reason: str
    said_at: datetime
    account_id: UUID | None


class Kind(StrEnum):
    """What the queue can be narrowed to."""

    SAID = "SAID"
    FOUND = "FOUND"
    CHECK = "CHECK"
    SEVERAL = "SEVERAL"
    PROTECTED = "PROTECTED"


def _pairs(actor: Actor) -> QuerySet[LikelyDouble]:
    return LikelyDouble.objects.visible_to(actor, Permission.PERSON_ADJUDICATE)  # type: ignore[no-any-return]


def doubles_to_decide(*, actor: Actor, kind: Kind | None = None, under: str = "") -> QuerySet[LikelyDouble]:
    """One pair for each item that waits, strongest first: of a cluster its strongest pair, with `others` more of it.

    `under`: the path of a unit below which one of the two stands.
    """
    around = _pairs(actor).filter(is_open=True, cluster=OuterRef("cluster"))
    stronger = around.filter(
        Q(strength__gt=OuterRef("strength")) | Q(strength=OuterRef("strength"), id__gt=OuterRef("id"))
    )
    rows = _pairs(actor).filter(~Exists(stronger), is_open=True)
    if kind is Kind.SEVERAL:
        rows = rows.filter(Exists(around.exclude(pk=OuterRef("pk"))))
    elif kind is Kind.PROTECTED:
        rows = rows.filter(level=NOMINATIVE)
    elif kind is not None:
        rows = rows.filter(origin=kind)
    if under:
        low, high = path_range(under)
        rows = rows.filter(Q(path__gte=low, path__lt=high) | Q(other_path__gte=low, other_path__lt=high))
    return rows.order_by("-strength", "-id")


def sizes(*, actor: Actor, doubles: Iterable[LikelyDouble]) -> dict[UUID, int]:
    """How many registrations stand in the cluster of each pair, as far as the actor reaches its pairs."""
    clusters = {double.cluster for double in doubles if double.cluster}
    ends: dict[UUID, set[UUID]] = {}
    for pair in _pairs(actor).filter(is_open=True, cluster__in=clusters).only("cluster", "one", "other"):
        if pair.cluster:
            ends.setdefault(pair.cluster, set()).update((pair.one_id, pair.other_id))
    return {cluster: len(held) for cluster, held in ends.items()}


def own_verdicts(*, actor: Actor, most: int = 5) -> list[Verdict]:
    """The actor's last answers that are in force: what can be taken back."""
    rows: QuerySet[Verdict] = Verdict.objects.visible_to(actor, Permission.PERSON_ADJUDICATE)
    return list(
        rows.filter(account_id=actor.account_id, source=Source.JUDGE, until_at__isnull=True).order_by("-said_at")[:most]
    )


def verdicts_on(*, actor: Actor, registration_ids: Iterable[UUID]) -> list[Verdict]:
    """What is in force between these registrations, the latest first."""
    rows: QuerySet[Verdict] = Verdict.objects.visible_to(actor, Permission.PERSON_ADJUDICATE)
    ids = list(registration_ids)
    return list(rows.filter(one__in=ids, other__in=ids, until_at__isnull=True).order_by("-said_at"))


def bars_on(*, actor: Actor, registration_ids: Iterable[UUID]) -> list[CannotLink]:
    """What keeps any of these registrations from being one person."""
    rows: QuerySet[CannotLink] = CannotLink.objects.visible_to(actor, Permission.PERSON_ADJUDICATE)
    ids = list(registration_ids)
    return list(rows.filter(one__in=ids, other__in=ids, until_at__isnull=True).order_by("since_at"))


def double_sheets(*, actor: Actor, double_id: UUID) -> tuple[LikelyDouble, list[Registration]]:
    """The pair, and the registrations of its whole item (its cluster), whatever their level, the pair's own first.

    Raises LikelyDouble.DoesNotExist.
    """
    double = _pairs(actor).get(pk=double_id)
    fields = Registration._meta.concrete_fields
    with connection.cursor() as cursor:
        columns = ", ".join(str(field.column) for field in fields)
        cursor.execute(f"SELECT {columns} FROM people_double_sheets(%s)", [double_id])
        rows = cursor.fetchall()
    sheets = [Registration.from_db("default", [field.attname for field in fields], row) for row in rows]
    pair = (double.one_id, double.other_id)
    return double, sorted(sheets, key=lambda row: (pair.index(row.pk) if row.pk in pair else 2, row.pk))


def seen(*, registration_ids: Iterable[UUID]) -> str:
    """Changes when any of them, or anything linked to them, is corrected, linked or taken apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_seen(%s)", [list(registration_ids)])
        (state,) = cursor.fetchone()
    return str(state)


def held_by(*, actor: Actor, registration_id: UUID) -> list[Held]:
    """The latest first. What would betray somebody protected is left out."""
    require(actor, Permission.PERSON_READ)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_held_by(%s)", [registration_id])
        return [Held(*row) for row in cursor.fetchall()]
