"""Numbers as the institution publishes them: a value, what it counts, how sure it is, how it was rounded.

Persons, households, acts, items, establishments and money are different counts: figures of different units are
never added (DifferentUnits). A derived figure is as weak as the weakest figure it is made of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

NARROW_SPACE = "\u202f"


class Counted(StrEnum):
    """What one unit of a figure is. Stored and exported as its value."""

    PERSON = "person"
    WOMAN = "woman"
    CHILD = "child"
    HOUSEHOLD = "household"
    PERSON_SERVICE = "person_service"
    ACT = "act"
    ITEM = "item"
    ESTABLISHMENT = "establishment"
    SPACE = "space"
    UNIT = "unit"
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    PROJECT = "project"
    AGENT = "agent"
    SESSION = "session"
    CASE = "case"
    MINUTE = "minute"
    PER_AGENT = "per_agent"
    MAD = "MAD"
    PERCENT = "percent"


PERSONS = frozenset({Counted.PERSON, Counted.WOMAN, Counted.CHILD})
#: Counts that could point at somebody when they are small.
OF_PEOPLE = PERSONS | {Counted.HOUSEHOLD, Counted.PERSON_SERVICE, Counted.CASE}
#: Counts whose months add up to their year; a person may come in several months.
ADDS_OVER_TIME = frozenset({Counted.MAD, Counted.ITEM, Counted.ACT, Counted.PERSON_SERVICE})


class Qualifier(StrEnum):
    """Codes of the vocabulary's `number_qualifiers`."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    APPROX = "approx"


class Rounding(StrEnum):
    """Codes of the vocabulary's `report_rounding`: cut off, or to the nearest with halves away from zero."""

    FLOOR = "FLOOR"
    HALF_UP = "HALF_UP"


class DifferentUnits(TypeError):
    """Two figures that do not count the same thing were added or compared."""


_BOUNDS = {Qualifier.MORE_THAN: "low", Qualifier.UP_TO: "high", Qualifier.LESS_THAN: "high"}
_TURNED = {
    Qualifier.MORE_THAN: Qualifier.LESS_THAN,
    Qualifier.LESS_THAN: Qualifier.MORE_THAN,
    Qualifier.UP_TO: Qualifier.MORE_THAN,
}
_STRENGTH = (
    Qualifier.EXACT,
    Qualifier.UP_TO,
    Qualifier.LESS_THAN,
    Qualifier.MORE_THAN,
    Qualifier.ABOUT,
    Qualifier.APPROX,
)


def weakest(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """Exact < bounds < about; a lower bound beside an upper bound leaves nothing better than "about"."""
    found = set(qualifiers)
    if len({_BOUNDS[q] for q in found if q in _BOUNDS}) > 1:
        found.add(Qualifier.ABOUT)
    return max(found, key=_STRENGTH.index, default=Qualifier.EXACT)


def rounded(value: Decimal, places: int, mode: Rounding) -> Decimal:
    rounding = ROUND_DOWN if mode is Rounding.FLOOR else ROUND_HALF_UP
    return value.quantize(Decimal(1).scaleb(-places), rounding)


def grouped(value: Decimal, *, separator: str = NARROW_SPACE, mark: str = ",") -> str:
    """1234567.50 → 1 234 567,50 (as many decimals as the value has); a true minus sign."""
    whole, _dot, part = format(abs(value), "f").partition(".")
    text = f"{int(whole):,}".replace(",", separator)
    sign = "\u2212" if value < 0 else ""
    return f"{sign}{text}{mark}{part}" if part else f"{sign}{text}"


@dataclass(frozen=True, slots=True)
class Figure:
    """`recorded` is what was counted when `value` is a shortened form of it (1,914 → more than 1,900)."""

    value: Decimal
    unit: Counted
    qualifier: Qualifier = Qualifier.EXACT
    recorded: Decimal | None = None

    @property
    def counted(self) -> Decimal:
        """What to compute with: the recorded value where there is one."""
        return self.value if self.recorded is None else self.recorded

    def _same(self, other: "Figure") -> None:
        if self.unit is not other.unit:
            raise DifferentUnits(f"{self.unit} and {other.unit} are never added or compared")

    def __add__(self, other: "Figure") -> "Figure":
        self._same(other)
        return Figure(self.counted + other.counted, self.unit, weakest((self.qualifier, other.qualifier)))

    def __sub__(self, other: "Figure") -> "Figure":
        self._same(other)
        return Figure(self.counted - other.counted, self.unit, weakest((self.qualifier, other.turned)))

    @property
    def turned(self) -> Qualifier:
        """The qualifier this figure lends to what it is taken from, or divides: a lower bound makes an upper one."""
        return _TURNED.get(self.qualifier, self.qualifier)

    def share_of(self, whole: "Figure") -> "Figure | None":
        """Percent, exact to 28 digits; None of nothing."""
        self._same(whole)
        if not whole.counted:
            return None
        percent = 100 * self.counted / whole.counted
        return Figure(percent, Counted.PERCENT, weakest((self.qualifier, whole.turned)))

    def shared_between(self, others: "Figure") -> "Figure | None":
        """How many of this come on each agent; None when there is none."""
        if others.unit is not Counted.AGENT:
            raise DifferentUnits(f"{self.unit} is shared between agents, not {others.unit}")
        if not others.counted:
            return None
        each = self.counted / others.counted
        return Figure(each, Counted.PER_AGENT, weakest((self.qualifier, others.turned)))

    def growth_from(self, before: "Figure") -> "Figure | None":
        """Percent gained since `before`, whose value is the base; None when the base is nothing."""
        self._same(before)
        share = self.share_of(before)
        return None if share is None else Figure(share.value - 100, Counted.PERCENT, share.qualifier)

    def more_than(self, step: int) -> "Figure":
        """1,914 with a step of 100 → more than 1,900, keeping 1,914; unchanged when nothing would be cut."""
        floor = self.counted // step * step
        if self.qualifier is not Qualifier.EXACT or not floor or floor == self.counted:
            return self
        return Figure(floor, self.unit, Qualifier.MORE_THAN, recorded=self.counted)

    def as_person_services(self) -> "Figure":
        """Persons of one row as links between a person and a service, which may be added over rows."""
        if self.unit not in PERSONS:
            raise DifferentUnits(f"{self.unit} does not count persons")
        return Figure(self.counted, Counted.PERSON_SERVICE, self.qualifier)


def total(figures: Iterable[Figure], unit: Counted) -> Figure:
    """Zero of the unit when there is none."""
    result = Figure(Decimal(0), unit)
    for figure in figures:
        result = result + figure
    return result
