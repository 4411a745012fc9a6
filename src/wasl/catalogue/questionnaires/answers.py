"""What was answered: which questions are shown, what is missing, the points with their reasons, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wasl.catalogue.questionnaires.rules import CHOSEN, LONGEST_TEXT, Answers, Form, Kind, Part, Question


class Missing(StrEnum):
    """Why an answer is not taken."""

    UNANSWERED = "unanswered"
    NOT_OFFERED = "not_offered"
    ONE_ONLY = "one_only"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_A_DAY = "not_a_day"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class PartScore:
    """`lines` are (question, points) of what brought any; `counted` is their sum, up to `cap`."""

    code: str
    lines: tuple[tuple[str, int], ...]
    cap: int

    @property
    def points(self) -> int:
        return sum(points for _code, points in self.lines)

    @property
    def counted(self) -> int:
        return min(self.points, self.cap)

    @property
    def is_capped(self) -> bool:
        return self.points > self.cap


@dataclass(frozen=True, slots=True)
class Score:
    """`band` is empty for a questionnaire that is not scored."""

    parts: tuple[PartScore, ...]
    band: str

    @property
    def total(self) -> int:
        return sum(part.counted for part in self.parts)

    @property
    def most(self) -> int:
        return sum(part.cap for part in self.parts)


def shown(form: Form, answers: Answers) -> list[Question]:
    """In their order; an answer to a question that is not shown decides nothing."""
    seen: dict[str, Sequence[str]] = {}
    found = []
    for question in form.questions():
        if all(condition.holds(seen) for condition in question.shown_if):
            found.append(question)
            seen[question.code] = answers.get(question.code, ())
    return found


def read(form: Form, typed: Answers) -> tuple[dict[str, list[str]], dict[str, Missing]]:
    """What counts of what was typed, and what is wrong with the rest; answers to hidden questions go."""
    kept: dict[str, list[str]] = {}
    faults: dict[str, Missing] = {}
    for question in shown(form, typed):
        values = [text.strip() for text in typed.get(question.code, ()) if text.strip()]
        fault = _fault(question, values)
        if fault:
            faults[question.code] = fault
        elif values:
            kept[question.code] = values
    return kept, faults


def _fault(question: Question, values: Sequence[str]) -> Missing | None:
    if not values:
        return Missing.UNANSWERED if question.is_required else None
    if question.kind != Kind.MANY and len(values) > 1:
        return Missing.ONE_ONLY
    if question.kind in CHOSEN:
        return None if set(values) <= {one.code for one in question.options} else Missing.NOT_OFFERED
    return _fault_of_text(question, values[0])


def _fault_of_text(question: Question, text: str) -> Missing | None:
    if question.kind == Kind.NUMBER:
        if not text.isascii() or not text.isdecimal() or len(text) > 9:
            return Missing.NOT_A_NUMBER
        return None if question.least <= int(text) <= question.most else Missing.OUT_OF_BOUNDS
    if question.kind == Kind.DAY:
        try:
            date.fromisoformat(text)
        except ValueError:
            return Missing.NOT_A_DAY
        return None
    return Missing.TOO_LONG if len(text) > LONGEST_TEXT else None


def score(form: Form, answers: Answers) -> Score:
    counted = {question.code for question in shown(form, answers)}
    parts = tuple(_part_score(part, answers, counted) for part in form.parts if part.cap is not None)
    total = sum(part.counted for part in parts)
    band = max((one for one in form.bands if one.least <= total), key=lambda one: one.least, default=None)
    return Score(parts, band.code if band else "")


def _part_score(part: Part, answers: Answers, counted: set[str]) -> PartScore:
    lines = []
    for question in part.questions:
        chosen = answers.get(question.code, ()) if question.code in counted else ()
        points = sum(option.points for option in question.options if option.code in chosen)
        if points:
            lines.append((question.code, points))
    return PartScore(part.code, tuple(lines), part.cap or 0)


def findings(form: Form, answers: Answers) -> list[str]:
    """Codes that stand, in the order of the questionnaire."""
    seen = {question.code: answers.get(question.code, ()) for question in shown(form, answers)}
    stands = {one.code for one in form.findings if any(condition.holds(seen) for condition in one.any_of)}
    more = True
    while more:
        added = {one.code for one in form.findings if stands & set(one.of)} - stands
        more, stands = bool(added), stands | added
    return [one.code for one in form.findings if one.code in stands]


def is_offered(*, age: int | None, least_age: int, most_age: int | None) -> bool:
    """Of whom the age is not known, every questionnaire may be asked."""
    return age is None or (least_age <= age and (most_age is None or age <= most_age))
