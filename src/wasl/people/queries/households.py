"""With whom of the same unit somebody may live, said by names, telephones, parents and addresses."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from django.db import connection
from django.db.models import Q

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.linkage.households import (
    SUGGESTED,
    Dweller,
    Tie,
    kin_keys,
    may_be_one,
    member_of,
    points,
    ties,
)
from wasl.people.models import Address, Membership, Phone, Registration
from wasl.people.queries.registrations import persons_of, registration
from wasl.people.rules.sought import identities_of

_READ = Permission.PERSON_READ
#: Most people of the unit that are compared, and most homes that are shown.
COMPARED, SHOWN = 60, 4


@dataclass(frozen=True, slots=True)
class LikelyHome:
    """People who live together, or one who lives in no household yet (`household_id` None), with what speaks for it."""

    household_id: UUID | None
    people: tuple[Registration, ...]
    ties: tuple[Tie, ...]


def likely_homes(*, actor: Actor, registration_id: UUID) -> tuple[LikelyHome, ...]:
    """Likeliest first; none for whoever lives in a household today. Raises Registration.DoesNotExist.

    Nobody protected is ever in it, and for somebody protected there is none.
    """
    own = registration(actor=actor, registration_id=registration_id)
    if _homes_today(actor, [own.pk]):
        return ()
    near = _near(actor, own)
    known = _dwellers(actor, [own, *near])
    found = {row.pk: ties(known[own.pk], known[row.pk]) for row in near}
    likely = [row for row in near if points(found[row.pk]) >= SUGGESTED]
    return _by_home(actor, [row for row in likely if not _may_be_herself(actor, own, row)], found)


def _near(actor: Actor, own: Registration) -> list[Registration]:
    """Those of the unit who share a key or a telephone with her."""
    mine = _dwellers(actor, [own])[own.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT registration_id FROM people_may_live_with(%s, %s::bigint[], %s)", [own.pk, kin_keys(mine), COMPARED]
        )
        ids = [key for (key,) in cursor.fetchall()]
    rows: dict[UUID, Registration] = Registration.objects.visible_to(actor, _READ).in_bulk(ids)
    persons = persons_of(actor=actor, registration_ids=[own.pk, *rows])
    return [row for key in ids if (row := rows.get(key)) and persons.get(key) != persons.get(own.pk)]


def _dwellers(actor: Actor, rows: Iterable[Registration]) -> dict[UUID, Dweller]:
    by_id = {row.pk: row for row in rows}
    phones: dict[UUID, set[str]] = defaultdict(set)
    for phone in Phone.objects.visible_to(actor, _READ).filter(registration__in=list(by_id), ended_on__isnull=True):
        phones[phone.registration_id].add(phone.local_digits)
    homes = {key: [(row.commune_code, row.douar)] for key, row in by_id.items()}
    for each in Address.objects.visible_to(actor, _READ).filter(registration__in=list(by_id), until__isnull=True):
        homes[each.registration_id] += [(each.commune_code, rest) for rest in (each.douar, each.line, each.landmark)]
    return {
        key: Dweller(identities_of(row.particulars), frozenset(filter(None, phones[key])), tuple(homes[key]))
        for key, row in by_id.items()
    }


def _may_be_herself(actor: Actor, own: Registration, other: Registration) -> bool:
    """A second registration of her own is a matter of linking, not of living together."""
    pairs = product(identities_of(own.particulars), identities_of(other.particulars))
    return any(may_be_one(member_of(a), member_of(b)) for a, b in pairs)


def _homes_today(actor: Actor, ids: list[UUID]) -> dict[UUID, UUID]:
    """Registration id to household id, as far as the actor reads."""
    rows = Membership.objects.visible_to(actor, _READ).filter(Q(until__isnull=True), registration__in=ids)
    return dict(rows.order_by("id").values_list("registration_id", "household_id"))


def _by_home(actor: Actor, likely: list[Registration], found: dict[UUID, tuple[Tie, ...]]) -> tuple[LikelyHome, ...]:
    homes = _homes_today(actor, [row.pk for row in likely])
    together: dict[UUID, list[Registration]] = defaultdict(list)
    for row in likely:
        together[homes.get(row.pk, row.pk)].append(row)
    made = [
        LikelyHome(homes.get(people[0].pk), tuple(people), _all_ties(found[row.pk] for row in people))
        for people in together.values()
    ]
    made.sort(key=lambda home: (-points(home.ties), home.household_id is None, home.people[0].pk))
    return tuple(made[:SHOWN])


def _all_ties(of_each: Iterable[tuple[Tie, ...]]) -> tuple[Tie, ...]:
    said = {tie for found in of_each for tie in found}
    return tuple(tie for tie in Tie if tie in said)
