"""The workbook that centres' past weeks are written in: a line for each centre, week and figure nobody has sent."""

import io
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import xlsxwriter
from django.utils.translation import gettext as _

from wasl.core.actor import Actor
from wasl.watch.importing import MOST_LINES, headings
from wasl.watch.measures import measures_of
from wasl.watch.queries.weeks import units_asked
from wasl.web.printed import language

WIDTHS = (14, 48, 52, 14, 12, 12)


class Blank(NamedTuple):
    code: str
    name: str
    measure: str
    week: date


def blanks(*, actor: Actor, weeks: list[date]) -> list[Blank]:
    """No more of them than a file may bring back; the latest weeks first."""
    return [one for one, _place in zip(_each(actor, weeks), range(MOST_LINES - 1), strict=False)]


def _each(actor: Actor, weeks: list[date]) -> Iterator[Blank]:
    lang = language()
    for week in weeks:
        states = units_asked(actor=actor, week=week, is_missing=True)
        for state in states.order_by("name_ar" if lang == "ar" else "name_fr", "unit__code"):
            for measure in measures_of(state.type):
                name = state.name_ar if lang == "ar" else state.name_fr
                yield Blank(state.unit.code, name, measure.label.in_(lang), week)


def workbook(rows: list[Blank]) -> bytes:
    content = io.BytesIO()
    heads = headings(language())
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        if language() == "ar":
            sheet.right_to_left()
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        # The name is there to be read by people: only the code says which centre it is.
        titles = (heads["unit"], _("Centre"), heads["measure"], heads["week"], heads["value"], heads["enrolled"])
        sheet.write_row(0, 0, titles, bold)
        sheet.freeze_panes(1, 0)
        for number, one in enumerate(rows, 1):
            for column, text in enumerate((one.code, one.name, one.measure)):
                sheet.write_string(number, column, text)
            sheet.write_datetime(number, 3, one.week, day)
    return content.getvalue()
