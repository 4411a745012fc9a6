"""What an adjudicator reads of pairs, and what a worker reads of what holds a registration to others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.models import LikelyDouble, Registration


@dataclass(frozen=True, slots=True)
class Held:
    """One verdict that holds a registration to another; `with_id` and `account_id` only where that one is read too."""

    verdict_id: UUID
    with_id: UUID | None
    source: str
    reason: str
    said_at: datetime
    account_id: UUID | None


def doubles_to_decide(*, actor: Actor) -> QuerySet[LikelyDouble]:
    """Strongest first."""
    rows = LikelyDouble.objects.visible_to(actor, Permission.PERSON_ADJUDICATE)
    return rows.filter(is_open=True).order_by("-strength", "-id")  # type: ignore[no-any-return]


def double_sheets(*, actor: Actor, double_id: UUID) -> tuple[LikelyDouble, list[Registration]]:
    """The pair, and the registrations of its whole item (its cluster), whatever their level, the pair's own first.

    Raises LikelyDouble.DoesNotExist.
    """
    double: LikelyDouble = LikelyDouble.objects.visible_to(actor, Permission.PERSON_ADJUDICATE).get(pk=double_id)
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
