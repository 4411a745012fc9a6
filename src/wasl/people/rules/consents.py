"""What a person answered to a purpose, and what may be answered next."""

from enum import StrEnum


class Answer(StrEnum):
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class How(StrEnum):
    """How the purpose was told and the answer taken. A mark (fingerprint or cross) has two witnesses; no image of it
    is kept."""

    ALOUD = "ALOUD"
    SIGNED = "SIGNED"
    MARK = "MARK"
    GUARDIAN = "GUARDIAN"


#: Latest answer -> what may follow it; saying the same thing again is not a new answer.
NEXT: dict[Answer | None, frozenset[Answer]] = {
    None: frozenset({Answer.GIVEN, Answer.REFUSED}),
    Answer.GIVEN: frozenset({Answer.WITHDRAWN}),
    Answer.REFUSED: frozenset({Answer.GIVEN}),
    Answer.WITHDRAWN: frozenset({Answer.GIVEN}),
}


class ConsentFault(StrEnum):
    NOT_ASKED = "not_asked"
    NOT_NEXT = "not_next"
    TOLD_NOTHING = "told_nothing"


def fault_of_answer(*, before: str | None, answer: str, asks_consent: bool, is_told: bool) -> ConsentFault | None:
    """`is_told`: what follows from the answer was said before it was taken."""
    if not asks_consent:
        return ConsentFault.NOT_ASKED
    if answer not in NEXT[Answer(before) if before else None]:
        return ConsentFault.NOT_NEXT
    return None if is_told else ConsentFault.TOLD_NOTHING
