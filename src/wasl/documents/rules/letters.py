"""Letters: who does what with one, in which order, and what the text of a template may hold."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID


class LetterState(StrEnum):
    DRAFT = "draft"
    PREPARED = "prepared"
    INITIALLED = "initialled"
    SIGNED = "signed"
    SENT = "sent"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """An act upon a letter; each is a row, and a line in the journal."""

    WRITE = "write"
    PREPARE = "prepare"
    INITIAL = "initial"
    SIGN = "sign"
    SEND = "send"
    RETURN = "return"
    CANCEL = "cancel"


class LetterFault(StrEnum):
    STATE = "state"
    OWN_LETTER = "own_letter"
    NOT_YOURS = "not_yours"
    NO_REASON = "no_reason"
    STALE = "stale"
    NOBODY = "nobody"
    NOTHING = "nothing"
    TOO_LONG = "too_long"
    OTHER_CONTENT = "other_content"
    NO_TEMPLATE = "no_template"


S, T = LetterState, Step
NEXT: dict[LetterState, dict[Step, LetterState]] = {
    S.DRAFT: {T.WRITE: S.DRAFT, T.PREPARE: S.PREPARED, T.CANCEL: S.CANCELLED},
    S.PREPARED: {T.INITIAL: S.INITIALLED, T.RETURN: S.RETURNED, T.CANCEL: S.CANCELLED},
    S.INITIALLED: {T.SIGN: S.SIGNED, T.RETURN: S.RETURNED, T.CANCEL: S.CANCELLED},
    S.RETURNED: {T.WRITE: S.RETURNED, T.PREPARE: S.PREPARED, T.CANCEL: S.CANCELLED},
    S.SIGNED: {T.SEND: S.SENT, T.CANCEL: S.CANCELLED},
    S.SENT: {},
    S.CANCELLED: {},
}
#: Its text and its paper never change any more: another text is another letter.
FROZEN = frozenset({S.SIGNED, S.SENT, S.CANCELLED})
#: Whoever had a hand in the text does not initial or sign it.
HANDS = frozenset({T.WRITE, T.PREPARE})
WITH_REASON = frozenset({T.RETURN, T.CANCEL})

#: role -> (lowest, highest) level of the letters it initials or signs. A nominative letter is signed by another agent
#: named on its dossier, since no director reads it.
INITIALS: dict[str, tuple[int, int]] = {
    "SUPERVISOR": (0, 3),
    "CENTRE_DIRECTOR": (0, 3),
    "DELEGATE": (0, 3),
    "CHILD_OFFICER": (4, 4),
    "WOMEN_OFFICER": (4, 4),
}
SIGNS: dict[str, tuple[int, int]] = {
    "CENTRE_DIRECTOR": (0, 3),
    "DELEGATE": (0, 3),
    "CHILD_OFFICER": (4, 4),
    "WOMEN_OFFICER": (4, 4),
}
_TABLES = {T.INITIAL: INITIALS, T.SIGN: SIGNS}


def may_step(step: Step, *, role: str, level: int, is_own_unit: bool, is_above: bool, signed_above: bool) -> bool:
    """Whether this role, at its unit, does this with a letter of this level; who had a hand in it is asked apart.

    `is_above`: the actor's unit stands above the letter's; `signed_above`: the letter is for the unit above to sign.
    """
    if step == T.RETURN:
        return any(
            may_step(one, role=role, level=level, is_own_unit=is_own_unit, is_above=is_above, signed_above=signed_above)
            for one in (T.INITIAL, T.SIGN)
        )
    if step not in _TABLES:
        return is_own_unit
    lowest, highest = _TABLES[step].get(role, (9, 0))
    here = is_above if step == T.SIGN and signed_above else is_own_unit
    return lowest <= level <= highest and here


def fault_of_step(
    step: Step, *, state: str, account: UUID, hands: Collection[UUID], may: bool, reason: str
) -> LetterFault | None:
    """`hands`: accounts that wrote or prepared the letter; `may`: the answer of `may_step`."""
    if step not in NEXT[LetterState(state)]:
        return LetterFault.STATE
    if not may:
        return LetterFault.NOT_YOURS
    if step in _TABLES and account in hands:
        return LetterFault.OWN_LETTER
    return LetterFault.NO_REASON if step in WITH_REASON and not reason.strip() else None


#: What a template is about, and the fields that its record gives.
FIELDS: dict[str, frozenset[str]] = {
    "unit": frozenset({"unit", "today", "their_reference"}),
    "person": frozenset({"unit", "today", "their_reference", "person"}),
    "case": frozenset({"unit", "today", "their_reference", "person", "since"}),
}
PARAGRAPH = "{paragraph}"
LONGEST_PARAGRAPH, LONGEST_BODY = 2_000, 6_000
_FIELD = re.compile(r"\{([^{}]*)\}")


class BodyFault(StrEnum):
    NO_PARAGRAPH = "no_paragraph"
    UNKNOWN_FIELD = "unknown_field"
    TOO_LONG = "too_long"


def paragraphs_of(body: str) -> list[str]:
    """Apart by an empty line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n")) if part.strip()]


def fault_of_body(body: str, *, about: str) -> BodyFault | None:
    """Exactly one free paragraph, standing alone; no field but those the record gives; no stray brace."""
    if len(body) > LONGEST_BODY:
        return BodyFault.TOO_LONG
    parts = paragraphs_of(body)
    if parts.count(PARAGRAPH) != 1 or body.count(PARAGRAPH) != 1:
        return BodyFault.NO_PARAGRAPH
    fields = set(_FIELD.findall(body)) - {"paragraph"}
    is_stray = set(_FIELD.sub("", body)) & set("{}")
    return BodyFault.UNKNOWN_FIELD if is_stray or fields - FIELDS.get(about, frozenset()) else None


def filled(body: str, *, values: Mapping[str, str], paragraph: str) -> list[str]:
    """Paragraphs with the record's values; what was typed is never read as a template, and may have several parts."""
    made: list[str] = []
    for part in paragraphs_of(body):
        if part == PARAGRAPH:
            made += paragraphs_of(paragraph)
        else:
            made.append(_FIELD.sub(lambda found: values.get(found.group(1), ""), part))
    return made
