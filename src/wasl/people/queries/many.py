"""The search before create for many rows at once: the same candidates and the same weights, in two questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.linkage.frequencies import Frequencies
from wasl.people.lists.verdicts import Match
from wasl.people.models import Registration
from wasl.people.queries.frequencies import name_frequencies
from wasl.people.queries.search import COMPARED_COLUMNS, asked_of, particulars_of
from wasl.people.rules import Particulars
from wasl.people.rules.sought import SHOWN, Sought, best_agreement, masked_reasons

#: Most candidates that are compared with a row, the rarest shared keys first: fewer than at a desk, where names may
#: still be beginnings.
COMPARED = 12


@dataclass(frozen=True, slots=True)
class FoundMany:
    """`matches` likeliest first; `is_masked` when somebody outside the actor's reach may be the same."""

    matches: tuple[Match, ...] = ()
    is_masked: bool = False


def search_many(
    *, actor: Actor, soughts: Sequence[Sought], without: Iterable[UUID] = (), most: int = COMPARED
) -> list[FoundMany]:
    """One answer a row, in order; `without` are registrations not to be found. The work does not depend on whether
    a protected person is among those outside: it is `people_candidates` that looks, once a row."""
    require(actor, Permission.PERSON_IMPORT)
    names = name_frequencies()
    hits = _hits(soughts, names, most)
    unwanted = set(without)
    inside = {hit[1] for hit in hits if hit[3] and hit[1] not in unwanted}
    rows = Registration.objects.visible_to(actor, Permission.PERSON_IMPORT).filter(pk__any_of=inside)
    known = {
        pk: (unit_id, level, particulars_of(values))
        for pk, unit_id, level, *values in rows.values_list("id", "unit_id", "level", *COMPARED_COLUMNS)
    }
    by_row: dict[int, list[Any]] = {}
    for hit in hits:
        by_row.setdefault(hit[0], []).append(hit)
    return [_found(sought, by_row.get(index, ()), known, unwanted, names) for index, sought in enumerate(soughts)]


def _hits(soughts: Sequence[Sought], names: Frequencies, most: int) -> list[Any]:
    """(row, registration, person, is inside, shared keys, by phone, by number) for every row."""
    numbered = [(index, sought) for index, sought in enumerate(soughts) if not sought.is_empty]
    asked = [asked_of(sought, names) for _index, sought in numbered]
    lists = [[_list(each[column]) for each in asked] for column in range(7)]
    parameters: list[Any] = [[index for index, _sought in numbered], *lists, [each[7] for each in asked], most]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT q.n, found.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],"
            " %s::text[], %s::text[], %s::boolean[]) q(n, asked, bits, far, checked, phones, numbers, near, is_card),"
            " LATERAL people_candidates(q.asked::bigint[], q.bits::smallint[], q.far::boolean[], q.checked::bigint[],"
            " q.phones::text[], q.numbers::bigint[], q.near::bigint[], q.is_card, %s) found",
            parameters,
        )
        return list(cursor.fetchall())


def _list(values: Iterable[object]) -> str:
    """As PostgreSQL writes an array of numbers: lists of unequal lengths cannot travel as one."""
    return "{" + ",".join(map(str, values)) + "}"


def _found(
    sought: Sought,
    hits: Iterable[Any],
    known: dict[UUID, tuple[UUID, int, Particulars]],
    unwanted: set[UUID],
    names: Frequencies,
) -> FoundMany:
    matches: list[Match] = []
    outside: list[tuple[UUID, tuple[str, ...]]] = []
    for _row, registration_id, person_id, is_inside, shared, by_phone, by_number in hits:
        if registration_id in unwanted:
            continue
        if not is_inside:
            reasons = masked_reasons(
                sought, shared=frozenset(shared), has_phone=by_phone, has_number=by_number == 2
            )  # fmt: skip
            outside.append((person_id, reasons))
        elif registration_id in known:
            unit_id, level, said = known[registration_id]
            agreement = best_agreement(sought, said, has_phone=by_phone, by_number=by_number, names=names)
            matches.append(Match(registration_id, person_id, unit_id, level, said, agreement))
    own = {match.person_id for match in matches}
    shown = sorted(
        (match for match in matches if match.agreement.weight >= SHOWN),
        key=lambda match: (-match.agreement.weight, match.registration_id),
    )
    return FoundMany(tuple(shown[:10]), any(reasons and person not in own for person, reasons in outside))
