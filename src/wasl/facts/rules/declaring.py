"""The life of a declared figure, and what may be typed for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wasl.core.figures import Counted, Qualifier
from wasl.core.money import NotAnAmount, dirhams

LARGEST = Decimal(10) ** 12


class Status(StrEnum):
    """`corrected` is a version that was approved and that a later approved one replaces."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CORRECTED = "corrected"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.DRAFT, Status.SUBMITTED}),
    Status.SUBMITTED: frozenset({Status.DRAFT, Status.SUBMITTED, Status.APPROVED}),
    Status.APPROVED: frozenset({Status.CORRECTED}),
    Status.CORRECTED: frozenset(),
}

OPEN = frozenset({Status.DRAFT, Status.SUBMITTED})


class ValueRefusal(StrEnum):
    """Why a value is not taken; the screen has a sentence for each."""

    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    TOO_LARGE = "too_large"
    CENTIMES = "centimes"
    RECORDED_BELOW = "recorded_below"


@dataclass(frozen=True, slots=True)
class Entry:
    """One typed value; `line` tells apart several of one measure in a unit (an association, a project)."""

    measure: str
    value: Decimal
    line: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    recorded: Decimal | None = None


def value_refusal(
    value: Decimal, *, unit: Counted, qualifier: Qualifier = Qualifier.EXACT, recorded: Decimal | None = None
) -> ValueRefusal | None:
    """First reason against the value, or None. Only amounts have decimals, two at most."""
    if value < 0:
        return ValueRefusal.NEGATIVE
    if value > LARGEST:
        return ValueRefusal.TOO_LARGE
    if unit is Counted.MAD:
        try:
            dirhams(value)
        except NotAnAmount:
            return ValueRefusal.CENTIMES
    elif value != value.to_integral_value():
        return ValueRefusal.NOT_WHOLE
    if recorded is not None and qualifier is Qualifier.MORE_THAN and recorded <= value:
        return ValueRefusal.RECORDED_BELOW
    return None


def may_approve(*, entered_by: object, approver: object, status: Status) -> bool:
    """Entered by one, approved by another."""
    return entered_by != approver and Status.APPROVED in NEXT[status]
