"""The sites of an alternative as a sheet: what was asked, each site and why, who is left, and the credit line."""

import csv
import io
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from wasl.core.sheets import harmless
from wasl.web import printed
from wasl.web.siting import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
type Row = list[str | float | None]


def answer(context: dict[str, Any], extension: str) -> HttpResponse:
    """`context` as the page has it."""
    make, kind = (_csv, "text/csv; charset=utf-8") if extension == "csv" else (_xlsx, XLSX)
    found = HttpResponse(make(_rows(context)), content_type=kind)
    name = f"sites-{context['plan'].type}-{context['option'].number}.{extension}"
    found["Content-Disposition"] = f'attachment; filename="{name}"'
    return found


def _rows(context: dict[str, Any]) -> list[Row]:
    rows: list[Row] = [[f"{context['plan'].name} — {context['type']}"]]
    rows += [[line] for line in words.asked_lines(context["option"])]
    heads: Row = [_("Commune"), _("Code"), _("Province"), _("People nearest"), _("Newly reached")]
    rows += [[], [*heads, _("Reached from here only"), _("Mean km"), _("Farthest km")]]
    rows += [
        [site["name"], site["code"], site["province"], site["people"], site["newly"], site["only_here"],
         site["mean_km"], site["farthest_km"]]
        for site in context["sites"]
    ]  # fmt: skip
    rows += [[], [_("Who remains out of reach")], [_("Commune"), _("Code"), _("Province"), _("People"), _("Km")]]
    rows += [[row["name"], row["code"], row["province"], row["people"], row["km"]] for row in context["uncovered"]]
    return [*rows, [], [context["credit"]]]


def _csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerows([[_plain(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str | float | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def _xlsx(rows: list[Row]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        if printed.language() == "ar":
            sheet.right_to_left()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
        sheet.set_column(0, 2, 24)
        sheet.set_column(3, 7, 16)
    return content.getvalue()
