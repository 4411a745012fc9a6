"""What a step records, checked field by field: everything is kept as text, a day as 2026-11-24."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from wasl.assistance.rules.circuits.shape import Field, Kind, Step

LONGEST = {Kind.TEXT: 10_000, Kind.LINE: 200, Kind.PLACE: 200, Kind.NUMBER: 9}
YES, NO = "yes", "no"


class AnswerFault(StrEnum):
    MISSING = "missing"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_DAY = "not_a_day"
    NOT_YET = "not_yet"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"


def is_asked(field: Field, given: Mapping[str, str]) -> bool:
    return field.only_if is None or given.get(field.only_if.field) in field.only_if.values


def checked(
    step: Step, given: Mapping[str, str], *, today: date, authorities: frozenset[str]
) -> tuple[dict[str, str], dict[str, AnswerFault]]:
    """(what is kept, what is wrong by field); fields that nobody asked are dropped."""
    kept: dict[str, str] = {}
    wrong: dict[str, AnswerFault] = {}
    for field in step.records:
        text = given.get(field.name, "").strip()
        if not is_asked(field, given):
            continue
        if not text:
            if field.is_required:
                wrong[field.name] = AnswerFault.MISSING
            continue
        if fault := _fault(field, text, today=today, authorities=authorities):
            wrong[field.name] = fault
        kept[field.name] = text
    return kept, wrong


def _fault(field: Field, text: str, *, today: date, authorities: frozenset[str]) -> AnswerFault | None:
    match field.kind:
        case Kind.CHOICE:
            return None if text in {one.code for one in field.choices} else AnswerFault.NOT_A_CHOICE
        case Kind.YES_NO:
            return None if text in {YES, NO} else AnswerFault.NOT_A_CHOICE
        case Kind.AUTHORITY:
            return None if text in authorities else AnswerFault.NOT_A_CHOICE
        case Kind.DATE:
            return _fault_of_day(field, text, today)
        case Kind.NUMBER if not text.isdecimal():
            return AnswerFault.NOT_A_NUMBER
    return AnswerFault.TOO_LONG if len(text) > LONGEST[field.kind] else None


def _fault_of_day(field: Field, text: str, today: date) -> AnswerFault | None:
    """A day that has happened, unless the field's name says that it is still to come (`…_until`, `next_…`)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return AnswerFault.NOT_A_DAY
    is_planned = field.name.startswith("next_") or field.name.endswith("_until")
    return AnswerFault.NOT_YET if day > today and not is_planned else None
