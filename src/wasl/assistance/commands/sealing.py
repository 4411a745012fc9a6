"""Texts about people, sealed as one JSON object a row; the row's id is the context: none can be swapped."""

import json
from typing import Any
from uuid import UUID

from wasl.core.sealed import seal, unseal


def sealed_values(kind: str, row_id: UUID, values: dict[str, Any]) -> bytes:
    return seal(json.dumps(values, ensure_ascii=False).encode(), context=_context(kind, row_id))


def unsealed_values(kind: str, row_id: UUID, sealed: bytes | memoryview) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unseal(bytes(sealed), context=_context(kind, row_id)))
    return found


def _context(kind: str, row_id: UUID) -> bytes:
    return f"{kind}:".encode() + row_id.bytes
