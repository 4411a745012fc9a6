"""Plain values that go in and out of the engine."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from wasl.core.figures import Figure, Qualifier
from wasl.facts.rules.indicator import Indicator

COUNTRY = "MA"


@dataclass(frozen=True, slots=True)
class Place:
    """A territory, by HCP code ("MA", "05", "05.081", "05.081.01.03"), and within it the units under `path`.

    An empty path is every unit. Facts belong to the territory their unit stood in on their day.
    """

    territory: str = COUNTRY
    path: str = ""

    @property
    def depth(self) -> int:
        """0 country, 1 region, 2 province or prefecture, 3 or more commune."""
        return 0 if self.territory == COUNTRY else self.territory.count(".") + 1


@dataclass(frozen=True, slots=True)
class Relation:
    """A SELECT of facts with the columns of `COLUMNS`, and its parameters in order."""

    sql: str
    parameters: tuple[object, ...] = ()


#: One fact: the row it was read from, its unit and day, what it is about, who (null: nobody named), how many.
COLUMNS = (
    "row_id", "unit_id", "on_day", "key", "kind", "person", "quantity", "recorded", "qualifier",
    "line", "sex", "opened_on", "is_simulated", "path", "level", "seal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts of a relation are counted together; empty means any."""

    keys: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    is_eps: bool = False
    area: str = ""
    opened_after: date | None = None


class Dimension(StrEnum):
    """What a figure can be broken down by. Every breakdown has a line for what is not specified."""

    AREA = "area"
    TYPE = "type"
    COMMUNE = "commune"
    PROVINCE = "province"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Count:
    """What the rows of one `Wanted` come to; `rows` is 0 when there is none."""

    rows: int = 0
    units: int = 0
    persons: int = 0
    quantity: Decimal = Decimal(0)
    recorded: Decimal = Decimal(0)
    declared: Decimal = Decimal(0)
    median: Decimal | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    is_simulated: bool = False


class Source(StrEnum):
    RECORDED = "recorded"
    DECLARED = "declared"
    #: Some units recorded, others declared.
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Beside:
    """What all units recorded and what all units declared of the same thing, whichever of it makes the figure."""

    recorded: Figure
    declared: Figure

    @property
    def gap(self) -> Figure:
        """Recorded less declared."""
        return self.recorded - self.declared

    @property
    def named(self) -> tuple[tuple[str, Figure], ...]:
        return ("recorded", self.recorded), ("declared", self.declared), ("difference", self.gap)


@dataclass(frozen=True, slots=True)
class Answer:
    """An indicator's figure; None when nothing says what it is (nothing declared, nothing to divide by)."""

    indicator: Indicator
    figure: Figure | None
    source: Source
    rows: int = 0
    units: int = 0
    is_simulated: bool = False
    beside: Figure | None = None
    compared: Beside | None = None
    #: Counts of people that the figure was made of, and that it would give away: of a share, both parts and the rest.
    made_of: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a number, as its reader may see it. `kind` and `row_id` tell a screen where to open it."""

    row_id: UUID
    kind: str
    key: str
    line: str
    on: date
    quantity: Decimal
    qualifier: Qualifier
    unit_id: UUID
    unit_name_fr: str
    unit_name_ar: str
    unit_type: str
    is_simulated: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of rows, how many there are in all, and how many of these the reader may not open."""

    rows: tuple[Row, ...]
    counted: int
    closed: int
    next_after: str | None
