"""One list at a time, with its own secrets: what the commands on lists have in common."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.lists.rows import Entry, from_plain
from wasl.people.models import ListRow, PersonList
from wasl.people.rules.lists import ListState, may_follow

IMPORT = Permission.PERSON_IMPORT


class NotNow(Exception):
    """The list is at another step: somebody else was quicker, or the worker has not finished."""


def hold(actor: Actor, list_id: UUID) -> PersonList:
    """The list, for this transaction alone. Raises PersonList.DoesNotExist."""
    rows = PersonList.objects.visible_to(actor, IMPORT).select_for_update()
    held: PersonList = rows.get(pk=list_id)
    require(actor, IMPORT, path=held.path, level=held.level, seal=held.seal)
    return held


def move(actor: Actor, held: PersonList, state: ListState, **values: Any) -> None:
    """To the next state; the worker goes on as whoever moved it. Raises NotNow."""
    if not may_follow(held.state, state):
        raise NotNow
    changed = {"state": state, "account_id": actor.account_id, "posting_id": actor.posting_id, **values}
    PersonList.objects.visible_to(actor, IMPORT).filter(pk=held.pk).update(**changed)
    for name, value in changed.items():
        setattr(held, name, value)


def note(actor: Actor, held: PersonList, verb: str, reason: str = "") -> None:
    record(
        actor=actor, verb=f"list:{verb}", subject="list", subject_id=held.pk, path=held.path, level=held.level,
        seal=held.seal, reason=reason,
    )  # fmt: skip


def seal_row(row_id: UUID, cells: list[str], entry: dict[str, Any]) -> bytes:
    text = json.dumps([cells, entry], ensure_ascii=False, separators=(",", ":"))
    return sealed.seal(text.encode("utf-8", "replace"), context=row_id.bytes)


def unseal_row(row: ListRow) -> tuple[list[str], Entry]:
    """The cells as they came, and what they say; nothing once the list is cleared."""
    if not row.sealed:
        return [], Entry()
    cells, plain = json.loads(sealed.unseal(bytes(row.sealed), context=row.pk.bytes))
    return cells, from_plain(plain)


def rows_of(actor: Actor, list_id: UUID) -> Any:
    return ListRow.objects.visible_to(actor, IMPORT).filter(person_list=list_id)


def save_rows(rows: Sequence[ListRow], fields: Sequence[str]) -> None:
    """Writes these fields of many rows in one statement, behind the second wall; rows came out through the first."""
    columns = [ListRow._meta.get_field(name) for name in fields]
    types = [str(column.db_type(connection)) for column in columns]  # type: ignore[union-attr]
    values = [[_plain(getattr(row, name)) for row in rows] for name in fields]
    changes = ", ".join(f"{name} = new.{name}::{kind}" for name, kind in zip(fields, types, strict=True))
    given = ", ".join(["%s::uuid[]", *["%s::text[]" for _name in fields]])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE people_listrow r SET {changes} FROM unnest({given}) new(id, {', '.join(fields)})"
            " WHERE r.id = new.id",
            [[row.pk for row in rows], *values],
        )


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, (list, dict)):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)
