"""Pages by key: the next page begins after the last row shown, however many rows come before it."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from wasl.core.scope import ScopedModel


@dataclass(frozen=True, slots=True)
class Page:
    """`next_key` and `previous_key` go into the address as `key`; None where there is no such page."""

    rows: list[Any]
    next_key: str | None
    previous_key: str | None


def page_by_key(request: HttpRequest, rows: QuerySet[Any], *, order: tuple[str, ...], size: int = 25) -> Page:
    """One page of `rows` in `order` (field names, `-` for descending; together unique), from the address's key.

    A key that was tampered with gives the first page.
    """

    def fetch(values: list[Any], backwards: bool, most: int) -> list[Any]:
        direction = tuple(_turned(field) for field in order) if backwards else order
        wanted = rows.filter(_after(direction, values)) if values else rows
        return list(wanted.order_by(*direction)[:most])

    page = page_by_fetch(request, fetch, order=order, size=size)
    if issubclass(rows.model, ScopedModel):
        note_rows(request, len(page.rows))
    return page


def note_rows(request: HttpRequest, count: int) -> None:
    """Lines about persons that this answer shows or hands out: they count against the account's day."""
    request.rows_listed = getattr(request, "rows_listed", 0) + count  # type: ignore[attr-defined]


def page_by_fetch(
    request: HttpRequest, fetch: Callable[[list[Any], bool, int], list[Any]], *, order: tuple[str, ...], size: int = 25
) -> Page:
    """As `page_by_key`; `fetch(values, backwards, most)` gives rows after (or, backwards, before) the key's values."""
    backwards, values = _read(request.GET.get("key", ""), len(order))
    found = fetch(values, backwards, size + 1)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = more if not backwards else bool(values)
    has_previous = bool(values) if not backwards else more
    return Page(
        rows=found,
        next_key=_written(found[-1], order, backwards=False) if found and has_next else None,
        previous_key=_written(found[0], order, backwards=True) if found and has_previous else None,
    )


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def _after(order: tuple[str, ...], values: list[Any]) -> Q:
    """Rows strictly after `values`: (a > x) or (a = x and b > y) and so on."""
    condition, equal = Q(), Q()
    for field, value in zip(order, values, strict=True):
        name = field.removeprefix("-")
        condition |= equal & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    return condition


def _value(row: Any, field: str) -> str:
    for part in field.removeprefix("-").split("__"):
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row.isoformat() if hasattr(row, "isoformat") else str(row)


def _written(row: Any, order: tuple[str, ...], *, backwards: bool) -> str:
    content = json.dumps([int(backwards), *(_value(row, field) for field in order)], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def _read(key: str, length: int) -> tuple[bool, list[Any]]:
    try:
        backwards, *values = json.loads(base64.urlsafe_b64decode(key[:400] + "=" * (-len(key[:400]) % 4)))
    except (ValueError, TypeError):
        return False, []
    sound = len(values) == length and all(isinstance(value, str) and "\0" not in value for value in values)
    return (bool(backwards), values) if sound else (False, [])
