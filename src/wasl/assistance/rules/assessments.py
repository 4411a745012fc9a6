"""What stands in the way of an assessment, or of a supervisor's other opinion of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class AssessmentFault(StrEnum):
    NO_LANGUAGE = "no_language"
    NOT_OFFERED = "not_offered"
    OLD_VERSION = "old_version"
    UNANSWERED = "unanswered"
    CASE_OVER = "case_over"
    PERSON_GONE = "person_gone"
    OTHER_CONTENT = "other_content"
    OWN_ASSESSMENT = "own_assessment"
    NO_REASON = "no_reason"
    SAME_LEVEL = "same_level"
    NO_SUCH_LEVEL = "no_such_level"


def fault_of_version(*, until: date | None, today: date, days: int) -> AssessmentFault | None:
    """Answers typed before a questionnaire changed stay with their version for `days` after its last day."""
    return AssessmentFault.OLD_VERSION if until is not None and today >= until + timedelta(days=days) else None


def fault_of_override(*, band: str, stands: str, bands: Iterable[str], reason: str) -> AssessmentFault | None:
    """`stands` is the level before; a supervisor's own needs a reason."""
    if band not in set(bands):
        return AssessmentFault.NO_SUCH_LEVEL
    if band == stands:
        return AssessmentFault.SAME_LEVEL
    return None if reason.strip() else AssessmentFault.NO_REASON
