import io
from datetime import UTC, date, datetime

import pytest
from tests.access.factories import actor
from tests.network.factories import SmallInstitution
from xlsxwriter import Workbook

from wasl.catalogue.commands import seed
from wasl.core.scope import entered
from wasl.people.commands import lists as commands

NOW, TODAY = datetime(2026, 11, 21, 10, tzinfo=UTC), date(2026, 11, 21)
HEADINGS = ["N°", "Nom et prénom", "Sexe", "Date de naissance", "Nom du père", "Tél", "N° ménage"]


def workbook(*lines, name="Liste", merged=(), more=()):
    """XLSX bytes; `merged`: (top, left, bottom, right, value); `more`: (name, lines) of other sheets."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in ((name, lines), *more):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, cell, day)
                    else:
                        sheet.write(number, place, cell)
            for top, left, bottom, right, value in merged if title == name else ():
                sheet.merge_range(top, left, bottom, right, value)
    return stream.getvalue()


@pytest.fixture
def institution(db):
    seed()
    return SmallInstitution()


@pytest.fixture
def director(institution):
    return actor("CENTRE_DIRECTOR", institution.centre)


def send(who, content, name="liste.xlsx", **options):
    with entered(who):
        return commands.send_list(actor=who, file_name=name, content=content, now=NOW, **options)


def checked(who, content, name="liste.xlsx", columns=None, **options):
    """The list after its dry run, with the columns that were guessed."""
    held = send(who, content, name, **options)
    with entered(who):
        commands.set_columns(actor=who, list_id=held.pk, columns=columns or held.columns, now=NOW)
        commands.read_rows(actor=who, list_id=held.pk, now=NOW)
        while commands.check_rows(actor=who, list_id=held.pk, now=NOW):
            pass
    return held


def applied(who, held):
    with entered(who):
        commands.apply_list(actor=who, list_id=held.pk)
        while commands.apply_rows(actor=who, list_id=held.pk, now=NOW):
            pass
    return held


def undone(who, held):
    with entered(who):
        commands.undo_list(actor=who, list_id=held.pk)
        while commands.undo_rows(actor=who, list_id=held.pk, now=NOW):
            pass
    return held
