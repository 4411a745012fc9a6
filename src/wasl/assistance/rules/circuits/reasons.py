from enum import StrEnum


class WhySkip(StrEnum):
    """Why a step is not done."""

    ALREADY = "already"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    OTHER_BODY = "other_body"
    UNSAFE = "unsafe"


class WhyUndo(StrEnum):
    MISTAKE = "mistake"
    WRONG_CASE = "wrong_case"
    CHANGED = "changed"
