"""What is sealed of a complaint, each under a context of its own, so that no value stands in for another."""

import json
from typing import Any
from uuid import UUID

from wasl.core.sealed import seal, unseal


def _context(about: str, row_id: UUID) -> bytes:
    return f"complaint {about}:".encode() + row_id.bytes


def closed_words(text: str, row_id: UUID, *, about: str) -> bytes:
    return seal(text.encode(), context=_context(about, row_id))


def words_in(value: bytes, row_id: UUID, *, about: str) -> str:
    """The words of a row, or nothing when it has none."""
    raw = bytes(value)
    return unseal(raw, context=_context(about, row_id)).decode() if raw else ""


def closed(content: dict[str, Any], row_id: UUID, *, about: str) -> bytes:
    return closed_words(json.dumps(content, ensure_ascii=False), row_id, about=about)


def opened(value: bytes, row_id: UUID, *, about: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(words_in(value, row_id, about=about) or "{}")
    return content
