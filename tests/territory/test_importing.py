import io
from datetime import date

import pytest
import xlsxwriter

from wasl.core.sheets import MOST_BYTES, Unreadable
from wasl.territory import sheets
from wasl.territory.importing import Entry, Known, Outcome, Problem, columns_of, judge, read_day, text_of
from wasl.territory.rules import Level

KNOWN = Known(
    levels={"05.081": Level.PROVINCE, "05.081.03": Level.CERCLE, "05.081.03.13": Level.COMMUNE, "MA": Level.COUNTRY},
    former={"01.051.05.07": "01.051.11.07"},
    entries={},
)
ROW = {
    "code": "AZ-C1",
    "kind": "caïdat",
    "name_fr": "Zaouiat Ahansal",
    "name_ar": "زاوية أحنصال",
    "parent": "05.081.03",
    "since": "01/01/2016",
    "until": "",
}


def problems(**changed):
    (verdict,) = judge([ROW | changed], KNOWN)
    return [problem for problem, _text in verdict.problems]


def test_a_whole_row_is_new():
    (verdict,) = judge([ROW], KNOWN)
    assert verdict.outcome == Outcome.NEW
    assert verdict.entry == Entry(
        "AZ-C1", "caidat", "Zaouiat Ahansal", "زاوية أحنصال", "05.081.03", date(2016, 1, 1), None
    )


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"code": ""}, Problem.EMPTY),
        ({"name_ar": ""}, Problem.EMPTY),
        ({"name_fr": "x" * 121}, Problem.TOO_LONG),
        ({"code": "قيادة 1"}, Problem.BAD_CODE),
        ({"code": "05.081.03.13"}, Problem.OFFICIAL_CODE),
        ({"code": "MA"}, Problem.OFFICIAL_CODE),
        ({"kind": "ville"}, Problem.UNKNOWN_KIND),
        ({"parent": "05.081.99"}, Problem.UNKNOWN_PARENT),
        ({"parent": "01.051.05.07"}, Problem.FORMER_PARENT),
        ({"parent": "05.081.03.13"}, Problem.WRONG_PARENT),
        ({"since": "30/02/2016"}, Problem.BAD_DAY),
        ({"until": "31/12/2015"}, Problem.ENDS_BEFORE),
    ],
)
def test_a_faulty_row_is_refused_for_its_reason(changed, problem):
    assert problem in problems(**changed)


def test_a_renumbered_parent_is_told_with_its_new_code():
    (verdict,) = judge([ROW | {"parent": "01.051.05.07"}], KNOWN)
    assert verdict.problems == [(Problem.FORMER_PARENT, "01.051.11.07")]


def test_a_code_written_twice_is_refused_the_second_time():
    assert [verdict.outcome for verdict in judge([ROW, ROW], KNOWN)] == [Outcome.NEW, Outcome.REFUSED]


def test_a_douar_may_stand_under_an_annex_of_the_same_file_whatever_the_order():
    douar = ROW | {"code": "AZ-D1", "kind": "دوار", "parent": "AZ-C1"}
    assert [verdict.outcome for verdict in judge([douar, ROW], KNOWN)] == [Outcome.NEW, Outcome.NEW]


def test_a_douar_under_a_refused_annex_is_refused():
    douar = ROW | {"code": "AZ-D1", "kind": "douar", "parent": "AZ-C1"}
    assert {verdict.outcome for verdict in judge([ROW | {"since": ""}, douar], KNOWN)} == {Outcome.REFUSED}


@pytest.mark.parametrize(("name", "outcome"), [("Zaouiat Ahansal", Outcome.SAME), ("Zaouia", Outcome.CHANGED)])
def test_what_was_imported_before_is_the_same_or_changed(name, outcome):
    before = judge([ROW], KNOWN)[0].entry
    known = Known(KNOWN.levels | {"AZ-C1": Level.ANNEX}, KNOWN.former, {"AZ-C1": before})
    assert judge([ROW | {"name_fr": name}], known)[0].outcome == outcome


@pytest.mark.parametrize("typed", ["15/01/2026", "15-1-2026", "2026-01-15", "١٥/٠١/٢٠٢٦"])
def test_days_as_people_write_them(typed):
    assert read_day(typed) == date(2026, 1, 15)


def test_headings_in_three_languages():
    assert columns_of(["Code", "النوع", "Nom en français", "rattachement", "Depuis le", None, "Remarque"]) == [
        *("code", "kind", "name_fr", "parent", "since"),
        *(None, None),
    ]


@pytest.mark.parametrize(("cell", "text"), [(12.0, "12"), (date(2026, 1, 15), "2026-01-15"), (None, ""), (" a ", "a")])
def test_cells_become_text(cell, text):
    assert text_of(cell) == text


CSV = "code;type;nom en français;nom en arabe;rattachement;depuis le\nAZ-C1;caïdat;Zaouiat;زاوية;05.081.03;01/01/2016\n"


@pytest.mark.parametrize(
    "text", [CSV, CSV.replace(";", ","), CSV.replace(";", "\t"), "\ufeff" + CSV, CSV + ";;;;;\n\n"]
)
def test_csv_in_the_ways_it_is_saved(text):
    assert sheets.read("liste.csv", text.encode()) == [
        {"code": "AZ-C1", "kind": "caïdat", "name_fr": "Zaouiat", "name_ar": "زاوية", "parent": "05.081.03"}
        | {"since": "01/01/2016"}
    ]


def test_xlsx_with_true_dates():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, CSV.splitlines()[0].split(";"))
        sheet.write_row(1, 0, CSV.splitlines()[1].split(";")[:5])
        sheet.write_datetime(1, 5, date(2016, 1, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert sheets.read("liste.xlsx", content.getvalue())[0]["since"] == "2016-01-01"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", CSV.splitlines()[0].encode(), "empty"),
        ("a.csv", b"\0\1\2", "kind"),
        ("a.csv", b"code;type\nA;b", "columns"),
        ("a.xlsx", b"not a workbook", "extension"),
        ("a.pdf", b"%PDF-1.7", "kind"),
        ("a.csv", b"x" * (MOST_BYTES + 1), "size"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name, content, reason):
    with pytest.raises(Unreadable) as caught:
        sheets.read(name, content)
    assert caught.value.reason == reason
