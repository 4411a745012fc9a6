"""What a report is: data that says which figures stand in which rows, and how each is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Rounding
from wasl.core.period import Period
from wasl.facts.rules.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Shown:
    """How a figure is written: on paper, and on screen where that differs.

    `floor_step`: 1,914 is printed "more than 1,900" with a step of 100. `has_sign`: +30.
    """

    places: int = 0
    rounding: Rounding = Rounding.HALF_UP
    screen_places: int | None = None
    screen_rounding: Rounding = Rounding.HALF_UP
    floor_step: int = 0
    has_sign: bool = False


PLAIN = Shown()


@dataclass(frozen=True, slots=True)
class Cell:
    """`is_service`: its persons are links between a person and a service, and count in that total."""

    measure: str
    indicator: str
    shown: Shown = PLAIN
    is_service: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """`period` when the row is about another one than the report's."""

    number: int
    section: str
    label: Bilingual
    cells: tuple[Cell, ...]
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the printed table, and the measures that stand in it."""

    label: Bilingual
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A cell and others that are parts of it, as (row, measure): whoever knows the whole can work out the rest."""

    whole: tuple[int, str]
    parts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows, and the indicators they need that are made for this report alone."""

    rows: tuple[Row, ...]
    indicators: dict[str, Indicator] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """`contents` answers the rows for a period as of a day; `depths` are the territories it may be asked for
    (0 country, 1 region, 2 province, 3 commune)."""

    code: str
    title: Bilingual
    purpose: Bilingual
    sections: dict[str, Bilingual]
    columns: tuple[Column, ...]
    contents: Callable[[Period, date], Contents]
    depths: tuple[int, ...] = (0, 1, 2, 3)
    has_totals: bool = False
    notes: tuple[Bilingual, ...] = ()
    default_period: str = ""
    #: In a list, where no place follows the title.
    listed: Bilingual | None = None


#: Name of each measure, for headings and exports.
MEASURES = {
    "count": Bilingual("Nombre", "العدد"),
    "establishments": Bilingual("Établissements", "المؤسسات"),
    "beneficiaries": Bilingual("Bénéficiaires", "المستفيدون"),
    "beneficiaries_f": Bilingual("Bénéficiaires (femmes)", "المستفيدات"),
    "children": Bilingual("Enfants", "الأطفال"),
    "households": Bilingual("Ménages", "الأسر"),
    "amount": Bilingual("Montant", "المبلغ"),
    "associations": Bilingual("Associations", "الجمعيات"),
    "cooperatives": Bilingual("Coopératives", "التعاونيات"),
    "projects": Bilingual("Projets", "المشاريع"),
    "quantity": Bilingual("Quantité", "الكمية"),
    "units": Bilingual("Unités", "الوحدات"),
    "agents": Bilingual("Agents", "الأعوان"),
    "share": Bilingual("Part", "النسبة"),
    "growth": Bilingual("Évolution", "التطور"),
    "target": Bilingual("Cible", "الهدف"),
    "existing": Bilingual("Existant au départ", "الموجود عند الانطلاق"),
    "achieved": Bilingual("Réalisé", "المنجز"),
    "remaining": Bilingual("Reste à faire", "المتبقي"),
    "acts": Bilingual("Actes", "الخدمات المقدمة"),
    "persons": Bilingual("Personnes distinctes", "الأشخاص دون تكرار"),
    "person_services": Bilingual("Personnes-services", "عدد الاستفادات"),
    "value": Bilingual("Valeur", "القيمة"),
}
