"""A sheet in one language: what every file says, cell by cell."""

from dataclasses import dataclass, replace
from decimal import Decimal

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Qualifier
from wasl.core.period import Period
from wasl.facts.engine.shapes import Source
from wasl.facts.rules.replacing import VERSIONS
from wasl.reports.definitions import definition_of
from wasl.reports.rules.definition import PLAIN
from wasl.reports.rules.printing import Words, exported, on_paper, on_screen
from wasl.reports.rules.sheet import Sheet, SheetCell, Total
from wasl.vocabulary.queries import label

HIDDEN = Bilingual("moins de {0}", "أقل من {0}")
SIMULATED = Bilingual("Données simulées, à des fins de démonstration", "معطيات مصطنعة لأغراض العرض")
NARROWED = Bilingual("Seules les unités de votre ressort sont comptées", "لا تحتسب إلا الوحدات التابعة لنفوذكم")
DECLARED = Bilingual(
    "Sans enregistrement des actes, la ligne additionne les états déclarés par chaque unité et approuvés.",
    "حيث لا تسجل الخدمات، يجمع السطر المعطيات التي صرحت بها كل وحدة وتمت المصادقة عليها.",
)
SOURCES = {
    "recorded": Bilingual("Enregistré", "مسجل"),
    "declared": Bilingual("Déclaré", "مصرح به"),
    "both": Bilingual("Enregistré et déclaré", "مسجل ومصرح به"),
}
COMPARED = Bilingual("enregistré {0}, déclaré {1}, écart {2}", "المسجل {0}، المصرح به {1}، الفرق {2}")


@dataclass(frozen=True, slots=True)
class Printed:
    """`value` is None when it is not known, or hidden; `printed` says which."""

    row: int
    section: str
    label: str
    measure: str
    value: Decimal | None
    unit: str
    qualifier: str
    source: str
    printed: str
    beside: str


def words(language: str) -> Words:
    """What stands before a number, from the vocabulary; nothing before an exact one."""
    return {qualifier: label("number_qualifiers", qualifier.value, language) for qualifier in Qualifier}


def heading(sheet: Sheet, *, place: Bilingual, language: str) -> str:
    """ "Bilan Azilal 2018", "حصيلة أزيلال 2018"."""
    period = Period.parse(sheet.period).label(language)
    return " ".join(filter(None, (definition_of(sheet.report).title.in_(language), place.in_(language), period)))


def printed_cells(sheet: Sheet, *, language: str) -> list[Printed]:
    vocabulary = words(language)
    found = []
    for row in sheet.rows:
        for cell in row.cells:
            value, qualifier = value_of(cell)
            found.append(
                Printed(
                    cell.row, cell.section, row.label.in_(language), cell.measure, value, cell.unit, qualifier,
                    cell.source.value, paper(cell, language=language, words=vocabulary),
                    beside(cell, language=language, words=vocabulary),
                )
            )  # fmt: skip
    return found


def value_of(cell: SheetCell | Total) -> tuple[Decimal | None, str]:
    """Value and qualifier as files give them."""
    if cell.figure is None:
        return None, (Qualifier.LESS_THAN if cell.hidden_below else Qualifier.EXACT).value
    return exported(cell.figure), cell.figure.qualifier.value


def paper(cell: SheetCell, *, language: str, words: Words) -> str:
    if cell.hidden_below:
        return HIDDEN.in_(language).format(cell.hidden_below)
    return on_paper(cell.figure, cell.shown, language=language, words=words)


def beside(cell: SheetCell, *, language: str, words: Words) -> str:
    """ "enregistré 40, déclaré 45, écart −5"; nothing unless both were counted."""
    if cell.compared is None:
        return ""
    shown = [
        on_paper(figure, replace(PLAIN, has_sign=name == "difference"), language=language, words=words)
        for name, figure in cell.compared.named
    ]
    return COMPARED.in_(language).format(*shown)


def paper_with_beside(cell: SheetCell, *, language: str, words: Words, apart: str = " ") -> str:
    """As the printed table has it: the number, and what stands beside it in brackets."""
    number, more = (say(cell, language=language, words=words) for say in (paper, beside))
    return f"{number}{apart}({more})" if more else number


def screen(cell: SheetCell, *, language: str, words: Words) -> str:
    if cell.hidden_below:
        return HIDDEN.in_(language).format(cell.hidden_below)
    return on_screen(cell.figure, cell.shown, words=words)


def notes(sheet: Sheet, *, language: str) -> list[str]:
    """What must be read with the numbers, most important first."""
    said = [SIMULATED] if sheet.is_simulated else []
    said += [NARROWED] if sheet.narrowed_to else []
    said += [DECLARED] if any(cell.source is not Source.RECORDED for cell in sheet.cells) else []
    said += [VERSIONS[-1].text] if any(cell.is_merged for cell in sheet.cells) else []
    return [note.in_(language) for note in (*said, *definition_of(sheet.report).notes)]
