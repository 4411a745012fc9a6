"""Words of this room at rest: sealed JSON tied to its row, and keyed digests by which sealed words are found."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from wasl.core.sealed import blind_index, seal, unseal


def closed(content: Mapping[str, Any], row_id: UUID) -> bytes:
    """Sealed so that it opens only as this row's."""
    return seal(json.dumps(content, ensure_ascii=False).encode(), context=row_id.bytes)


def opened(sealed: bytes | memoryview, row_id: UUID) -> dict[str, Any]:
    """Raises CannotUnseal for a value moved from another row."""
    content: dict[str, Any] = json.loads(unseal(bytes(sealed), context=row_id.bytes))
    return content


def keyed(unit_id: UUID, words: Iterable[str]) -> set[str]:
    """16 hexadecimal signs a word. The unit is part of it: the same word in two registers looks different."""
    return {blind_index(f"{unit_id} {word}").hex()[:16] for word in words}
