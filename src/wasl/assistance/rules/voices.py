"""What beneficiaries are asked, without a name: a few questions as data, three faces, and what may be shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from wasl.core.bilingual import Bilingual


class VoiceKind(StrEnum):
    """Asked when a file is closed; asked once a year in each establishment."""

    CLOSURE = "closure"
    YEARLY = "yearly"


class Face(StrEnum):
    GOOD = "good"
    MIDDLE = "middle"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class VoiceQuestion:
    code: str
    text: Bilingual


#: A new wording is a new version: answers to one are never added to those of another.
VERSION = 1
QUESTIONS: dict[VoiceKind, tuple[VoiceQuestion, ...]] = {
    VoiceKind.CLOSURE: (
        VoiceQuestion("HEARD", Bilingual("Vous a-t-on écoutée ?", "هل تم الاستماع إليكم؟")),
        VoiceQuestion("RESPECT", Bilingual("Vous a-t-on bien traitée ?", "هل عوملتم معاملة حسنة؟")),
        VoiceQuestion("CLEAR", Bilingual("Avez-vous compris ce qui a été décidé ?", "هل فهمتم ما تقرر؟")),
        VoiceQuestion("HELPED", Bilingual("Cela vous a-t-il aidée ?", "هل أفادكم ذلك؟")),
        VoiceQuestion("AGAIN", Bilingual("Reviendriez-vous nous voir ?", "هل تعودون إلينا عند الحاجة؟")),
    ),
    VoiceKind.YEARLY: (
        VoiceQuestion("SAFE", Bilingual("Vous sentez-vous en sécurité ici ?", "هل تشعرون بالأمان هنا؟")),
        VoiceQuestion("RESPECT", Bilingual("Vous traite-t-on bien ?", "هل تعاملون معاملة حسنة؟")),
        VoiceQuestion("FOOD", Bilingual("Mangez-vous bien et assez ?", "هل تأكلون جيدا وبما يكفي؟")),
        VoiceQuestion("CLEAN", Bilingual("Les lieux sont-ils propres ?", "هل المكان نظيف؟")),
        VoiceQuestion("SAY", Bilingual("Pouvez-vous dire ce qui ne va pas ?", "هل يمكنكم قول ما لا يرضيكم؟")),
    ),
}
#: Counted beside the answers: a whole sheet, and somebody who would rather not.
SHEET, DECLINED = "SHEET", "DECLINED"


class VoiceFault(StrEnum):
    EMPTY = "empty"
    ANSWER = "answer"
    OWN_CODE = "own_code"
    UNKNOWN_CODE = "unknown_code"
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"
    SAMPLE = "sample"
    DAYS = "days"
    NOT_HERE = "not_here"


#: Seconds to wait after the second wrong code of a day; twice as long after each more, up to the longest.
FIRST_WAIT, LONGEST_WAIT = 5, 300


def wait_after(wrong: int) -> int:
    """Seconds until another code may be typed, after so many wrong ones today: a slip of the finger costs nothing."""
    return 0 if wrong < 2 else int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - 2)))


def fault_of_try(*, wrong: int, most: int, next_at: datetime | None, now: datetime) -> VoiceFault | None:
    """Whether a code may be typed at all: `wrong` codes were typed today, `next_at` is when the wait is over."""
    if wrong >= most:
        return VoiceFault.TOO_MANY
    return VoiceFault.TOO_SOON if next_at is not None and now < next_at else None


def week_of(day: date) -> date:
    """Its Monday: the finest that is kept of when somebody spoke."""
    return day - timedelta(days=day.weekday())


def tally(kind: VoiceKind, answers: Mapping[str, str]) -> list[tuple[str, str]] | VoiceFault:
    """(question, face) to count, with the sheet itself; a question left out is left out."""
    codes = {question.code for question in QUESTIONS[kind]}
    given = {code: face for code, face in answers.items() if face}
    if not set(given) <= codes or not set(given.values()) <= set(Face):
        return VoiceFault.ANSWER
    if not given:
        return VoiceFault.EMPTY
    return [(SHEET, ""), *sorted(given.items())]
