"""The shape of a questionnaire, and what follows from its answers. Pure: no Django here.

Answers are a mapping from the code of a question to a list of texts: codes of options, one number, one text or one
ISO day. Points of a part stop at its cap; every point can be traced to a question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Sequence[str]]


class Kind(StrEnum):
    SINGLE = "single"
    MANY = "many"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"


class Use(StrEnum):
    """What a questionnaire is for: what is needed, how somebody functions, whether somebody is in danger."""

    NEEDS = "NEEDS"
    FUNCTION = "FUNCTION"
    DANGER = "DANGER"


CHOSEN = frozenset({Kind.SINGLE, Kind.MANY, Kind.SCALE})
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,29}")
MOST_POINTS = 100
LONGEST_TEXT = 4_000


class Flaw(StrEnum):
    """What is wrong with a questionnaire as it was written."""

    SHAPE = "shape"
    CODE = "code"
    TWICE = "twice"
    WORDING = "wording"
    NO_OPTIONS = "no_options"
    POINTS = "points"
    CONDITION = "condition"
    BANDS = "bands"
    EMPTY = "empty"


class WrongForm(ValueError):
    """A questionnaire that cannot be used: which flaw, and at which code."""

    def __init__(self, flaw: Flaw, where: str) -> None:
        super().__init__(f"{flaw}: {where}")
        self.flaw, self.where = flaw, where


@dataclass(frozen=True, slots=True)
class Words:
    fr: str
    ar: str

    def said(self, lang: str) -> str:
        return self.ar if lang == "ar" else self.fr


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    words: Words
    points: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer to `question` has one of these options."""

    question: str
    one_of: frozenset[str]

    def holds(self, answers: Answers) -> bool:
        return not self.one_of.isdisjoint(answers.get(self.question, ()))


@dataclass(frozen=True, slots=True)
class Question:
    """Shown when every condition of `shown_if` holds; `least` and `most` bound a number."""

    code: str
    kind: Kind
    words: Words
    help: Words
    options: tuple[Option, ...] = ()
    shown_if: tuple[Condition, ...] = ()
    is_required: bool = True
    least: int = 0
    most: int = 1_000_000
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """`cap` is the most points this part can bring; None for a part that brings none."""

    code: str
    words: Words
    questions: tuple[Question, ...]
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Totals from `least` on, up to the next band."""

    code: str
    least: int
    words: Words


@dataclass(frozen=True, slots=True)
class Finding:
    """Stands when one of its conditions holds, or one of the findings it is made `of` stands."""

    code: str
    words: Words
    any_of: tuple[Condition, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    parts: tuple[Part, ...]
    bands: tuple[Band, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: Words = Words("", "")

    def questions(self) -> Iterator[Question]:
        for part in self.parts:
            yield from part.questions

    def question(self, code: str) -> Question:
        return next(one for one in self.questions() if one.code == code)


def form_of(content: Mapping[str, Any]) -> Form:
    """A stored questionnaire; raises WrongForm."""
    try:
        form = Form(
            parts=tuple(_part(one) for one in content["parts"]),
            bands=tuple(Band(one["code"], int(one["least"]), _words(one)) for one in content.get("bands", ())),
            findings=tuple(_finding(one) for one in content.get("findings", ())),
            source=_words(content.get("source", {}), may_be_empty=True),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, WrongForm):
            raise
        raise WrongForm(Flaw.SHAPE, str(error)[:80]) from error
    _check(form)
    return form


def _words(given: Mapping[str, Any], *, name: str = "", may_be_empty: bool = False) -> Words:
    words = Words(str(given.get(f"{name}fr", "")).strip(), str(given.get(f"{name}ar", "")).strip())
    if not may_be_empty and not (words.fr and words.ar):
        raise WrongForm(Flaw.WORDING, str(given.get("code", "")))
    return words


def _conditions(given: Sequence[Mapping[str, Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(one["question"], frozenset(map(str, one["one_of"]))) for one in given)


def _finding(given: Mapping[str, Any]) -> Finding:
    return Finding(given["code"], _words(given), _conditions(given.get("any_of", ())), tuple(given.get("of", ())))


def _part(given: Mapping[str, Any]) -> Part:
    cap = given.get("cap")
    questions = tuple(_question(one) for one in given["questions"])
    return Part(given["code"], _words(given), questions, None if cap is None else int(cap))


def _question(given: Mapping[str, Any]) -> Question:
    options = tuple(
        Option(str(one["code"]), _words(one), int(one.get("points", 0))) for one in given.get("options", ())
    )
    return Question(
        code=given["code"], kind=Kind(given["kind"]), words=_words(given),
        help=_words(given, name="help_", may_be_empty=True), options=options,
        shown_if=_conditions(given.get("shown_if", ())), is_required=bool(given.get("is_required", True)),
        least=int(given.get("least", 0)), most=int(given.get("most", 1_000_000)),
        pictogram=str(given.get("pictogram", "")),
    )  # fmt: skip


def _check(form: Form) -> None:
    questions = list(form.questions())
    if not questions:
        raise WrongForm(Flaw.EMPTY, "")
    for codes in ([p.code for p in form.parts], [q.code for q in questions], [f.code for f in form.findings]):
        _check_codes(codes)
    before: dict[str, frozenset[str]] = {}
    for question in questions:
        _check_question(question, before)
        before[question.code] = frozenset(option.code for option in question.options)
    for finding in form.findings:
        _check_conditions(finding.any_of, before, finding.code)
        if not set(finding.of) <= {one.code for one in form.findings} - {finding.code}:
            raise WrongForm(Flaw.CONDITION, finding.code)
    _check_score(form)


def _check_codes(codes: Sequence[str]) -> None:
    for code in codes:
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise WrongForm(Flaw.CODE, str(code)[:40])
        if codes.count(code) > 1:
            raise WrongForm(Flaw.TWICE, code)


def _check_question(question: Question, before: Mapping[str, frozenset[str]]) -> None:
    if (question.kind in CHOSEN) != bool(question.options):
        raise WrongForm(Flaw.NO_OPTIONS, question.code)
    _check_codes([option.code for option in question.options])
    if any(not 0 <= option.points <= MOST_POINTS for option in question.options):
        raise WrongForm(Flaw.POINTS, question.code)
    # Only what stands above may decide: nothing that is already answered appears or goes.
    _check_conditions(question.shown_if, before, question.code)


def _check_conditions(conditions: Sequence[Condition], known: Mapping[str, frozenset[str]], where: str) -> None:
    if any(not one.one_of or not one.one_of <= known.get(one.question, frozenset()) for one in conditions):
        raise WrongForm(Flaw.CONDITION, where)


def _check_score(form: Form) -> None:
    for part in form.parts:
        brings = any(option.points for question in part.questions for option in question.options)
        if brings != (part.cap is not None) or (part.cap is not None and part.cap < 1):
            raise WrongForm(Flaw.POINTS, part.code)
    least = [band.least for band in form.bands]
    is_scored = any(part.cap is not None for part in form.parts)
    if is_scored != bool(form.bands) or least != sorted(set(least)) or (least and least[0] != 0):
        raise WrongForm(Flaw.BANDS, "")
