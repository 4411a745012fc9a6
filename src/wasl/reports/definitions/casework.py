"""Dossiers, orientations answered and served, and the protection of children: counted from what was recorded."""

from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.period import Period
from wasl.facts.indicators.casework import INDICATORS
from wasl.reports.rules.definition import Cell, Column, Contents, Definition, Row, Shown

#: section, row, what is counted, its share.
_ROWS = (
    ("CASES", "cases.opened", ""),
    ("CASES", "cases.closed", ""),
    ("CASES", "cases.reached", "cases.reached_share"),
    ("CASES", "cases.lost", ""),
    ("LOOP", "orientations.sent", ""),
    ("LOOP", "orientations.in_time", "orientations.in_time_share"),
    ("LOOP", "orientations.served", "orientations.take_up"),
    ("CHILD", "protection.signalled", ""),
    ("CHILD", "protection.same_day", ""),
    ("CHILD", "protection.reported", ""),
    ("CHILD", "protection.placed", ""),
    ("CHILD", "protection.children", ""),
    ("CHILD", "protection.follow_up_due", ""),
    ("CHILD", "protection.follow_up_in_time", ""),
)


def _row(number: int, section: str, counted: str, share: str) -> Row:
    label = next(one.label for one in INDICATORS if one.code == counted)
    cells = [Cell("count", counted, is_service=False)]
    if share:
        cells.append(Cell("share", share, Shown(places=1), is_service=False))
    return Row(number, section, label, tuple(cells))


def contents(_period: Period, _today: date) -> Contents:
    return Contents(tuple(_row(number, *row) for number, row in enumerate(_ROWS, 1)))


REPORT = Definition(
    code="casework",
    title=Bilingual("Dossiers, orientations et protection", "الملفات والتوجيهات والحماية"),
    purpose=Bilingual(
        "Ce que deviennent les personnes reçues, compté à partir des actes.",
        "مآل الأشخاص المستقبلين، محتسبا انطلاقا من التسجيلات.",
    ),
    sections={
        "CASES": Bilingual("Dossiers", "الملفات"),
        "LOOP": Bilingual("Orientations", "التوجيهات"),
        "CHILD": Bilingual("Protection de l’enfance", "حماية الطفولة"),
    },
    columns=(Column(Bilingual("Nombre", "العدد"), ("count",)), Column(Bilingual("Part (%)", "النسبة (%)"), ("share",))),
    contents=contents,
    notes=(
        Bilingual(
            "Un enfant peut figurer sur plusieurs lignes : elles ne s’additionnent pas.",
            "قد يرد الطفل نفسه في عدة أسطر: لا تجمع أرقامها.",
        ),
    ),
)
