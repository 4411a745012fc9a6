"""What beneficiaries are asked, without a name: a few questions as data, three faces, and what may be shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
    SAMPLE = "sample"
    DAYS = "days"
    NOT_HERE = "not_here"


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
