"""The table on screen as CSV and XLSX: numbers as numbers, and the credit line on every sheet."""

import csv
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from wasl.territory.queries import Line, Portrait
from wasl.web import printed

if TYPE_CHECKING:
    from wasl.territory.models import Source

type Cell = str | float | None


def credit(source: "Source | None") -> str:
    """Who counted, and which edition was loaded."""
    if source is None:
        return ""
    text = _(
        "Source: Haut-Commissariat au Plan, censuses of 2014 and 2024 (%(package)s %(version)s, "
        "SHA-256 %(sha256)s). Boundaries: HCP, repaired and simplified."
    )
    return text % {"package": source.name, "version": source.version, "sha256": source.sha256[:12]}


def _headings() -> list[str]:
    return [_("Code"), _("Name in French"), _("Name in Arabic"), "2014", "2024", _("Difference")]


def _cells(line: Line) -> list[Cell]:
    place = line.place
    return [place.code, place.name_fr, place.name_ar, line.value_2014, line.value_2024, line.difference]


def _subject(figures: dict[str, Any]) -> str:
    return f"{figures['title']} ({figures['unit']}) — {figures['area']} — {figures['sex']}"


def answer(portrait: Portrait, figures: dict[str, Any], extension: str) -> HttpResponse:
    """`figures` as the page has them."""
    make, kind = (_csv, "text/csv; charset=utf-8") if extension == "csv" else (_xlsx, _XLSX)
    found = HttpResponse(make(portrait, figures), content_type=kind)
    name = f"{portrait.place.code}-{figures['chosen']['indicator']}.{extension}"
    found["Content-Disposition"] = f'attachment; filename="{name}"'
    return found


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _csv(portrait: Portrait, figures: dict[str, Any]) -> bytes:
    """Semicolons and a byte-order mark, as French and Arabic Excel expect; decimals with a comma."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow([_subject(figures)])
    rows.writerow(_headings())
    for line in [figures["table"].whole, *figures["table"].lines]:
        rows.writerow([_plain(cell) for cell in _cells(line)])
    rows.writerow([credit(portrait.source)])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",") if abs(cell) < 100_000 else f"{cell:.0f}"
    # A name that began with a sign would be read as a formula.
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def _xlsx(portrait: Portrait, figures: dict[str, Any]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        if printed.language() == "ar":
            sheet.right_to_left()
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, _subject(figures), bold)
        sheet.write_row(1, 0, _headings(), bold)
        lines = [figures["table"].whole, *figures["table"].lines]
        for number, line in enumerate(lines, start=2):
            for column, cell in enumerate(_cells(line)):
                _write(sheet, number, column, cell)
        sheet.write_string(len(lines) + 3, 0, credit(portrait.source))
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 2, 28)
        sheet.freeze_panes(2, 0)
    return content.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, float):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, cell)
