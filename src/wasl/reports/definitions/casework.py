"""Dossiers, orientations answered and served, and the protection of children: counted from what was recorded."""

from collections.abc import Sequence
from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.period import Period
from wasl.facts.indicators.casework import INDICATORS, REACHED, closed_for
from wasl.facts.rules.indicator import Indicator
from wasl.reports.rules.definition import Cell, Column, Contents, Definition, Group, Row, Shown
from wasl.vocabulary.queries import terms

#: section, what is counted, its share or what it comes to for each agent.
_ROWS = (
    ("DOOR", "reception.wait", ""),
    ("CASES", "cases.opened", ""),
    ("CASES", "cases.open", "cases.per_worker"),
    ("CASES", "cases.closed", ""),
    ("CASES", "cases.reached", "cases.reached_share"),
    ("LOOP", "orientations.sent", ""),
    ("LOOP", "orientations.in_time", "orientations.in_time_share"),
    ("LOOP", "orientations.served", "orientations.take_up"),
    ("CHILD", "protection.signalled", ""),
    ("CHILD", "protection.same_day", "protection.same_day_share"),
    ("CHILD", "protection.first_action", ""),
    ("CHILD", "protection.reported", ""),
    ("CHILD", "protection.placed", ""),
    ("CHILD", "protection.kafala", ""),
    ("CHILD", "protection.children", ""),
    ("CHILD", "protection.follow_up_due", ""),
    ("CHILD", "protection.follow_up_in_time", "protection.follow_up_share"),
)
#: A part beside its whole tells the rest as well.
_PARTS = {
    "cases.closed": ("cases.reached",),
    "orientations.sent": ("orientations.in_time",),
    "protection.signalled": ("protection.same_day",),
    "protection.follow_up_due": ("protection.follow_up_in_time",),
}
_SERVED = {"orientations.sent": ("orientations.served",)}
_BEFORE = "cases.reached"


def _row(number: int, section: str, counted: Indicator, share: str) -> Row:
    cells = [Cell("count", counted.code, is_service=False)]
    if share:
        cells.append(Cell("share", share, Shown(places=1), is_service=False))
    return Row(number, section, counted.label, tuple(cells))


def _groups(rows: Sequence[Row], reasons: Sequence[str]) -> tuple[Group, ...]:
    """Totals with the parts that are printed beside them."""
    key = {row.cells[0].indicator: (row.number, "count") for row in rows}
    wholes = [*_PARTS.items(), *_SERVED.items(), ("cases.closed", reasons)]
    wholes.append((_BEFORE, [f"cases.closed.{reason}" for reason in REACHED]))
    return tuple(Group(key[whole], tuple(key[part] for part in parts)) for whole, parts in wholes)


def contents(period: Period, today: date) -> Contents:
    """The reasons of the vocabulary have a row each, after the dossiers that were closed."""
    known = {one.code: one for one in INDICATORS}
    day = min(period.last_day, today)
    reasons = [
        closed_for(term.code, Bilingual(f"Clos : {term.label('fr')}", f"المغلقة: {term.label('ar')}"))
        for term in terms("closure_reasons", on=day)
    ]
    lines: list[tuple[str, Indicator, str]] = []
    for section, code, share in _ROWS:
        lines += [("CASES", reason, "") for reason in reasons] if code == _BEFORE else []
        lines.append((section, known[code], share))
    rows = tuple(_row(number, *line) for number, line in enumerate(lines, 1))
    return Contents(rows, {one.code: one for one in reasons}, _groups(rows, [one.code for one in reasons]))


REPORT = Definition(
    code="casework",
    title=Bilingual("Dossiers, orientations et protection", "الملفات والتوجيهات والحماية"),
    purpose=Bilingual(
        "Ce que deviennent les personnes reçues, compté à partir des actes.",
        "مآل الأشخاص المستقبلين، محتسبا انطلاقا من التسجيلات.",
    ),
    sections={
        "DOOR": Bilingual("Accueil", "الاستقبال"),
        "CASES": Bilingual("Dossiers", "الملفات"),
        "LOOP": Bilingual("Orientations", "التوجيهات"),
        "CHILD": Bilingual("Protection de l’enfance", "حماية الطفولة"),
    },
    columns=(
        Column(Bilingual("Nombre", "العدد"), ("count",)),
        Column(Bilingual("Part, par agent", "النسبة، لكل عون"), ("share",)),
    ),
    contents=contents,
    notes=(
        Bilingual(
            "Un enfant peut figurer sur plusieurs lignes : elles ne s’additionnent pas.",
            "قد يرد الطفل نفسه في عدة أسطر: لا تجمع أرقامها.",
        ),
        Bilingual(
            "Les petits nombres d’enfants en danger ne sont montrés à personne, ni par commune.",
            "لا تعرض الأعداد الصغيرة للأطفال في خطر على أحد، ولا حسب الجماعات.",
        ),
    ),
)
