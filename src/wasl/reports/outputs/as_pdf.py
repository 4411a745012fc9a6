from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.documents.papers.table_report import Column, TableReport, TableRow
from wasl.documents.render import Mark, demonstration_note, pdf
from wasl.network.queries import institution
from wasl.reports.definitions import definition_of
from wasl.reports.outputs.printed import SOURCES, heading, notes, paper_with_beside, words
from wasl.reports.rules.sheet import Sheet

_LABEL = Bilingual("Ligne", "البيان")
_SOURCE = Bilingual("Source", "المصدر")
_NUMBER = Bilingual("N°", "رقم")


def render(sheet: Sheet, *, language: str, place: Bilingual, on: date) -> bytes:
    """A live report on A4; a frozen one is issued by `documents`, numbered and with its code."""
    return pdf(
        "table_report", language, paper_of(sheet, language=language, place=place), mark=_mark(sheet, language, on)
    )


def paper_of(sheet: Sheet, *, language: str, place: Bilingual, issue_hash: str = "") -> TableReport:
    """The printed table with what must be read with it; `issue_hash` when it prints a frozen issue."""
    definition = definition_of(sheet.report)
    return TableReport(
        heading=heading(sheet, place=place, language=language),
        columns=(
            Column(label=_NUMBER.in_(language)),
            Column(label=_LABEL.in_(language), kind="text"),
            *(Column(label=column.label.in_(language)) for column in definition.columns),
            Column(label=_SOURCE.in_(language), kind="word"),
        ),
        rows=tuple(TableRow(cells=cells) for cells in _rows(sheet, language)),
        notes=tuple(notes(sheet, language=language)),
        issue_hash=issue_hash,
    )


def _rows(sheet: Sheet, language: str) -> list[tuple[str, ...]]:
    definition, vocabulary = definition_of(sheet.report), words(language)
    found = []
    for row in sheet.rows:
        shown = [
            " · ".join(
                paper_with_beside(c, language=language, words=vocabulary, apart="\n")
                for c in row.cells
                if c.measure in column.measures
            )
            for column in definition.columns
        ]
        sources = dict.fromkeys(SOURCES[cell.source.value].in_(language) for cell in row.cells)
        found.append(
            (
                str(row.number),
                row.label.in_(language),
                *shown,
                "، ".join(sources) if language == "ar" else ", ".join(sources),
            )
        )
    return found


def _mark(sheet: Sheet, language: str, on: date) -> Mark:
    serves = institution()
    name = "" if serves is None else serves.name_ar if language == "ar" else serves.name_fr
    return Mark(institution=name, on=on, note=demonstration_note(language) if sheet.is_simulated else "")
