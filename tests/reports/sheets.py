"""Small sheets, without a database."""

from decimal import Decimal

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted, Figure, Qualifier
from wasl.facts.engine.shapes import Source
from wasl.reports.rules.definition import PLAIN
from wasl.reports.rules.sheet import Sheet, SheetCell, SheetRow, Total

PLACE = Bilingual("Azilal", "أزيلال")


def cell(
    value: int | str | None,
    unit: Counted = Counted.PERSON,
    *,
    row: int = 1,
    measure: str = "beneficiaries",
    qualifier: Qualifier = Qualifier.EXACT,
    recorded: int | None = None,
    is_sensitive: bool = False,
) -> SheetCell:
    figure = None
    if value is not None:
        figure = Figure(Decimal(value), unit, qualifier, None if recorded is None else Decimal(recorded))
    return SheetCell(
        row, "eps", measure, unit.value, figure, Source.DECLARED, "eps.beneficiaries", PLAIN, "2018", is_sensitive
    )


def sheet(*cells: SheetCell, label: str = "Établissements", is_simulated: bool = False) -> Sheet:
    rows = tuple(SheetRow(one.row, one.section, Bilingual(label, "مؤسسات"), (one,)) for one in cells)
    totals = (Total("person_services", Figure(Decimal(9), Counted.PERSON_SERVICE), PLACE),)
    return Sheet("provincial", "05.081", "2018", rows, totals, is_simulated=is_simulated)
