"""Eight lists as partners send them; everybody in them is invented. Each says the verdict and reason of every line."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from tests.people.lists.conftest import workbook

NEW, TWICE, REVIEW, REFUSED, ASIDE, HERE = (
    "nouvelle personne", "déjà dans la liste", "à examiner", "refusée", "pas une personne", "déjà enregistrée ici",
)  # fmt: skip
TOTAL = (ASIDE, "Un total ou un nombre seul : ce n’est pas une personne.")
REMARK = (ASIDE, "Un titre, une remarque ou une signature : ce n’est pas une personne.")
AGAIN = (ASIDE, "Les titres de colonnes répétés : ce n’est pas une personne.")
PHONE = "Le téléphone n’a pas pu être lu et a été laissé de côté."
CARD = "Le numéro de carte n’en a pas la forme et a été laissé de côté."
NO_DAY = "Ce jour n’existe pas : corrigez la naissance, ou écrivez l’année seule."
NO_NAME = "Aucun nom dans cette ligne : écrivez-en un et renvoyez la ligne."
UNREAD = "Cette naissance ne peut être lue : écrivez-la 15/01/1988, ou l’année seule."


def same(line):
    return TWICE, f"La même personne qu’à la ligne {line}."


def plain(text, encoding):
    return text.encode(encoding)


MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def ods(*lines):
    """A sheet as LibreOffice packs it: repeated blank cells, typed days and numbers."""

    def cell(value):
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        if isinstance(value, int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        text = f"<text:p>{escape(value)}</text:p>" if value else ""
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return stream.getvalue()


TITLED = workbook(
    ["Association Al Amal pour le développement"],
    ["Liste des bénéficiaires, hiver 2026"],
    [],
    ["N°", "NOM ET PRENOM", "Sexe", "Date de naiss.", "C.I.N", "N° de tél"],
    [1, "AIT HAMMOU Fatima", "F", date(1988, 5, 12), "I 123456", "06 61 23 45 67"],
    [2, "BENALI Mohamed Amine", "H", "3 février 1975", "", "néant"],
    [3, "El Fassi Zineb", "féminin", "00/00/1969", "12", 661998877],
    [],
    [4, "OULD SIDI Brahim", "M", "31/02/1990", "", ""],
    [5, "NOUR Aya", "f", 42005, "", "+212 6 55 44 33 22"],
    [6, "", "M", "1980", "", ""],
    ["", "Total", "", "", "", 6],
    ["Fait à Azilal, le 15/01/2026"],
    merged=((0, 0, 0, 5, "Association Al Amal pour le développement"),),
)
ARABIC = plain(
    "لائحة المستفيدين;;;;\n"
    "ر.ت;الاسم الكامل;الجنس;تاريخ الازدياد;الهاتف\n"
    "1;فاطمة أيت حمو;أنثى;12/05/1988;0661234567\n"
    "2;محمد أمين بن علي;ذكر;3 فبراير 1975;\n"
    "3;السيدة خديجة الزيتوني;أنثى;حوالي 1950;\n"
    "4;إلياس العلوي;ذكر;15 سنة;\n"
    "5;نجاة أوعلي;أنثى;15 غشت 2001;غير متوفر\n"
    "المجموع;5;;;\n",
    "cp1256",
)
BOTH_SCRIPTS = workbook(
    ["الأسرة / Famille", "الاسم Nom complet", "Né(e) le", "Lien"],
    ["", "سعيد الزيتوني Said Zitouni", "12/05/1960", "رب الأسرة"],
    ["", "أمل بالي / Amal Bali", "٠٣/٠٤/١٩٦٥", "épouse"],
    ["", "ريم الزيتوني (Rim Zitouni)", "٢٠٠١", "بنت"],
    ["", "عمر الفيلالي\nOmar Filali", "1/1/1958", "chef"],
    ["", "كنزة الفيلالي Kenza Filali", "6 mai 1990", "fille"],
    merged=((1, 0, 3, 0, "Famille 1"), (4, 0, 5, 0, "Famille 2")),
)
SHEETS = workbook(
    ["Nom", "Prénom", "Âge", "Douar"],
    ["Tazi", "Hajar", "8 ans", "Ait Bou"],
    ["Tazi", "Adam", "8 mois", "Ait Bou"],
    name="Ait Bou",
    more=[
        ("Mode d’emploi", [["Remplir une feuille par douar"]]),
        (
            "Ait Ali",
            [["Nom", "Prénom", "Âge", "Douar"], ["Alami", "Sara", 130, "Ait Ali"], ["TAZI", "Hajar", "8 ans", ""]],
        ),
    ],
)
FORMULAS = plain(
    "N° ménage\tNom et prénom\tAge\tTéléphone\tRemarque\r\n"
    'M1\tZitouni Said\t66\t06.61.23.45.67\t=HYPERLINK("x")\r\n'
    "M1\tBali Amal\t61\t\t@somme\r\n"
    "M2\tFilali Omar\t68\t0661 23 45 68 / 0522334455\t-1+2\r\n"
    'M2\t"Filali\nKenza"\t36\t\t+cmd\r\n',
    "utf-16",
)
OPEN_DOCUMENT = ods(
    ["Prénom", "Nom de famille", "Date de naissance", "Nom du père", "Nom de la mère", "Genre"],
    ["Hajar", "Tazi", date(2015, 2, 1), "Said", "Amal", "F"],
    ["Yassine", "Tazi", date(2015, 2, 1), "Said", "Amal", "M"],
    ["Hajar", "TAZI", "1er février 2015", "Saïd", "Amal", ""],
    ["", "", "", "", "", ""],
    ["Adam", "Alami", "bientôt", "", "", "?1"],
)
MONTHS_FIRST = workbook(
    ["Chef de famille", "Nom complet", "Lien de parenté", "DDN", "CNIE"],
    ["Omar Filali", "Omar Filali", "", "05/25/1958", "BK123456"],
    ["", "Kenza Filali", "fille", "03/04/1990", "BK123457"],
    ["Said Zitouni", "Said Zitouni", "", "12/05/1960", ""],
    ["", "Rim Zitouni", "fille", "2001", "BK12345678"],
)
REPEATED = plain(
    "Bénéficiaire,Sexe,Naissance,Père\r\n"
    '"Zitouni, Khadija",F,15/01/1950,Brahim\r\n'
    "Khadija Zitouni,Femme,15 janvier 1950,Brahim\r\n"
    ",,,\r\n"
    "Bénéficiaire,Sexe,Naissance,Père\r\n"
    "Saïd Zitouni,H,1960,\r\n"
    "Said Zitouni,M,12/05/1960,Omar\r\n"
    "Rim Élan,F,99/99/1999,\r\n"
    "Le président : signé,,,\r\n",
    "cp1252",
)

#: name -> (content, file name, {(sheet, line): (verdict, reason)}).
MESSY = {
    "a title, merged cells, days in many forms, a total": (
        TITLED,
        "liste.xlsx",
        {
            (0, 5): (NEW, ""), (0, 6): (NEW, PHONE), (0, 7): (NEW, CARD), (0, 9): (REFUSED, NO_DAY), (0, 10): (NEW, ""),
            (0, 11): (REFUSED, NO_NAME), (0, 12): TOTAL, (0, 13): REMARK,
        },
    ),
    "Arabic throughout, in the old encoding": (
        ARABIC,
        "لائحة.csv",
        {(0, line): (NEW, "") for line in (3, 4, 5, 6)} | {(0, 7): (NEW, PHONE), (0, 8): TOTAL},
    ),
    "two scripts in one cell, households in merged cells": (
        BOTH_SCRIPTS,
        "familles.xlsx",
        {(0, 2): (REVIEW, None)} | {(0, line): (NEW, "") for line in (3, 4, 5, 6)},
    ),
    "a sheet a douar": (
        SHEETS,
        "douars.xlsx",
        {
            (0, 2): (NEW, ""), (0, 3): (NEW, ""), (2, 2): (REFUSED, "Cet âge est impossible : corrigez-le."),
            (2, 3): (REVIEW, None),
        },
    ),
    "tabs, UTF-16, cells that would run": (
        FORMULAS,
        "export.txt",
        {(0, 2): (REVIEW, None), (0, 3): (NEW, ""), (0, 4): (NEW, ""), (0, 5): (NEW, "")},
    ),
    "an open document with twins": (
        OPEN_DOCUMENT,
        "creche.ods",
        {(0, 2): (NEW, ""), (0, 3): (NEW, ""), (0, 4): same(2), (0, 6): (REFUSED, UNREAD)},
    ),
    "months before days, households by their head": (
        MONTHS_FIRST,
        "export.xlsx",
        {(0, 2): (NEW, ""), (0, 3): (NEW, ""), (0, 4): (REVIEW, None), (0, 5): (NEW, CARD)},
    ),
    "repeated lines and headings, a signature": (
        REPEATED,
        "liste.csv",
        {
            (0, 2): (NEW, ""), (0, 3): same(2), (0, 5): AGAIN, (0, 6): (REVIEW, None), (0, 7): (HERE, None),
            (0, 8): (REFUSED, NO_DAY), (0, 9): REMARK,
        },
    ),
}  # fmt: skip
