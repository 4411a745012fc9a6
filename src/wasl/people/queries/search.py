"""Search before create: who is already known, in one's own territory by name, beyond it only as a masked hit."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people.linkage.agreement import Agreement
from wasl.people.linkage.identity import local_digits
from wasl.people.models import Registration
from wasl.people.rules import one_deletion_variants
from wasl.people.rules.sought import LIKELY, SHOWN, Sought, best_agreement, masked_reasons

#: Most candidates of one's own territory that are compared, and most masked hits that are shown.
COMPARED, MASKED = 60, 3


class HitExpired(Exception):
    """The masked hit was found too long ago, by somebody else, or is not there any more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registration the actor may read, with why it may be the one that is sought."""

    registration: Registration
    person_id: UUID
    agreement: Agreement

    @property
    def is_likely(self) -> bool:
        return self.agreement.weight >= LIKELY


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
    hits = _hits(sought)
    inside = {hit.registration_id: hit for hit in hits if hit.is_inside}
    rows = Registration.objects.visible_to(actor, Permission.PERSON_SEARCH).filter(pk__in=list(inside))
    candidates = sorted(
        (_candidate(sought, row, inside[row.pk]) for row in rows),
        key=lambda candidate: (-candidate.agreement.weight, candidate.registration.pk),
    )
    shown = tuple(each for each in candidates if each.agreement.weight >= SHOWN)[:limit]
    known = {hit.person_id for hit in inside.values()}
    outside = [hit for hit in hits if not hit.is_inside and hit.person_id not in known]
    return Found(shown, _masked(actor, sought, outside, today))


def _hits(sought: Sought) -> list[_Hit]:
    numbers = [number_index(number) for number in sought.numbers]
    near = [key for number in sought.numbers for key in near_indexes(number)]
    parameters: list[Any] = [
        sought.inside_keys,
        sought.outside_keys,
        [local_digits(phone) for phone in sought.phones],
        numbers,
        near,
        COMPARED,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_candidates(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s)",
            parameters,
        )
        return [_Hit(*row) for row in cursor.fetchall()]


def number_index(plain: str) -> int:
    """Blind index of a paper's number, as a signed 64-bit number."""
    return int.from_bytes(sealed.blind_index("paper " + plain)[:8], "big", signed=True)


def near_indexes(plain: str) -> list[int]:
    return [number_index(variant) for variant in one_deletion_variants(plain)]


def _candidate(sought: Sought, row: Registration, hit: _Hit) -> Candidate:
    agreement = best_agreement(sought, row.particulars, has_phone=hit.by_phone, has_number=hit.by_number == 2)
    return Candidate(row, hit.person_id, agreement)


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
