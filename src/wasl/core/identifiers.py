"""Identifiers that a device without network can make and the server keeps."""

import secrets
import time
import uuid
from typing import Any

from django.db.models import Lookup, UUIDField


def new_id() -> uuid.UUID:
    """A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits; sorts by time of creation."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)


@UUIDField.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]
    """`id__any_of=[…]`: one array in place of a marker each, for lists of hundreds: `in` reads each of them twice."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, list(self.rhs))
