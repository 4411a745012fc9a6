"""Versions of what being without several things means: the first ships, later ones are proposed by one
at headquarters and approved there by another."""

import tomllib
from datetime import date, datetime
from importlib import resources
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.catalogue import commands as catalogue
from wasl.catalogue.models import SHIPPED
from wasl.catalogue.queries import in_force
from wasl.catalogue.rules import State
from wasl.core.actor import ROOT, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.watch.models import PovertyDefinition
from wasl.watch.rules.poverty import Definition, definition_of

CODE = "HOUSEHOLDS"
#: The first month that is counted by the version that ships.
FIRST_COUNT = date(2026, 11, 1)


@transaction.atomic
def seed_definition() -> bool:
    """Writes the version that ships, unless there is one already."""
    rows = PovertyDefinition._default_manager
    if rows.filter(code=CODE).exists():
        return False
    given = _shipped()
    labels = {name: given.pop(name) for name in ("label_fr", "label_ar")}
    rows.create(
        pk=new_id(), code=given.pop("code"), since=FIRST_COUNT, state=State.APPROVED, origin=SHIPPED, content=given,
        **labels,
    )  # fmt: skip
    return True


def _shipped() -> dict[str, Any]:
    text = (resources.files("wasl.watch") / "data" / "poverty.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def definition_in_force(*, on: date) -> tuple[PovertyDefinition, Definition] | None:
    row = in_force(PovertyDefinition, on=on).filter(code=CODE).first()
    return (row, definition_of(row.content)) if row else None


@transaction.atomic
def propose_definition(
    *, actor: Actor, row_id: UUID, content: dict[str, Any], since: date, now: datetime
) -> PovertyDefinition:
    """It counts once another account of headquarters approved it, from the first month after `since`.

    Raises WrongDefinition, and what the catalogue raises.
    """
    _headquarters(actor)
    definition_of(content)
    seed_definition()
    before = PovertyDefinition._default_manager.filter(code=CODE, state=State.APPROVED).latest("since")
    labels = {"label_fr": before.label_fr, "label_ar": before.label_ar}
    row = PovertyDefinition(pk=row_id, code=CODE, since=since, content=content, **labels)
    return catalogue.propose(actor=actor, row=row, now=now)


@transaction.atomic
def approve_definition(*, actor: Actor, row_id: UUID, now: datetime) -> PovertyDefinition:
    _headquarters(actor)
    return catalogue.approve(actor=actor, kind=PovertyDefinition, row_id=row_id, now=now)


@transaction.atomic
def refuse_definition(*, actor: Actor, row_id: UUID, reason: str, now: datetime) -> PovertyDefinition:
    _headquarters(actor)
    return catalogue.refuse(actor=actor, kind=PovertyDefinition, row_id=row_id, reason=reason, now=now)


def _headquarters(actor: Actor) -> None:
    require(actor, Permission.WATCH_SCORE_EDIT)
    if actor.path != ROOT:
        raise NotAllowed(Permission.WATCH_SCORE_EDIT, "outside headquarters")
