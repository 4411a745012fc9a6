"""What an indicator is: data that says what is counted, how, and in which words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted, Figure


class Rule(StrEnum):
    """How rows become a number."""

    EXISTING = "existing"  # open on the last day of the period
    OPENED = "opened"  # opened after a day, and still open on the last day of the period
    DISTINCT_PERSONS = "distinct_persons"
    PERSON_SERVICES = "person_services"
    ACTS = "acts"
    SUM = "sum"  # of states that were declared and approved
    SHARE = "share"
    MEDIAN = "median"  # half of the rows are below it; of times, in minutes
    PER_AGENT = "per_agent"
    GROWTH = "growth"
    TARGET = "target"
    REMAINING = "remaining"
    MERGED = "merged"  # recorded persons, and declared states where a unit did not record throughout


@dataclass(frozen=True, slots=True)
class Units:
    """Units of the network, by kind (HQ, COORD …), establishment type, EPS category given or not, and area.

    `on` is the day they are looked at, when it is not the last of the period.
    """

    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    is_eps: bool = False
    area: str = ""
    opened_after: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """Approved states of one measure."""

    measure: str


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of assistance; empty `services` means all, and `kinds` are reception, act and orientation."""

    kinds: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Casework:
    """What happened in dossiers, by kind (case_opened, served …); `keys` narrow it (a reason, a circuit)."""

    kinds: tuple[str, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """What people lack, by kind: situation (a code of it), unmet (a reason), refused (a destination that said no)."""

    kinds: tuple[str, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class PerAgent:
    """How many of the first come on each of the second."""

    shared: str
    agents: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Of an indicator, from the period before."""

    of: str


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that was decided, not counted: a target."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a target still lacks; nothing once it is passed."""

    target: str
    achieved: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The same thing recorded by some units and declared by others; both are codes of indicators."""

    recorded: str
    declared: str


Selection = Units | Declared | Acts | Casework | Needs | Share | PerAgent | Growth | Given | Remaining | Merged


@dataclass(frozen=True, slots=True)
class Indicator:
    """`formula` is read by people: what is divided by what, or which rows are counted."""

    code: str
    label: Bilingual
    counts: Bilingual
    unit: Counted
    rule: Rule
    of: Selection
    formula: Bilingual
    is_sensitive: bool = False
    #: A measure that may have been declared for the same thing: shown beside what was recorded, never mixed with it.
    beside: str = ""


_OPEN = Bilingual(
    "Unités ouvertes au dernier jour de la période (aujourd’hui si elle n’est pas finie)",
    "الوحدات المفتوحة في آخر يوم من الفترة (اليوم إذا لم تنته بعد)",
)
_SUM = Bilingual(
    "Somme des états déclarés par chaque unité et approuvés, pour la période",
    "مجموع المعطيات المصرح بها من طرف كل وحدة والمصادق عليها، برسم الفترة",
)


def existing(code: str, label: Bilingual, unit: Counted, units: Units) -> Indicator:
    """Units open at the end of the period."""
    return Indicator(code, label, label, unit, Rule.EXISTING, units, _OPEN)


def declared(code: str, label: Bilingual, unit: Counted, *, is_sensitive: bool = False) -> Indicator:
    """The sum of approved states of the measure of the same code."""
    return Indicator(code, label, label, unit, Rule.SUM, Declared(code), _SUM, is_sensitive)
