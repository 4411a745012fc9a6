"""Spreadsheets from outside: known by their bytes, opened under a ceiling, read in any usual encoding."""

import io
import time
import zipfile
from datetime import date

import pytest
from xlsxwriter import Workbook

from wasl.core.sheets import MOST_BYTES, Unreadable, harmless, is_formula, open_book

LINES = "الاسم الكامل;Âge\nفاطمة أيت حمو;12\nمحمد أمين;13\n"


def workbook(fill):
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def corner(book):
    sheet = book.add_worksheet()
    sheet.write(0, 0, "x")
    sheet.write(1_048_575, 190, "x")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_separated_values_in_any_encoding(encoding, delimiter):
    text = LINES.replace("Â", "â").replace(";", delimiter)
    book = open_book(text.encode(encoding), name="liste.csv")
    assert book.delimiter == delimiter
    assert book.sheets[0].lines[1] == ["فاطمة أيت حمو", "12"]


def test_french_capitals_are_not_taken_for_arabic():
    lines = open_book("NOM;PRÉNOM\nAÏT ÉLAN;Zoé\nÇA;Été".encode("cp1252"), name="a.txt").sheets[0].lines
    assert lines == [["NOM", "PRÉNOM"], ["AÏT ÉLAN", "Zoé"], ["ÇA", "Été"]]


def test_a_workbook_keeps_places_days_numbers_and_merged_cells():
    def fill(book):
        sheet = book.add_worksheet("Douar 1")
        sheet.merge_range(2, 1, 3, 1, "Famille")
        sheet.write_datetime(2, 2, date(1988, 5, 12), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write(3, 2, 32274)

    (sheet,) = open_book(workbook(fill), name="a.xlsx").sheets
    assert sheet.lines[2:] == [["", "Famille", date(1988, 5, 12)], ["", "", 32274]]
    assert sheet.merged == ((2, 1, 3, 1),)


HOSTILE = {
    "nothing": (b"", "a.csv", "empty"),
    "only a head of blanks": (b" \n \n", "a.csv", "empty"),
    "too large": (b"x" * (MOST_BYTES + 1), "a.csv", "size"),
    "a page as XLSX": (b"<html><table><tr><td>Nom</td></tr></table></html>", "a.xlsx", "page"),
    "a page as XLS": (b"\xef\xbb\xbf <!DOCTYPE html><html></html>", "a.xls", "page"),
    "a letter": (b"%PDF-1.7", "a.xlsx", "kind"),
    "a CSV named XLSX": (b"Nom;Age\nA;1\n", "a.xlsx", "extension"),
    "an old Excel named XLSX": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xlsx", "extension"),
    "a damaged old Excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", "kind"),
    "a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "protected"),
    "another archive": (archive(letter_docx=b"x"), "a.xlsx", "kind"),
    "a bomb": (archive(xl__workbook_xml=b"x", big=b"0" * 210_000_000), "a.xlsx", "bomb"),
    "binary": (b"\0\1\2\3", "a.csv", "kind"),
    "too many columns": ((";" * 300 + "\n").encode() * 3 + b"a", "a.csv", "wide"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_cannot_be_taken_says_why(case):
    content, name, reason = HOSTILE[case]
    with pytest.raises(Unreadable) as caught:
        open_book(content, name=name)
    assert caught.value.reason == reason


def test_one_cell_at_the_far_corner_costs_neither_memory_nor_time():
    began = time.process_time()
    with pytest.raises(Unreadable, match="bomb"):
        open_book(workbook(corner), name="a.xlsx")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text", ["=1+1", " =cmd", "\u00a0=1", "\u202e=1", "＝1+1", "+212-661", "-2+3", "@sum", "\t=1", "\r1"]
)
def test_what_a_spreadsheet_would_run_stays_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Aïcha", "-3", "+212661000000", "3,5", "a=b", "محمد"])
def test_other_texts_are_left_as_they_are(text):
    assert not is_formula(text) and harmless(text) == text
