"""What headings, cells and lines of lists say, however they are written."""

from datetime import date

import pytest

from wasl.core.sheets import Book, Sheet
from wasl.people.lists.days import NoDay, birth_in, is_month_first
from wasl.people.lists.headers import Field, guess, guesses, table_of, tables_of
from wasl.people.lists.lines import lines_of
from wasl.people.lists.rows import as_plain, from_plain
from wasl.people.lists.values import by_script, phone_of, role_of, sex_of, split_name
from wasl.people.rules import Birth

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nom et prénom", Field.FAMILY_FIRST),
        ("NOM & PRENOM", Field.FAMILY_FIRST),
        ("Prénom et nom", Field.NAME),
        ("الاسم الكامل", Field.NAME),
        ("الاسم الشخصي والعائلي", Field.NAME),
        ("الاسم العائلي والشخصي", Field.FAMILY_FIRST),
        ("الاسم الشخصي", Field.GIVEN),
        ("الاسم العائلي", Field.FAMILY),
        ("النسب", Field.FAMILY),
        ("Nom de famille", Field.FAMILY),
        ("Prénom(s)", Field.GIVEN),
        ("Nom du père", Field.FATHER),
        ("اسم الأب", Field.FATHER),
        ("Prénom de la mère", Field.MOTHER),
        ("اسم الأم", Field.MOTHER),
        ("Date de naissance", Field.BIRTH),
        ("DATE NAISS.", Field.BIRTH),
        ("Né(e) le", Field.BIRTH),
        ("تاريخ الازدياد", Field.BIRTH),
        ("تاريخ الإزدياد", Field.BIRTH),
        ("Lieu de naissance", Field.BIRTH_PLACE),
        ("مكان الازدياد", Field.BIRTH_PLACE),
        ("Âge", Field.AGE),
        ("السن", Field.AGE),
        ("العمر", Field.AGE),
        ("Sexe (M/F)", Field.SEX),
        ("الجنس", Field.SEX),
        ("N° CIN", Field.CARD),
        ("CNIE", Field.CARD),
        ("رقم البطاقة الوطنية", Field.CARD),
        ("Tél.", Field.PHONE),
        ("GSM", Field.PHONE),
        ("رقم الهاتف", Field.PHONE),
        ("Adresse", Field.ADDRESS),
        ("العنوان", Field.ADDRESS),
        ("Douar / الدوار", Field.DOUAR),
        ("N° ménage", Field.HOUSEHOLD),
        ("رقم الأسرة", Field.HOUSEHOLD),
        ("Chef de famille", Field.HEAD),
        ("رب الأسرة", Field.HEAD),
        ("Lien de parenté", Field.ROLE),
        ("صلة القرابة", Field.ROLE),
        ("N°", Field.NONE),
        ("ر.ت", Field.NONE),
        ("Observations", Field.NONE),
    ],
)
def test_a_heading_says_what_its_column_holds(heading, field):
    assert guess(heading) is field


def test_a_name_alone_is_a_whole_name_and_beside_a_given_name_the_family_s():
    assert guesses(["الاسم", "السن"]) == (Field.NAME, Field.AGE)
    assert guesses(["Nom", "Prénom"]) == (Field.FAMILY, Field.GIVEN)


D = Birth(1988, 5, 12)


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        (date(1988, 5, 12), D),
        ("12/05/1988", D),
        ("12-5-88", D),
        ("12.05.1988", D),
        ("12 05 1988", D),
        ("1988-05-12", D),
        ("1988/05/12 00:00:00", D),
        ("١٢/٠٥/١٩٨٨", D),
        ("12 mai 1988", D),
        ("12-MAI-88", D),
        ("Né le 12 mai 1988", D),
        ("12 ماي 1988", D),
        ("١٢ مايو ١٩٨٨", D),
        ("12051988", D),
        ("19880512", D),
        (32275, D),
        ("32275", D),
        ("1er janvier 1990", Birth(1990, 1, 1)),
        ("15 غشت 2001", Birth(2001, 8, 15)),
        ("3 دجنبر 1979", Birth(1979, 12, 3)),
        ("6 févr. 2012", Birth(2012, 2, 6)),
        ("août 1975", Birth(1975, 8)),
        ("05/1988", Birth(1988, 5)),
        ("00/00/1988", Birth(1988)),
        ("00/05/1988", Birth(1988, 5)),
        (1988, Birth(1988)),
        ("1988", Birth(1988)),
        ("vers 1988", Birth(1988)),
        ("سنة 1988", Birth(1988)),
        ("حوالي ١٩٨٨", Birth(1988)),
        ("01/02/19", Birth(2019, 2, 1)),
        ("01/02/27", Birth(1927, 2, 1)),
        (38, Birth(age=38, stated_on=TODAY)),
        ("38 ans", Birth(age=38, stated_on=TODAY)),
        ("٣٨ سنة", Birth(age=38, stated_on=TODAY)),
        ("8 mois", Birth(age=0, stated_on=TODAY)),
        ("18 شهرا", Birth(age=1, stated_on=TODAY)),
        ("", Birth()),
        ("-", Birth()),
        ("inconnue", Birth()),
    ],
)
def test_a_birth_is_read_as_written(cell, birth):
    assert birth_in(cell, today=TODAY) == birth


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/1990", "IMPOSSIBLE_DATE"),
        ("12/25/1990", "IMPOSSIBLE_DATE"),
        ("hier", "DATE_UNREADABLE"),
        (999_999_999, "DATE_UNREADABLE"),
    ],
)
def test_what_is_no_birth_says_so(cell, code):
    with pytest.raises(NoDay, match=code):
        birth_in(cell, today=TODAY)


def test_a_column_that_writes_months_first_is_read_so():
    column = ["05/25/1988", "03/04/1990", ""]
    assert is_month_first(column) and not is_month_first([*column, "25/03/1990"])
    assert birth_in("03/04/1990", today=TODAY, month_first=True) == Birth(1990, 3, 4)


@pytest.mark.parametrize(
    ("text", "family_first", "given", "family"),
    [
        ("Ait Hammou Fatima", True, "Fatima", "Ait Hammou"),
        ("Fatima Ait Hammou", False, "Fatima", "Ait Hammou"),
        ("Fatima Zahra AIT HAMMOU", True, "Fatima Zahra", "AIT HAMMOU"),
        ("BENALI Mohamed Amine", False, "Mohamed Amine", "BENALI"),
        ("فاطمة أيت حمو", False, "فاطمة", "أيت حمو"),
        ("محمد أمين بن علي", False, "محمد أمين", "بن علي"),
        ("عبد الله العلوي", False, "عبد الله", "العلوي"),
        ("السيدة خديجة الزيتوني", False, "خديجة", "الزيتوني"),
        ("Mme Khadija Zitouni", False, "Khadija", "Zitouni"),
        ("Fatima", True, "Fatima", ""),
    ],
)
def test_a_whole_name_is_cut_in_two(text, family_first, given, family):
    name = split_name(text, family_first=family_first)
    assert (name.given, name.family) == (given, family)


def test_two_scripts_in_one_cell_are_told_apart():
    assert by_script("فاطمة أيت حمو / Fatima Ait Hammou") == ("فاطمة أيت حمو", "Fatima Ait Hammou")
    assert by_script("Fatima (فاطمة) 12") == ("فاطمة", "Fatima")


@pytest.mark.parametrize(
    ("text", "sex"),
    [("M", "M"), ("H", "M"), ("ذكر", "M"), ("f.", "F"), ("Féminin", "F"), ("أنثى", "F"), ("", ""), ("1", None)],
)
def test_sex_in_all_its_spellings(text, sex):
    assert sex_of(text) == sex


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("06 61 23 45 67", "0661234567"),
        ("661234567", "0661234567"),
        ("+212 661-23-45-67", "0661234567"),
        ("212661234567", "0661234567"),
        ("٠٦٦١٢٣٤٥٦٧", "0661234567"),
        ("12 / 0661234567", "0661234567"),
        ("", ""),
        ("néant", None),
    ],
)
def test_phones_however_they_are_spaced(text, phone):
    assert phone_of(text) == phone


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Chef de famille", "CHEF"),
        ("رب الأسرة", "CHEF"),
        ("épouse", "CONJ"),
        ("ابن", "ENF"),
        ("", ""),
        ("x", "AUTRE"),
    ],
)
def test_roles_in_the_household(text, role):
    assert role_of(text) == role


def read(lines, merged=(), name="Liste"):
    book = Book("xlsx", (Sheet(name, lines, merged),))
    tables = tables_of(book)
    return lines_of(book, tables, tables[0].columns, today=TODAY)


HEADINGS = ["N°", "Nom et prénom", "Date de naissance", "Ménage"]


def test_the_headings_are_found_below_a_title():
    sheet = Sheet("a", [["Association Al Amal : liste 2026"], [], ["", "", "البيان"], HEADINGS, [1, "A B", 1988, 1]])
    assert table_of(sheet, 0).header == 3


def test_headings_on_two_lines_are_read_together():
    lines = [["Identité", "", "Âge"], ["Nom", "Prénom", ""], ["Zitouni", "Amal", 30]]
    (line,) = read(lines, merged=((0, 0, 0, 1), (0, 2, 1, 2)))
    assert line.entry.particulars.birth.age == 30 and line.entry.particulars.family_latin == "Zitouni"


def test_totals_repeated_headings_remarks_and_blanks_are_no_persons():
    lines = read(
        [
            HEADINGS,
            [1, "Zitouni Amal", 1988, ""],
            [],
            HEADINGS,
            ["Total", 1],
            ["", "", "", 12],
            ["Fait à Azilal, le 3 mai"],
        ]
    )
    assert [line.entry.aside for line in lines] == ["", "HEADING", "TOTAL", "TOTAL", "REMARK"]


def test_households_by_merged_cells():
    rows = [[i, f"Zitouni Nom{i}", 1980 + i, "Famille 1" if i == 1 else ""] for i in range(1, 6)]
    lines = read([HEADINGS, *rows], merged=((1, 3, 2, 3), (3, 3, 5, 3)))
    assert [line.home for line in lines] == ["0 block 1"] * 2 + ["0 block 3"] * 3
    assert [line.role for line in lines] == ["CHEF", "AUTRE", "CHEF", "AUTRE", "AUTRE"]


def test_households_by_number_wherever_its_rows_stand():
    rows = [[1, "A Un", 1980, "M1"], [2, "B Deux", 1981, "m1"], [3, "C Trois", 1982, "M2"], [4, "D Quatre", 1983, "M1"]]
    assert [line.role for line in read([HEADINGS, *rows])] == ["CHEF", "AUTRE", "", "AUTRE"]


def test_households_by_the_head_s_name():
    headings = ["Nom complet", "Chef de famille", "Lien"]
    rows = [
        ["Amal Zitouni", "Said Zitouni", "épouse"],
        ["Said Zitouni", "Said Zitouni", ""],
        ["Rim Bali", "Omar Bali", ""],
    ]
    assert [line.role for line in read([headings, *rows])] == ["CONJ", "CHEF", ""]


def test_households_by_rows_of_heads():
    rows = [
        ["Said Zitouni", "Chef"],
        ["Amal Zitouni", "Épouse"],
        ["Omar Bali", "Chef"],
        ["Rim Bali", "fille"],
        ["Aya Nour", ""],
    ]
    lines = read([["Nom complet", "Lien de parenté"], *rows])
    assert [line.role for line in lines] == ["CHEF", "CONJ", "CHEF", "ENF", ""]


def test_a_row_says_what_was_left_out_and_why_it_is_refused():
    headings = ["Nom complet", "Date de naissance", "Tél", "CIN", "Sexe"]
    good, bad = read(
        [headings, ["Amal Zitouni", 1988, "néant", "12", "?!1"], ["", "31/02/1990", "0661234567", "", "F"]]
    )
    assert good.entry.notes == ("SEX_UNREADABLE", "PHONE_LEFT", "CARD_LEFT") and good.entry.faults == ()
    assert bad.entry.faults == ("IMPOSSIBLE_DATE", "NO_NAME")


def test_an_entry_is_kept_and_read_again_unchanged():
    (line,) = read([["Nom complet / الاسم", "Âge", "Tél"], ["فاطمة أيت حمو Fatima Ait Hammou", "38 ans", "0661234567"]])
    assert from_plain(as_plain(line.entry)) == line.entry


def test_sheets_with_the_same_headings_are_read_together_others_left():
    same = [HEADINGS, [1, "A Un", 1980, ""]]
    book = Book(
        "xlsx", (Sheet("Douar 1", same), Sheet("Notes", [["x"]]), Sheet("Douar 2", same), Sheet("h", same, (), True))
    )
    assert [table.sheet for table in tables_of(book)] == [0, 2]
