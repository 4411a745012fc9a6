"""Where a row of the watch stands, and a write that never claims what it did not do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.core.actor import Actor
from wasl.core.sealed import seal, unseal
from wasl.network.models import Unit
from wasl.watch.models.base import NOBODY, Between, Observed


class IdTaken(Exception):
    """The id is that of a row which says something else, or which one may not see."""


def placed(actor: Actor, *, now: Any) -> dict[str, Any]:
    """Columns of a row written by the actor's unit."""
    unit = Unit.objects.get(pk=actor.unit_id)
    return {
        "unit": unit, "path": unit.path, "level": NOBODY, "recorded_at": now, "recorded_by_id": actor.account_id,
    }  # fmt: skip


def of_row(row: Observed, *, now: Any, by: UUID | None) -> dict[str, Any]:
    """Columns of a row that stands where `row` does."""
    columns = {
        "unit_id": row.unit_id, "path": row.path, "level": NOBODY, "recorded_at": now, "recorded_by_id": by,
        "is_simulated": row.is_simulated,
    }  # fmt: skip
    if isinstance(row, Between):
        columns |= {"to_unit_id": row.to_unit_id, "to_path": row.to_path}
    return columns


def insert[R: Observed](row: R) -> R:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise IdTaken(str(row.pk)) from error
    return row


def insert_all[R: Observed](rows: Sequence[R]) -> None:
    for row in rows:
        insert(row)


def sealed_words(row_id: UUID, words: str) -> bytes:
    """Empty words are not sealed: there is nothing to hide."""
    return seal(words.strip().encode(), context=b"watch:" + row_id.bytes) if words.strip() else b""


def words_of(row: Any, column: str = "words") -> str:
    raw = bytes(getattr(row, column))
    return unseal(raw, context=b"watch:" + row.pk.bytes).decode() if raw else ""
