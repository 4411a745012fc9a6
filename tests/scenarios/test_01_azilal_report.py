"""Scenario 1. The delegate of Azilal prints the year 2018, in Arabic and in French, as it was published.

Sixteen rows, twenty-six cells, the same on screen, in JSON, CSV and XLSX; "more than 1,900" comes from 1,914.
Row 8 is three associations with 82, 55 and 33 children and 812,400 + 529,740 + 327,000 dirhams; row 10 is ten
projects of 40,000 and one of 56,000. The issue is frozen; a late act of a new person adds one to the live report
and nothing to the frozen one, a late act of a known person adds nothing; the difference page shows +1.
Changing one unit's state moves exactly the cells it feeds.
"""

import csv
import io
import json
import re
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.facts.factories import approve, declare, entry
from wasl.access.models import Account, Posting
from wasl.access.queries import actor_of
from wasl.assistance.bulk import NewReception, write_receptions
from wasl.assistance.models import Reception
from wasl.core.actor import Actor
from wasl.core.period import Period
from wasl.core.scope import entered, system
from wasl.facts.models import DeclaredFact
from wasl.network.models import Unit
from wasl.people.bulk import NewRegistration, write_registrations
from wasl.people.rules import Particulars
from wasl.reports.commands import freeze_report, write_report
from wasl.reports.queries import changes_since, sheet_of
from wasl.reports.rules.sheet import Sheet

pytestmark = pytest.mark.usefixtures("in_world")

CELLS = tomllib.loads((Path(__file__).parent / "azilal.toml").read_text(encoding="utf-8"))["cells"]
YEAR, TODAY = Period.parse("2018"), date(2026, 11, 21)
LATE = datetime(2018, 12, 31, 10, 0, tzinfo=UTC)


def posted(number: str) -> Actor:
    return actor_of(
        posting=Posting.objects.select_related("unit").filter(account__staff_number=number).earliest("since")
    )


def written(format: str, language: str) -> bytes:
    return write_report(
        code="provincial", territory="05.081", period=YEAR, language=language, format=format, today=TODAY
    )


def live() -> Sheet:
    return sheet_of(actor=None, code="provincial", territory="05.081", period=YEAR, today=TODAY)


def counted(sheet: Sheet) -> dict[tuple[int, str], Decimal]:
    return {cell.key: cell.figure.counted for cell in sheet.cells if cell.figure}


@pytest.mark.parametrize(("language", "column"), [("fr", 6), ("ar", 7)])
def test_json_equals_what_was_published_in_every_cell(language: str, column: int) -> None:
    rows = json.loads(written("json", language))["rows"]
    keys = ("row", "section", "measure", "value", "unit", "qualifier", "printed")
    assert [[row[key] for key in keys] for row in rows] == [[*cell[:6], cell[column]] for cell in CELLS]
    assert {row["row"] for row in rows if row["source"] == "recorded"} == {1, 4, 5, 6, 14}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_csv_and_xlsx_say_cell_for_cell_what_json_says(language: str) -> None:
    rows = json.loads(written("json", language))["rows"]
    lines = csv.DictReader(io.StringIO(written("csv", language).decode("utf-8-sig")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", language))).get_sheet_by_index(1).to_python()
    for row, line, values in zip(rows, lines, book[1:], strict=True):
        assert {key: line[key] for key in row} == {key: str(value) for key, value in row.items()}
        in_book = dict(zip(book[0], values, strict=True))
        assert {key: in_book[key] for key in row} == row


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_screen_says_the_same_numbers(language: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(staff_number="AZ001"))
    page = client.get("/reports/provincial/?territory=05.081&period=2018", headers={"accept-language": language})
    cells = [unescape(text) for text in re.findall(r"/rows/[^>]*><bdi>([^<]*)</bdi>", page.content.decode())]
    digits = [re.sub(r"\D", "", text) for text in cells]
    assert digits == [str(cell[3]) for cell in CELLS]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pdf_is_made(language: str) -> None:
    assert written("pdf", language).startswith(b"%PDF-")


def test_the_rows_behind_the_totals_are_those_of_the_delegation() -> None:
    with system("count facts"):
        facts = DeclaredFact.objects.for_system("count facts").filter(period="2018").order_by("line")
        lines = {m: [f.value for f in facts.filter(measure=m)] for m in ("schooling.beneficiaries", "schooling.amount")}
        projects = sorted(f.value for f in facts.filter(measure="income_projects.amount"))
    assert lines == {"schooling.beneficiaries": [82, 55, 33], "schooling.amount": [812_400, 529_740, 327_000]}
    assert projects == [40_000] * 10 + [56_000]


def test_person_services_and_distinct_persons_are_two_figures() -> None:
    totals = {total.measure: total.figure.value for total in live().totals}
    assert totals == {"person_services": 10_268, "distinct_persons": 2_785}


def test_more_than_1900_stands_on_1914() -> None:
    assert counted(live())[9, "beneficiaries"] == 1_914


def late_act(registration_id: object) -> None:
    unit = Unit.objects.get(code="E0812")
    row = NewReception(
        unit_id=unit.pk, path=unit.path, registration_id=registration_id, sex="F", need="ECO", arrived_at=LATE
    )
    write_receptions([row])


def test_a_late_act_of_somebody_new_changes_the_live_report_and_not_the_frozen_one() -> None:
    delegate, unit = posted("AZ001"), Unit.objects.get(code="E0812")
    with entered(delegate):
        issue = freeze_report(
            actor=delegate, code="provincial", territory="05.081", period=YEAR,
            now=datetime(2026, 11, 21, 9, tzinfo=UTC), today=TODAY,
        )  # fmt: skip
    woman = NewRegistration(
        unit_id=unit.pk, path=unit.path, created_at=LATE,
        particulars=Particulars(given_latin="Zahra", family_latin="Tizi", sex="F"),
    )  # fmt: skip
    write_registrations([woman], today=TODAY)
    late_act(woman.id)
    with entered(delegate):
        (change,) = changes_since(actor=delegate, issue=issue, today=TODAY)
    assert (change.row, change.before, change.after, change.gained) == (14, 2_785, 2_786, 1)
    assert '"value":"2785"' in issue.content


def test_a_late_act_of_somebody_known_changes_nothing() -> None:
    before = live()
    with system("count facts"):
        rows = Reception.objects.for_system("count facts").filter(unit__code="E0812", arrived_at__year=2018)
        known = rows.filter(registration__isnull=False).latest("arrived_at")
    late_act(known.registration_id)
    assert counted(live()) == counted(before)


def test_changing_one_state_moves_exactly_the_cells_it_feeds() -> None:
    officer, delegate, before = posted("AZ005"), posted("AZ001"), counted(live())
    centre = Unit.objects.get(code="E0833")
    declare(officer, centre, entry("cef.beneficiaries_f", 1_000))
    approve(delegate, centre)
    after = counted(live())
    assert {key for key in after if after[key] != before[key]} == {(4, "beneficiaries_f")}
