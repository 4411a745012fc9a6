import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wasl.core.bilingual import Bilingual
from wasl.reports.definitions import definition_of
from wasl.reports.outputs.as_csv import COLUMNS
from wasl.reports.outputs.printed import SOURCES, heading, notes, paper_with_beside, printed_cells, words
from wasl.reports.rules.sheet import Sheet

_LABEL = Bilingual("Ligne", "البيان")
_SOURCE = Bilingual("Source", "المصدر")
_TABLE = Bilingual("Rapport", "التقرير")
_CELLS = Bilingual("Cellules", "الخانات")
# Made files are equal when their content is.
_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 (a property of the file, not an instant)


def render(sheet: Sheet, *, language: str, place: Bilingual) -> bytes:
    """First the printed table, then every cell with its value; no text is ever taken for a formula."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(file, options)
    book.set_properties({"title": heading(sheet, place=place, language=language), "created": _ALWAYS})
    bold = book.add_format({"bold": True, "text_wrap": True})
    for name, write in ((_TABLE, _table), (_CELLS, _cells)):
        page = book.add_worksheet(name.in_(language))
        if language == "ar":
            page.right_to_left()
        write(page, sheet, language, place, bold)
    book.close()
    return file.getvalue()


def _table(page: Worksheet, sheet: Sheet, language: str, place: Bilingual, bold: Format) -> None:
    definition, vocabulary = definition_of(sheet.report), words(language)
    page.set_column(0, 0, 55)
    page.set_column(1, len(definition.columns) + 1, 22)
    page.write_string(0, 0, heading(sheet, place=place, language=language), bold)
    titles = [_LABEL, *(column.label for column in definition.columns), _SOURCE]
    for index, title in enumerate(titles):
        page.write_string(2, index, title.in_(language), bold)
    line = 3
    for row in sheet.rows:
        page.write_string(line, 0, row.label.in_(language))
        for index, column in enumerate(definition.columns, 1):
            cells = [cell for cell in row.cells if cell.measure in column.measures]
            shown = [paper_with_beside(cell, language=language, words=vocabulary) for cell in cells]
            page.write_string(line, index, " · ".join(shown))
        sources = dict.fromkeys(SOURCES[cell.source.value].in_(language) for cell in row.cells)
        page.write_string(line, len(titles) - 1, ("، " if language == "ar" else ", ").join(sources))
        line += 1
    for note in notes(sheet, language=language):
        line += 1
        page.write_string(line, 0, note)


def _cells(page: Worksheet, sheet: Sheet, language: str, place: Bilingual, bold: Format) -> None:
    page.set_column(2, 2, 55)
    for index, name in enumerate(COLUMNS):
        page.write_string(0, index, name, bold)
    for line, cell in enumerate(printed_cells(sheet, language=language), 1):
        page.write_number(line, 0, cell.row)
        for index, text in ((1, cell.section), (2, cell.label), (3, cell.measure)):
            page.write_string(line, index, text)
        if cell.value is not None:
            page.write_number(line, 4, cell.value)
        for index, text in enumerate((cell.unit, cell.qualifier, cell.source, cell.printed, cell.beside), 5):
            page.write_string(line, index, text)
