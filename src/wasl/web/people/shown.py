"""Registrations and hits as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from wasl.core.actor import Actor
from wasl.network.queries import visible_names
from wasl.people.queries import Candidate, Found, LikelyHome, MaskedHit
from wasl.web.people import labels
from wasl.web.people.places import place_text
from wasl.web.printed import language


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One registration in a row: what one needs to recognise somebody."""

    id: UUID
    latin: str
    arabic: str
    known_as: str
    birth: str
    place: str
    unit: str
    is_simulated: bool
    is_likely: bool = False
    reasons: tuple[str, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownHit:
    token: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFound:
    candidates: tuple[ShownPerson, ...]
    masked: tuple[ShownHit, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.candidates or self.masked)


def shown_persons(actor: Actor, registrations: Iterable[Any], *, today: date | None = None) -> list[ShownPerson]:
    """With the name of the unit, where it is not itself a secret."""
    today, rows = today or timezone.localdate(), list(registrations)
    units = visible_names(actor=actor, unit_ids={row.unit_id for row in rows}, day=today, language=language())
    return [_shown(row, units.get(row.unit_id, ""), today) for row in rows]


@dataclass(frozen=True, slots=True)
class ShownHome:
    """Those she may live with, and why; `first` is whom to name when she joins them."""

    people: tuple[ShownPerson, ...]
    why: str
    has_household: bool

    @property
    def first(self) -> UUID:
        return self.people[0].id


def shown_homes(actor: Actor, homes: Iterable[LikelyHome]) -> list[ShownHome]:
    return [
        ShownHome(
            tuple(shown_persons(actor, home.people)),
            " · ".join(str(labels.TIES[tie]) for tie in home.ties),
            home.household_id is not None,
        )
        for home in homes
    ]


def _shown(row: Any, unit: str, today: date, **more: Any) -> ShownPerson:
    return ShownPerson(
        id=row.pk,
        latin=row.name_latin,
        arabic=row.name_ar,
        known_as=row.known_as,
        birth=labels.birth_text(row.birth, today=today),
        place=place_text(row.commune_code, row.douar),
        unit=unit,
        is_simulated=row.is_simulated,
        **more,
    )


def shown_found(actor: Actor, found: Found, *, today: date) -> ShownFound:
    units = visible_names(
        actor=actor,
        unit_ids={each.registration.unit_id for each in found.candidates},
        day=today,
        language=language(),
    )
    return ShownFound(
        tuple(_candidate(each, units.get(each.registration.unit_id, ""), today) for each in found.candidates),
        tuple(_hit(each) for each in found.masked),
    )


def _candidate(each: Candidate, unit: str, today: date) -> ShownPerson:
    reasons = tuple(labels.reason_texts(each.agreement.reasons))
    return _shown(each.registration, unit, today, is_likely=each.is_likely, reasons=reasons, letters=each.letters)


def _hit(hit: MaskedHit) -> ShownHit:
    return ShownHit(hit.token, tuple(str(labels.MASKED_REASONS[code]) for code in hit.reasons))
