"""What an adjudicator reads of pairs, and what a worker reads of what holds a registration to others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from wasl.core.actor import Actor
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


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the queue: the strongest pair of its cluster, and how many registrations stand in it."""

    pair: LikelyDouble
    size: int


def doubles_to_decide(
    *, actor: Actor, kind: Kind | None = None, under: str = "", after: tuple[float, UUID] | None = None,
    is_backwards: bool = False, most: int = 100,
) -> list[Item]:  # fmt: skip
    """What waits, strongest first, after (before, when `is_backwards`) the pair of strength and id `after`.

    `under`: the path of a unit below which one of the two stands.
    """
    require(actor, Permission.PERSON_ADJUDICATE)
    low, high = path_range(under) if under else ("", "")
    strength, pk = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.*, q.size FROM people_queue(%s, %s, %s, %s, %s, %s, %s) q"
            f" CROSS JOIN LATERAL (SELECT {_columns(LikelyDouble)} FROM people_likelydouble WHERE id = q.double_id) d",
            [kind or "", low, high, strength, pk, is_backwards, most],
        )
        rows = cursor.fetchall()
    items = [Item(_instance(LikelyDouble, row[:-1]), row[-1]) for row in rows]
    # The first wall again, whatever the statement said.
    own = [
        each for each in items if each.pair.level <= actor.level and actor.reaches(each.pair.path)
        and actor.reaches(each.pair.other_path)
    ]  # fmt: skip
    return sorted(own, key=lambda each: (each.pair.strength, each.pair.pk), reverse=not is_backwards)


def _columns(model: type[Model]) -> str:
    return ", ".join(str(field.column) for field in model._meta.concrete_fields)


def _instance[M: Model](model: type[M], row: Sequence[object]) -> M:
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], row)


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
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(Registration)} FROM people_double_sheets(%s)", [double_id])
        sheets = [_instance(Registration, row) for row in cursor.fetchall()]
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
