import csv
import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.reports.sheets import PLACE, cell, sheet
from wasl.core.figures import Counted, Figure, Qualifier
from wasl.facts.engine.shapes import Beside
from wasl.reports.outputs import as_csv, as_json, as_pdf, as_xlsx

SHEET = sheet(
    cell(2476), cell("2796000.50", Counted.MAD, row=2, measure="amount"), cell(None, row=3),
    cell(1900, row=4, qualifier=Qualifier.MORE_THAN, recorded=1914), is_simulated=True,
)  # fmt: skip


def test_json_has_the_agreed_keys_and_exact_numbers() -> None:
    answer = json.loads(as_json.render(SHEET, language="fr", place=PLACE))
    assert answer["rows"][0] == {
        "row": 1, "section": "eps", "measure": "beneficiaries", "value": 2476, "unit": "person",
        "qualifier": "exact", "source": "declared", "printed": "2\u202f476", "beside": "",
    }  # fmt: skip
    assert [row["value"] for row in answer["rows"]] == [2476, 2796000.5, None, 1900]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_csv_and_xlsx_say_cell_for_cell_what_json_says(language: str) -> None:
    rows = json.loads(as_json.render(SHEET, language=language, place=PLACE))["rows"]
    lines = list(csv.DictReader(io.StringIO(as_csv.render(SHEET, language=language, place=PLACE).decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.render(SHEET, language=language, place=PLACE)))
    titles, *cells = book.get_sheet_by_index(1).to_python()
    for row, line, values in zip(rows, lines, cells, strict=True):
        in_book = dict(zip(titles, values, strict=True))
        for key, value in row.items():
            assert line[key] == ("" if value is None else f"{value:.2f}" if value == 2796000.5 else str(value))
            assert in_book[key] == ("" if value is None else value)


def test_the_arabic_sheet_runs_from_right_to_left() -> None:
    for language, is_rtl in (("ar", True), ("fr", False)):
        with zipfile.ZipFile(io.BytesIO(as_xlsx.render(SHEET, language=language, place=PLACE))) as book:
            assert all((b'rightToLeft="1"' in book.read(f"xl/worksheets/sheet{n}.xml")) is is_rtl for n in (1, 2))


@pytest.mark.parametrize("label", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(label: str) -> None:
    evil = sheet(cell(5), label=label)
    (line,) = csv.DictReader(io.StringIO(as_csv.render(evil, language="fr", place=PLACE).decode("utf-8-sig")))
    assert line["label"] == f"'{label}"
    with zipfile.ZipFile(io.BytesIO(as_xlsx.render(evil, language="fr", place=PLACE))) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/"))


def test_simulated_figures_say_so_in_every_output() -> None:
    answer = json.loads(as_json.render(SHEET, language="ar", place=PLACE))
    assert answer["is_simulated"] and "مصطنعة" in answer["notes"][0]
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.render(SHEET, language="fr", place=PLACE)))
    assert any("simulées" in str(value) for row in book.get_sheet_by_index(0).to_python() for value in row)


def test_the_same_sheet_gives_the_same_file() -> None:
    first, second = (as_xlsx.render(SHEET, language="fr", place=PLACE) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "enregistré 40, déclaré 45, écart \u22125"), ("ar", "المسجل 40، المصرح به 45، الفرق \u22125")],
)
def test_every_file_says_what_stands_beside_a_number(language: str, words: str) -> None:
    compared = Beside(*(Figure(Decimal(n), Counted.PERSON) for n in (40, 45)))
    of = sheet(replace(cell(45), compared=compared), cell(7, row=2))
    answer = json.loads(as_json.render(of, language=language, place=PLACE))
    assert [row["beside"] for row in answer["rows"]] == [words, ""]
    assert answer["compared"] == [
        {"row": 1, "measure": "beneficiaries", "recorded": 40, "declared": 45, "difference": -5}
    ]  # fmt: skip
    assert words in as_csv.render(of, language=language, place=PLACE).decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.render(of, language=language, place=PLACE)))
    assert any(f"45 ({words})" in row for row in book.get_sheet_by_index(0).to_python())
    assert f"45\n({words})" in as_pdf.paper_of(of, language=language, place=PLACE).rows[0].cells
