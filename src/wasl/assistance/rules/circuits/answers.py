"""What a step records, checked field by field: everything is kept as text, a day as 2026-11-24."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from wasl.assistance.rules.circuits.shape import Field, Kind, Said, Step

LONGEST = {Kind.TEXT: 10_000, Kind.LINE: 200, Kind.PLACE: 200, Kind.NUMBER: 9}
YES, NO = "yes", "no"


class AnswerFault(StrEnum):
    MISSING = "missing"
    NOT_A_CHOICE = "not_a_choice"
    NOT_ALL = "not_all"
    NOT_A_DAY = "not_a_day"
    NOT_YET = "not_yet"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"


def is_asked(field: Field, given: Mapping[str, str]) -> bool:
    return field.only_if is None or says(given, field.only_if)


def says(given: Mapping[str, str], said: Said) -> bool:
    """Whether the answers hold one of the values; only a choice of SEVERAL holds more than one word of a code."""
    text = given.get(said.field, "")
    return text in said.values or not set(text.split()).isdisjoint(said.values)


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
        kept[field.name] = _in_order(field, text)
    return kept, wrong


def _in_order(field: Field, text: str) -> str:
    """Several codes in the order of the choices, so that the same ticks are the same answer."""
    if field.kind is not Kind.SEVERAL:
        return text
    ticked = set(text.split())
    known = [one.code for one in field.choices if one.code in ticked]
    return " ".join([*known, *sorted(ticked - set(known))])


def _fault(field: Field, text: str, *, today: date, authorities: frozenset[str]) -> AnswerFault | None:
    match field.kind:
        case Kind.CHOICE:
            return None if text in {one.code for one in field.choices} else AnswerFault.NOT_A_CHOICE
        case Kind.SEVERAL:
            return _fault_of_ticks(field, set(text.split()))
        case Kind.YES_NO:
            return None if text in {YES, NO} else AnswerFault.NOT_A_CHOICE
        case Kind.AUTHORITY:
            return None if text in authorities else AnswerFault.NOT_A_CHOICE
        case Kind.DATE:
            return _fault_of_day(field, text, today)
        case Kind.NUMBER if not text.isdecimal():
            return AnswerFault.NOT_A_NUMBER
    return AnswerFault.TOO_LONG if len(text) > LONGEST[field.kind] else None


def _fault_of_ticks(field: Field, ticked: set[str]) -> AnswerFault | None:
    offered = {one.code for one in field.choices}
    if not ticked <= offered:
        return AnswerFault.NOT_A_CHOICE
    return AnswerFault.NOT_ALL if field.is_whole and ticked != offered else None


def _fault_of_day(field: Field, text: str, today: date) -> AnswerFault | None:
    """A day that has happened, unless the field's name says that it is still to come (`…_until`, `next_…`)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return AnswerFault.NOT_A_DAY
    is_planned = field.name.startswith("next_") or field.name.endswith("_until")
    return AnswerFault.NOT_YET if day > today and not is_planned else None
