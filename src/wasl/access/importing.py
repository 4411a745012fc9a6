"""What a workbook of agents must say, row by row. Plain values in, verdicts out."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from wasl.access.rules import PostingRefusal, posting_refusal
from wasl.core.folding import search_key
from wasl.network.workbooks import Column, Row, read_day

LAYOUT = (
    Column(
        "number",
        "Matricule",
        "رقم التأجير",
        "Lettres latines et chiffres. Un agent qui a plusieurs affectations occupe plusieurs lignes.",
        "حروف لاتينية وأرقام. للعون ذي التعيينات المتعددة عدة أسطر.",
        True,
    ),
    Column("family_name", "Nom", "النسب بالحروف اللاتينية", "En caractères latins.", "بالحروف اللاتينية.", True),
    Column(
        "given_name", "Prénom", "الاسم الشخصي بالحروف اللاتينية", "En caractères latins.", "بالحروف اللاتينية.", True
    ),
    Column("family_name_ar", "Nom en arabe", "النسب بالعربية", "Facultatif.", "اختياري."),
    Column("given_name_ar", "Prénom en arabe", "الاسم الشخصي بالعربية", "Facultatif.", "اختياري."),
    Column("unit", "Code de l’unité", "رمز الوحدة", "Où l’affectation s’exerce.", "حيث يزاول التعيين.", True),
    Column(
        "role",
        "Rôle",
        "المهمة",
        "Code ou libellé de la feuille roles.",
        "الرمز أو التسمية كما في ورقة roles.",
        True,
        "roles",
    ),
    Column(
        "since",
        "Depuis le",
        "ابتداء من",
        "Premier jour de l’affectation : 15/01/2024.",
        "أول يوم من التعيين: 15/01/2024.",
        True,
    ),
    Column("language", "Langue", "اللغة", "fr ou ar ; fr si vide.", "fr أو ar، وfr إذا ترك فارغا."),
)

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]{1,19}")
_WRITTEN = {"fr": ("fr", "français", "الفرنسية", "فرنسية"), "ar": ("ar", "arabe", "العربية", "عربية")}
LANGUAGES = {"": "fr"} | {search_key(text): code for code, texts in _WRITTEN.items() for text in texts}


class RowFault(StrEnum):
    """Why a row is refused, beside the refusals of a posting; `faults.py` holds the sentences."""

    EMPTY = "empty"
    NUMBER_SHAPE = "number_shape"
    NUMBER_TAKEN = "number_taken"
    NAMES_DIFFER = "names_differ"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_ROLE = "unknown_role"
    BAD_DAY = "bad_day"
    BEFORE_OPENING = "before_opening"
    UNKNOWN_LANGUAGE = "unknown_language"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where one may be posted."""

    kind: str
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the database and the vocabulary hold; `kinds_of_role` by role; `role_of` reads a role as written."""

    numbers: frozenset[str]
    units: Mapping[str, Place]
    role_of: Callable[[str], str | None]
    kinds_of_role: Mapping[str, Collection[str]]
    granter_role: str
    four_eyes: Collection[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    number: str
    names: tuple[str, str, str, str]
    unit: str
    role: str
    since: date
    language: str


@dataclass(slots=True)
class Verdict:
    """`number` is the line of the file, the heading being 1; accepted when there is no problem."""

    number: int
    row: Row
    entry: Entry | None = None
    problems: list[tuple[RowFault | PostingRefusal, dict[str, Any]]] = field(default_factory=list)

    @property
    def is_accepted(self) -> bool:
        return not self.problems


def judge(rows: Sequence[tuple[int, Row]], known: Known) -> list[Verdict]:
    """In the order given; what an agent holds on earlier rows counts for the later ones."""
    names: dict[str, tuple[str, ...]] = {}
    held: dict[str, list[Entry]] = {}
    verdicts = []
    for number, row in rows:
        verdict = _read(number, row, known)
        entry = verdict.entry
        if entry is not None:
            if names.setdefault(entry.number, entry.names) != entry.names:
                verdict.problems.append((RowFault.NAMES_DIFFER, {"number": entry.number}))
            _check_posting(verdict, entry, held.get(entry.number, []), known)
            if verdict.is_accepted:
                held.setdefault(entry.number, []).append(entry)
        verdicts.append(verdict)
    return verdicts


def _read(number: int, row: Row, known: Known) -> Verdict:
    found = Verdict(number, row)
    for column in LAYOUT:
        if column.is_required and not row.get(column.key):
            found.problems.append((RowFault.EMPTY, {"column": column.heading}))
    staff_number = row.get("number", "").strip().upper()
    unit = row.get("unit", "").strip().upper()
    role, since = known.role_of(row.get("role", "")), read_day(row.get("since", ""))
    language = LANGUAGES.get(search_key(row.get("language", "")))
    place = known.units.get(unit)
    checks: Sequence[tuple[bool, RowFault, dict[str, Any]]] = (
        (not _NUMBER.fullmatch(staff_number), RowFault.NUMBER_SHAPE, {}),
        (staff_number in known.numbers, RowFault.NUMBER_TAKEN, {"number": staff_number}),
        (place is None, RowFault.UNKNOWN_UNIT, {"code": unit}),
        (role is None, RowFault.UNKNOWN_ROLE, {"text": row.get("role", "")}),
        (since is None, RowFault.BAD_DAY, {"text": row.get("since", "")}),
        (bool(place and since and since < place.opened_on), RowFault.BEFORE_OPENING, {}),
        (language is None, RowFault.UNKNOWN_LANGUAGE, {"text": row.get("language", "")}),
    )
    if not found.problems:
        found.problems = [(fault, details) for is_wrong, fault, details in checks if is_wrong]
    if not found.problems and role and since:
        keys = ("given_name", "family_name", "given_name_ar", "family_name_ar")
        names = (row.get(keys[0], ""), row.get(keys[1], ""), row.get(keys[2], ""), row.get(keys[3], ""))
        found.entry = Entry(staff_number, names, unit, role, since, language or "fr")
    return found


def _check_posting(verdict: Verdict, entry: Entry, held: Sequence[Entry], known: Known) -> None:
    place = known.units[entry.unit]
    if any((one.role, one.unit) == (entry.role, entry.unit) for one in held):
        verdict.problems.append((PostingRefusal.TWICE, {}))
        return
    refusal = posting_refusal(
        is_own_account=False,
        role=entry.role,
        unit_kind=place.kind,
        kinds_of_role=known.kinds_of_role[entry.role],
        granter_role=known.granter_role,
        roles_held=[one.role for one in held],
        four_eyes=known.four_eyes,
        since=entry.since,
        until=None,
        unit_closed_on=place.closed_on,
        is_stand_in=False,
    )
    if refusal:
        verdict.problems.append((refusal, {}))
