"""The account-less way to answer: a long secret in an address, and a short code that serves once.

Codes are not stored: the one of a turn follows from the link and a key that is outside the database. A code that gave
an answer is spent, and the next one is shown with the receipt; whoever was cut off sends the same form again and
reads the same receipt.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

SECRET_BYTES = 32
#: Characters of the secret as it stands in the address.
SECRET_LENGTH = 43
CODE_DIGITS = 6


class LinkState(StrEnum):
    """What stands behind a link."""

    OPEN = "open"
    STALE = "stale"
    BLOCKED = "blocked"
    REVOKED = "revoked"
    CLOSED = "closed"


class CodeSaid(StrEnum):
    """What a code that was typed turns out to be."""

    RIGHT = "right"
    SPENT = "spent"
    WRONG = "wrong"


def new_secret() -> str:
    """256 bits, as 43 characters of an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of_secret(secret: str) -> bytes:
    """All that is kept of it. A secret of 256 bits needs no slow digest."""
    return hashlib.sha256(secret.encode()).digest()


def code_of(*, key: bytes, link_id: UUID, turn: int) -> str:
    """Six digits, which can be told by telephone in any language."""
    told = hmac.new(key, b"link code:" + link_id.bytes + turn.to_bytes(2), hashlib.sha256).digest()
    return f"{int.from_bytes(told[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def code_said(typed: str, *, key: bytes, link_id: UUID, turn: int) -> CodeSaid:
    """`typed` in Latin digits without spaces."""

    def is_of(one: int) -> bool:
        return hmac.compare_digest(typed.encode(), code_of(key=key, link_id=link_id, turn=one).encode())

    if is_of(turn):
        return CodeSaid.RIGHT
    return CodeSaid.SPENT if turn > 1 and is_of(turn - 1) else CodeSaid.WRONG


def state_of_link(
    *,
    revoked_at: datetime | None,
    until_at: datetime,
    wrong_codes: int,
    most_wrong: int,
    is_closed: bool,
    now: datetime,
) -> LinkState:
    if revoked_at is not None:
        return LinkState.REVOKED
    if is_closed:
        return LinkState.CLOSED
    if wrong_codes >= most_wrong:
        return LinkState.BLOCKED
    return LinkState.STALE if now >= until_at else LinkState.OPEN
