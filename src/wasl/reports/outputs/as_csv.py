import csv
import io

from wasl.core.bilingual import Bilingual
from wasl.reports.outputs.printed import printed_cells
from wasl.reports.rules.sheet import Sheet

COLUMNS = ("row", "section", "label", "measure", "value", "unit", "qualifier", "source", "printed", "beside")

#: A spreadsheet takes a text that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def render(sheet: Sheet, *, language: str, place: Bilingual) -> bytes:
    """One line per cell; UTF-8 with a mark, so that spreadsheets read Arabic."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for cell in printed_cells(sheet, language=language):
        value = "" if cell.value is None else format(cell.value, "f")
        texts = (cell.unit, cell.qualifier, cell.source, cell.printed, cell.beside)
        writer.writerow(
            [cell.row, cell.section, harmless(cell.label), cell.measure, value, *(harmless(text) for text in texts)]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode()
