"""The search before create for many rows at once: the same candidates and the same weights, in two questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.linkage.identity import local_digits
from wasl.people.lists.verdicts import Match
from wasl.people.models import Registration
from wasl.people.queries.search import COMPARED, near_indexes, number_index
from wasl.people.rules import Birth, Particulars
from wasl.people.rules.sought import SHOWN, Sought, best_agreement, masked_reasons

_COLUMNS = (
    "id", "unit_id", "level", "given_ar", "family_ar", "given_latin", "family_latin", "father", "mother", "sex",
    "birth_year", "birth_month", "birth_day", "stated_age", "stated_on", "commune_code",
)  # fmt: skip


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
    hits = _hits(soughts, most)
    unwanted = set(without)
    inside = {hit[1] for hit in hits if hit[3] and hit[1] not in unwanted}
    rows = Registration.objects.visible_to(actor, Permission.PERSON_IMPORT).filter(pk__in=inside)
    known = {row[0]: (row[1], row[2], _particulars(row)) for row in rows.values_list(*_COLUMNS)}
    by_row: dict[int, list[Any]] = {}
    for hit in hits:
        by_row.setdefault(hit[0], []).append(hit)
    return [_found(sought, by_row.get(index, ()), known, unwanted) for index, sought in enumerate(soughts)]


def _hits(soughts: Sequence[Sought], most: int) -> list[Any]:
    """(row, registration, person, is inside, shared keys, by phone, by number) for every row."""
    numbered = [(index, sought) for index, sought in enumerate(soughts) if not sought.is_empty]
    parameters: list[Any] = [
        [index for index, _sought in numbered],
        [_list(sought.inside_keys) for _index, sought in numbered],
        [_list(sought.outside_keys) for _index, sought in numbered],
        [_list(map(local_digits, sought.phones)) for _index, sought in numbered],
        [_list(map(number_index, sought.numbers)) for _index, sought in numbered],
        [_list(key for number in sought.numbers for key in near_indexes(number)) for _index, sought in numbered],
        most,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT q.n, found.* FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " q(n, inside, outside, phones, numbers, near), LATERAL people_candidates(q.inside::bigint[],"
            " q.outside::bigint[], q.phones::text[], q.numbers::bigint[], q.near::bigint[], %s) found",
            parameters,
        )
        return list(cursor.fetchall())


def _list(values: Iterable[object]) -> str:
    """As PostgreSQL writes an array of numbers: lists of unequal lengths cannot travel as one."""
    return "{" + ",".join(map(str, values)) + "}"


def _particulars(row: tuple[Any, ...]) -> Particulars:
    names, born, commune = row[3:10], row[10:15], row[15]
    birth = Birth(born[0], born[1], born[2]) if born[3] is None else Birth(age=born[3], stated_on=born[4])
    given_ar, family_ar, given_latin, family_latin, father, mother, sex = names
    return Particulars(
        given_ar=given_ar, family_ar=family_ar, given_latin=given_latin, family_latin=family_latin, father=father,
        mother=mother, sex=sex, birth=birth, commune_code=commune,
    )  # fmt: skip


def _found(
    sought: Sought, hits: Iterable[Any], known: dict[UUID, tuple[UUID, int, Particulars]], unwanted: set[UUID]
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
            agreement = best_agreement(sought, said, has_phone=by_phone, has_number=by_number == 2)
            matches.append(Match(registration_id, person_id, unit_id, level, said, agreement))
    own = {match.person_id for match in matches}
    shown = sorted(
        (match for match in matches if match.agreement.weight >= SHOWN),
        key=lambda match: (-match.agreement.weight, match.registration_id),
    )
    return FoundMany(tuple(shown[:10]), any(reasons and person not in own for person, reasons in outside))
