"""What a file of caïdats, annexes and douars must say, row by row. Plain values in, verdicts out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from wasl.core.folding import search_key, western_digits
from wasl.territory.rules import Level, is_code, read_code

MOST_ROWS = 50_000
COLUMNS = ("code", "kind", "name_fr", "name_ar", "parent", "since", "until")
REQUIRED = ("code", "kind", "name_fr", "name_ar", "parent", "since")
#: Headings people write, by search key; the first of each is the one the model file bears.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "الرمز"),
    "kind": ("type", "kind", "nature", "النوع"),
    "name_fr": ("nom en français", "nom", "nom fr", "name fr", "الاسم بالفرنسية"),
    "name_ar": ("nom en arabe", "nom ar", "name ar", "الاسم بالعربية", "الاسم"),
    "parent": ("code de rattachement", "rattachement", "code parent", "parent", "رمز الانتماء"),
    "since": ("depuis le", "depuis", "since", "valid from", "ابتداء من"),
    "until": ("jusqu’au", "until", "valid to", "إلى غاية"),
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "caidat": ("caïdat", "قيادة", "القيادة"),
    "annexe": ("annexe", "annexe administrative", "annex", "ملحقة إدارية", "ملحقة", "الملحقة الإدارية"),
    "pachalik": ("pachalik", "باشوية", "الباشوية"),
    "douar": ("douar", "دوار", "الدوار"),
}
_COLUMN_OF = {search_key(text): column for column, texts in HEADINGS.items() for text in (column, *texts)}
_KIND_OF = {search_key(text): kind for kind, texts in _KINDS.items() for text in texts}
_PARENTS = {
    "caidat": {Level.PROVINCE, Level.CERCLE},
    "annexe": {Level.PROVINCE, Level.COMMUNE, Level.ARRONDISSEMENT, Level.ANNEX},
    "pachalik": {Level.PROVINCE, Level.COMMUNE},
    "douar": {Level.COMMUNE, Level.ANNEX},
}


class Problem(StrEnum):
    """Why a row is refused; each has its sentence on screen."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    BAD_CODE = "bad_code"
    OFFICIAL_CODE = "official_code"
    TWICE = "twice"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PARENT = "unknown_parent"
    FORMER_PARENT = "former_parent"
    WRONG_PARENT = "wrong_parent"
    BAD_DAY = "bad_day"
    ENDS_BEFORE = "ends_before"


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


type Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row understood: what will be written."""

    code: str
    kind: str
    name_fr: str
    name_ar: str
    parent: str
    since: date
    until: date | None

    @property
    def level(self) -> Level:
        return Level.DOUAR if self.kind == "douar" else Level.ANNEX


@dataclass(frozen=True, slots=True)
class Verdict:
    """`number` is the line of the file, heading included; `problems` pairs each with the text it is about."""

    number: int
    row: Row
    outcome: Outcome
    entry: Entry | None = None
    problems: list[tuple[Problem, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds: level of every place by code, today's code by former code, entries imported before."""

    levels: Mapping[str, Level]
    former: Mapping[str, str]
    entries: Mapping[str, Entry]


def columns_of(headings: Iterable[object]) -> list[str | None]:
    """The column each heading names; None for headings that mean nothing here."""
    return [_COLUMN_OF.get(search_key(str(heading or ""))) for heading in headings]


def missing_columns(columns: Iterable[str | None]) -> list[str]:
    return [column for column in REQUIRED if column not in set(columns)]


def text_of(cell: object) -> str:
    """A cell as text: days as 2026-01-15, whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def judge(rows: Iterable[Row], known: Known) -> list[Verdict]:
    """In the order of the file. A douar may stand under an annex of the same file."""
    numbered = list(enumerate(rows, start=2))
    seen: set[str] = set()
    levels = dict(known.levels)
    verdicts: dict[int, Verdict] = {}
    for number, row in sorted(numbered, key=lambda pair: _rank(pair[1])):
        verdict = _judge(number, row, known, levels, seen)
        verdicts[number] = verdict
        if verdict.entry:
            seen.add(verdict.entry.code)
            levels[verdict.entry.code] = verdict.entry.level
    return [verdicts[number] for number, _row in numbered]


def _rank(row: Row) -> int:
    """Annexes stand under caïdats, douars under both."""
    return {"caidat": 0, "pachalik": 0, "annexe": 1}.get(_kind(row) or "", 2)


def _kind(row: Row) -> str | None:
    return _KIND_OF.get(search_key(row.get("kind", "")))


def _judge(number: int, row: Row, known: Known, levels: Mapping[str, Level], seen: set[str]) -> Verdict:
    since, until = read_day(row.get("since", "")), read_day(row.get("until", ""))
    parent = read_code(row.get("parent", ""))
    problems = [
        *_missing(row),
        *_about_code(row.get("code", ""), levels, known, seen),
        *_about_parent(parent, _kind(row), levels, known),
        *_about_days(row, since, until),
    ]
    if problems or since is None or (kind := _kind(row)) is None:
        return Verdict(number, row, Outcome.REFUSED, problems=problems)
    entry = Entry(row["code"], kind, row["name_fr"], row["name_ar"], parent, since, until)
    before = known.entries.get(entry.code)
    outcome = Outcome.NEW if before is None else Outcome.SAME if before == entry else Outcome.CHANGED
    return Verdict(number, row, outcome, entry)


def _missing(row: Row) -> Iterable[tuple[Problem, str]]:
    for column in REQUIRED:
        if not row.get(column):
            yield Problem.EMPTY, column
        elif len(row[column]) > 120:
            yield Problem.TOO_LONG, column
    if row.get("kind") and _kind(row) is None:
        yield Problem.UNKNOWN_KIND, row["kind"]


def _about_code(code: str, levels: Mapping[str, Level], known: Known, seen: set[str]) -> Iterable[tuple[Problem, str]]:
    if not code:
        return
    if is_code(code) or (code in levels and code not in known.entries and code not in seen):
        yield Problem.OFFICIAL_CODE, code
    elif not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", code):
        yield Problem.BAD_CODE, code
    if code in seen:
        yield Problem.TWICE, code


def _about_parent(
    parent: str, kind: str | None, levels: Mapping[str, Level], known: Known
) -> Iterable[tuple[Problem, str]]:
    if not parent:
        return
    if parent in levels:
        if kind and levels[parent] not in _PARENTS[kind]:
            yield Problem.WRONG_PARENT, parent
    elif parent in known.former:
        yield Problem.FORMER_PARENT, known.former[parent]
    else:
        yield Problem.UNKNOWN_PARENT, parent


def _about_days(row: Row, since: date | None, until: date | None) -> Iterable[tuple[Problem, str]]:
    for column, day in (("since", since), ("until", until)):
        if row.get(column) and day is None:
            yield Problem.BAD_DAY, row[column]
    if since and until and until < since:
        yield Problem.ENDS_BEFORE, row["until"]


def read_day(text: str) -> date | None:
    """15/01/2026, 15-1-2026 or 2026-01-15, in either script's digits; None for anything else."""
    figures = western_digits(text)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", figures):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", figures):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
