"""Versions of what being without several things means: dated rows, the first of which ships."""

import tomllib
from datetime import date
from importlib import resources
from typing import Any

from django.db import transaction

from wasl.catalogue.models import SHIPPED
from wasl.catalogue.queries import in_force
from wasl.catalogue.rules import State
from wasl.core.identifiers import new_id
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
