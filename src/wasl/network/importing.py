"""What a workbook of units must say, row by row. Plain values in, verdicts out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wasl.network.rules import (
    Kind,
    Refusal,
    code_refusal,
    day_refusal,
    normal_code,
    parent_refusal,
    type_refusal,
    within,
)
from wasl.network.workbooks import Column, Row, read_day

LAYOUT = (
    Column(
        "code",
        "Code",
        "الرمز",
        "Code de l’unité, propre à l’institution : 1 à 20 capitales latines, chiffres ou"
        " traits d’union. Il ne change jamais.",
        "رمز الوحدة الخاص بالمؤسسة: من 1 إلى 20 حرفا لاتينيا كبيرا أو رقما أو واصلة، ولا يتغير أبدا.",
        True,
    ),
    Column(
        "kind",
        "Nature",
        "الصنف",
        "Code ou libellé de la feuille org_unit_types.",
        "الرمز أو التسمية كما في ورقة org_unit_types.",
        True,
        "org_unit_types",
    ),
    Column(
        "parent",
        "Code de l’unité supérieure",
        "رمز الوحدة الأعلى",
        "Unité dont elle dépend : présente dans ce fichier ou déjà enregistrée (MA pour le siège).",
        "الوحدة التي تتبعها: موجودة في هذا الملف أو مسجلة من قبل (MA للإدارة المركزية).",
        True,
    ),
    Column(
        "opened_on", "Ouverte le", "تاريخ الإحداث", "Jour d’ouverture : 15/01/2010.", "يوم الإحداث: 15/01/2010.", True
    ),
    Column(
        "closed_on",
        "Fermée le",
        "تاريخ الإغلاق",
        "Premier jour où elle n’existe plus ; vide si elle est ouverte.",
        "أول يوم لم تعد فيه موجودة، ويترك فارغا إذا كانت مفتوحة.",
    ),
    Column("name_fr", "Nom en français", "الاسم بالفرنسية", "Nom complet.", "الاسم الكامل.", True),
    Column("name_ar", "Nom en arabe", "الاسم بالعربية", "Nom complet.", "الاسم الكامل.", True),
    Column(
        "type",
        "Type",
        "النوع",
        "Pour un centre, une cellule ou une équipe : feuille establishment_types.",
        "للمركز أو الخلية أو الفرقة: ورقة establishment_types.",
        False,
        "establishment_types",
    ),
    Column(
        "eps_category",
        "Catégorie de la loi",
        "الصنف القانوني",
        "Établissements de protection sociale seulement : feuille eps_legal_categories.",
        "لمؤسسات الرعاية الاجتماعية فقط: ورقة eps_legal_categories.",
        False,
        "eps_legal_categories",
    ),
    Column(
        "management",
        "Mode de gestion",
        "نمط التدبير",
        "Feuille management_modes.",
        "ورقة management_modes.",
        False,
        "management_modes",
    ),
    Column(
        "commune_code",
        "Code de la commune",
        "رمز الجماعة",
        "Code officiel, par exemple 05.081.01.03.",
        "الرمز الرسمي، مثلا 05.081.01.03.",
    ),
    Column("area", "Milieu", "الوسط", "Feuille area.", "ورقة area.", False, "area"),
    Column(
        "capacity",
        "Places autorisées",
        "الأماكن المرخصة",
        "Nombre entier ; vide si inconnu.",
        "عدد صحيح، ويترك فارغا إذا كان مجهولا.",
    ),
    Column(
        "territories",
        "Territoires couverts",
        "المجالات الترابية المشمولة",
        "Coordinations et délégations : codes des régions ou provinces, séparés par un point-virgule.",
        "للمنسقيات والمندوبيات: رموز الجهات أو الأقاليم مفصولة بفاصلة منقوطة.",
    ),
)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    kind: Kind
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the database and the vocabulary hold: units by code; commune -> (province, area); former commune code ->
    today's; codes of regions and provinces; and one reader for each list of the layout."""

    units: Mapping[str, KnownUnit]
    communes: Mapping[str, tuple[str, str]]
    former: Mapping[str, str]
    territories: frozenset[str]
    lists: Mapping[str, Callable[[str], str | None]]


@dataclass(slots=True)
class Entry:
    """A row understood; `columns` are those of a state."""

    code: str
    kind: Kind
    parent: str
    opened_on: date
    closed_on: date | None
    columns: dict[str, Any]
    territories: list[str]


@dataclass(slots=True)
class Verdict:
    """`number` is the line of the file, the heading being 1; accepted when there is no problem."""

    number: int
    row: Row
    entry: Entry | None = None
    problems: list[tuple[Refusal, dict[str, Any]]] = field(default_factory=list)

    @property
    def is_accepted(self) -> bool:
        return not self.problems


def judge(rows: Sequence[tuple[int, Row]], known: Known, *, today: date) -> list[Verdict]:
    """In the order given; a unit may stand under another one of the same file, if that one is accepted."""
    verdicts = [_read(number, row, known, today) for number, row in rows]
    by_code: dict[str, Verdict] = {}
    for verdict in verdicts:
        code = normal_code(verdict.row.get("code", ""))
        if code in by_code:
            verdict.problems.append((Refusal.ROW_TWICE, {"code": code, "row": by_code[code].number}))
        elif code:
            by_code[code] = verdict
    for verdict in verdicts:
        _check_parent(verdict, by_code, known, set())
    return verdicts


def _read(number: int, row: Row, known: Known, today: date) -> Verdict:
    found = Verdict(number, row)
    for column in LAYOUT:
        if column.is_required and not row.get(column.key):
            found.problems.append((Refusal.EMPTY, {"column": column.heading}))
    codes = {column.key: _code(found, column, known) for column in LAYOUT if column.allowed}
    days = {key: _day(found, key) for key in ("opened_on", "closed_on")}
    code = normal_code(row.get("code", ""))
    if code:
        _add(found, code_refusal(code))
        if code in known.units:
            _add(found, Refusal.CODE_TAKEN, code=code)
    capacity = _number(found, row.get("capacity", ""))
    place = _place(found, known)
    territories = _territories(found, known)
    if not found.problems and days["opened_on"] and codes["kind"] in set(Kind):
        opened_on, closed_on, kind = days["opened_on"], days["closed_on"], Kind(codes["kind"])
        _add(found, type_refusal(kind, codes["type"]))
        _add(found, day_refusal(opened_on, today=today), founded="27/04/1957")
        if closed_on and closed_on <= opened_on:
            _add(found, Refusal.CLOSES_TOO_EARLY, opened=f"{opened_on:%d/%m/%Y}")
        columns = {key: codes[key] for key in ("type", "eps_category", "management")} | place
        columns |= {"name_fr": row["name_fr"], "name_ar": row["name_ar"], "capacity": capacity}
        columns["area"] = codes["area"] or place["area"]
        found.entry = Entry(code, kind, normal_code(row["parent"]), opened_on, closed_on, columns, territories)
    elif not found.problems:
        _add(found, Refusal.UNKNOWN_CODE, code=row.get("kind", ""))
    return found


def _add(found: Verdict, refusal: Refusal | None, **details: Any) -> None:
    if refusal is not None:
        found.problems.append((refusal, details))


def _code(found: Verdict, column: Column, known: Known) -> str:
    text = found.row.get(column.key, "")
    code = known.lists[column.allowed](text)
    if code is None:
        _add(found, Refusal.UNKNOWN_CODE, code=text)
    return code or ""


def _day(found: Verdict, key: str) -> date | None:
    text = found.row.get(key, "")
    day = read_day(text)
    if text and day is None:
        _add(found, Refusal.BAD_DAY, text=text)
    return day


def _number(found: Verdict, text: str) -> int | None:
    digits = "".join(text.split())
    if not digits:
        return None
    if not digits.isdecimal() or int(digits) > 10_000:
        _add(found, Refusal.BAD_NUMBER, text=text)
        return None
    return int(digits)


def _place(found: Verdict, known: Known) -> dict[str, Any]:
    code = found.row.get("commune_code", "")
    if code and code not in known.communes:
        new = known.former.get(code)
        refusal = Refusal.COMMUNE_RENUMBERED if new else Refusal.COMMUNE_UNKNOWN
        _add(found, refusal, code=code, new_code=new or "")
    province, area = known.communes.get(code, ("", ""))
    return {"commune_code": code, "province_code": province, "area": area}


def _territories(found: Verdict, known: Known) -> list[str]:
    codes = [code.strip() for code in found.row.get("territories", "").split(";") if code.strip()]
    for code in codes:
        if code not in known.territories:
            _add(found, Refusal.TERRITORY_UNKNOWN, code=code)
    return codes


def _check_parent(verdict: Verdict, by_code: Mapping[str, Verdict], known: Known, seen: set[int]) -> None:
    entry = verdict.entry
    if entry is None or verdict.number in seen:
        return
    seen.add(verdict.number)
    above = by_code.get(entry.parent)
    if above is not None:
        _check_parent(above, by_code, known, seen)
    stands = known.units.get(entry.parent) or (above.entry if above else None)
    if stands is None:
        refusal = Refusal.PARENT_REFUSED if above else Refusal.PARENT_UNKNOWN
        _add(verdict, refusal, code=entry.parent)
    elif above is not None and above.problems and entry.parent not in known.units:
        _add(verdict, Refusal.PARENT_REFUSED, code=entry.parent)
    elif refusal_of_kind := parent_refusal(entry.kind, stands.kind):
        _add(verdict, refusal_of_kind)
    elif not within((entry.opened_on, entry.closed_on), (stands.opened_on, stands.closed_on)):
        _add(verdict, Refusal.PARENT_CLOSED)
