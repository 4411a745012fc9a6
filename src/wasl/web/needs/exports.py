"""The page's own tables as a spreadsheet, a text file or a paper."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from wasl.core.sheets import harmless
from wasl.documents.papers.table_report import Column, TableReport, TableRow
from wasl.documents.render import Mark, demonstration_note, pdf
from wasl.network.queries import institution
from wasl.web import printed
from wasl.web.needs.shown import Cell, Table, text
from wasl.web.papers import pdf_answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
type Lines = list[list[Cell]]


class Made(Protocol):
    """What the numbers come from."""

    started_at: datetime
    is_simulated: bool


def answer(
    extension: str, *, name: str, heading: str, notes: Sequence[str], tables: Sequence[Table], run: Made,
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    """The paper bears the first table alone; `notes` say what the numbers mean, `lead` what must be read first."""
    if extension == "pdf":
        return pdf_answer(_pdf(heading, lead, notes, tables[0], run), name=name)
    make, kind = (_csv, "text/csv; charset=utf-8") if extension == "csv" else (_xlsx, XLSX)
    found = HttpResponse(make(_lines(heading, notes, tables)), content_type=kind)
    found["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    found["Cache-Control"] = "no-store"
    return found


def _lines(heading: str, notes: Sequence[str], tables: Sequence[Table]) -> Lines:
    found: Lines = [[heading]]
    found += [[note] for note in notes]
    for table in tables:
        found += [[], [table.title], [table.first, *table.heads]]
        found += [[row.name, *row.cells] for row in table.rows]
    return found


def _csv(lines: Lines) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow(_plain(cell) for cell in line)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return harmless(cell) if isinstance(cell, str) else cell


def _xlsx(lines: Lines) -> bytes:
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        if printed.language() == "ar":
            sheet.right_to_left()
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, 9, 18)
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return content.getvalue()


def _pdf(heading: str, lead: str, notes: Sequence[str], table: Table, run: Made) -> bytes:
    lang = printed.language()
    made = _("Made on %(day)s") % {"day": printed.day(run.started_at)}
    paper = TableReport(
        heading=heading,
        subtitle=f"{lead} {made}".strip(),
        columns=(Column(label=table.first, kind="text"), *(Column(label=head) for head in table.heads)),
        rows=tuple(TableRow(cells=(row.name, *map(text, row.cells))) for row in table.rows),
        notes=tuple(notes),
    )
    serves = institution()
    name = "" if serves is None else serves.name_ar if lang == "ar" else serves.name_fr
    note = demonstration_note(lang) if run.is_simulated else ""
    return pdf("table_report", lang, paper, mark=Mark(institution=name, on=timezone.localdate(), note=note))
