"""Search before create: who is already known, in one's own territory by name, beyond it only as a masked hit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any
from uuid import UUID

from django.db import connection

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.linkage.agreement import Agreement
from wasl.people.linkage.frequencies import Frequencies
from wasl.people.linkage.identity import local_digits
from wasl.people.linkage.keys import USUAL_SIZE
from wasl.people.models import Registration
from wasl.people.queries.frequencies import name_frequencies
from wasl.people.rules import Birth, Particulars, one_deletion_variants
from wasl.people.rules.sought import SHOWN, Sought, best_agreement, is_likely, masked_reasons, same_letters

#: Most candidates of one's own territory that are compared in a registry of a million, the most in a larger one, and
#: most masked hits that are shown.
COMPARED, MOST_COMPARED, MASKED = 80, 160, 3
COMPARED_COLUMNS = (
    "given_ar", "family_ar", "given_latin", "family_latin", "father", "mother", "sex", "commune_code",
    "birth_year", "birth_month", "birth_day", "stated_age", "stated_on",
)  # fmt: skip


class HitExpired(Exception):
    """The masked hit was found too long ago, by somebody else, or is not there any more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registration the actor may read, with why it may be the one that is sought; `letters` are the names that are
    one in both scripts, (Arabic, Latin)."""

    registration: Registration
    person_id: UUID
    agreement: Agreement
    letters: tuple[tuple[str, str], ...] = ()

    @property
    def is_likely(self) -> bool:
        return is_likely(self.agreement)


@dataclass(frozen=True, slots=True)
class MaskedHit:
    """Somebody registered outside: why, and a token that serves to ask for access or to say "the same person"."""

    token: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    candidates: tuple[Candidate, ...] = ()
    masked: tuple[MaskedHit, ...] = ()

    @property
    def needs_answer(self) -> bool:
        """Whether somebody so likely was shown that a new registration needs a reason."""
        return bool(self.masked) or any(candidate.is_likely for candidate in self.candidates)


@dataclass(frozen=True, slots=True)
class _Hit:
    registration_id: UUID
    person_id: UUID
    is_inside: bool
    shared: list[int]
    by_phone: bool
    by_number: int


def search(*, actor: Actor, sought: Sought, today: date, limit: int = 10) -> Found:
    """Likeliest first. The work does not depend on whether a protected person is among those outside."""
    require(actor, Permission.PERSON_SEARCH)
    if sought.is_empty:
        return Found()
    names = name_frequencies()
    hits = _hits(sought, names)
    inside = {hit.registration_id: hit for hit in hits if hit.is_inside}
    shown = _likeliest(actor, sought, inside, names)[:limit]
    known = {hit.person_id for hit in inside.values()}
    outside = [hit for hit in hits if not hit.is_inside and hit.person_id not in known]
    return Found(_candidates(actor, sought, shown, inside), _masked(actor, sought, outside, today))


def _likeliest(
    actor: Actor, sought: Sought, inside: dict[UUID, _Hit], names: Frequencies
) -> list[tuple[UUID, Agreement]]:
    """All that were compared and are worth showing, on the few columns that comparing needs."""
    rows = Registration.objects.visible_to(actor, Permission.PERSON_SEARCH).filter(pk__any_of=list(inside))
    compared = []
    for pk, *values in rows.values_list("id", *COMPARED_COLUMNS):
        hit = inside[pk]
        agreement = best_agreement(
            sought, particulars_of(values), has_phone=hit.by_phone, by_number=hit.by_number, names=names
        )
        if agreement.weight >= SHOWN:
            compared.append((pk, agreement))
    return sorted(compared, key=lambda each: (-each[1].weight, each[0]))


def _candidates(
    actor: Actor, sought: Sought, shown: list[tuple[UUID, Agreement]], inside: dict[UUID, _Hit]
) -> tuple[Candidate, ...]:
    rows = Registration.objects.visible_to(actor, Permission.PERSON_SEARCH)
    found = rows.in_bulk([pk for pk, _agreement in shown])
    return tuple(
        Candidate(found[pk], inside[pk].person_id, agreement, same_letters(sought, found[pk].particulars))
        for pk, agreement in shown
    )


def particulars_of(values: Sequence[Any]) -> Particulars:
    """What is compared, from the values of COMPARED_COLUMNS."""
    given_ar, family_ar, given_latin, family_latin, father, mother, sex, commune, year, month, day, age, on = values
    birth = Birth(year, month, day) if age is None else Birth(age=age, stated_on=on)
    return Particulars(
        given_ar, family_ar, given_latin, family_latin, father=father, mother=mother, sex=sex, birth=birth,
        commune_code=commune,
    )  # fmt: skip


def asked_of(sought: Sought, names: Frequencies) -> list[Any]:
    """The arguments of `people_candidates`, but the last."""
    # What is asked of those outside is the same whether a commune was given or not.
    far = {each.key: each for each in sought.far(names)}
    asked = list(({each.key: each for each in sought.asked(names)} | far if sought.has_commune else far).values())
    return [
        [each.key for each in asked],
        [each.bits for each in asked],
        [each.key in far for each in asked],
        sought.outside_keys,
        [local_digits(phone) for phone in sought.phones],
        [number_index(number) for number in sought.numbers],
        [key for number in sought.numbers for key in near_indexes(number)],
        sought.is_card,
    ]


def _compared(registrations: int) -> int:
    """As many namesakes as there are in a larger registry crowd out the one who is sought."""
    return min(MOST_COMPARED, round(COMPARED * sqrt(max(1.0, registrations / USUAL_SIZE))))


def _hits(sought: Sought, names: Frequencies) -> list[_Hit]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_candidates(%s::bigint[], %s::smallint[], %s::boolean[], %s::bigint[], %s::text[],"
            " %s::bigint[], %s::bigint[], %s, %s)",
            [*asked_of(sought, names), _compared(names.registrations)],
        )
        return [_Hit(*row) for row in cursor.fetchall()]


def number_index(plain: str) -> int:
    """Blind index of a paper's number, as a signed 64-bit number."""
    return int.from_bytes(sealed.blind_index("paper " + plain)[:8], "big", signed=True)


def near_indexes(plain: str) -> list[int]:
    return [number_index(variant) for variant in one_deletion_variants(plain)]


def _masked(actor: Actor, sought: Sought, outside: list[_Hit], today: date) -> tuple[MaskedHit, ...]:
    found: dict[UUID, MaskedHit] = {}
    for hit in outside:
        reasons = masked_reasons(
            sought, shared=frozenset(hit.shared), has_phone=hit.by_phone, has_number=hit.by_number == 2
        )
        if reasons and hit.person_id not in found:
            found[hit.person_id] = MaskedHit(_token(actor, hit.registration_id, today), reasons)
    return tuple(found.values())[:MASKED]


def _context(actor: Actor, day: date) -> bytes:
    return f"masked hit {actor.account_id} {day.isoformat()}".encode()


def _token(actor: Actor, registration_id: UUID, today: date) -> str:
    return sealed.seal_text(str(registration_id), context=_context(actor, today))


def opened_token(*, actor: Actor, token: str, today: date) -> UUID:
    """The registration behind a masked hit that this actor found today or yesterday; raises HitExpired.

    The id opens nothing by itself: only the functions that ask for access or link take it.
    """
    for day in (today, today - timedelta(days=1)):
        try:
            return UUID(sealed.unseal_text(token, context=_context(actor, day)))
        except ValueError:
            continue
    raise HitExpired
