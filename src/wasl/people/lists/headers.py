"""Where a list begins and what its columns say, guessed from headings in French and Arabic."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wasl.core.folding import search_key
from wasl.core.sheets import Book, Sheet


class Field(StrEnum):
    """What a column holds; `FAMILY_FIRST` is a whole name that begins with the family's."""

    NAME = "name"
    FAMILY_FIRST = "family_first"
    GIVEN = "given"
    FAMILY = "family"
    SEX = "sex"
    BIRTH = "birth"
    AGE = "age"
    BIRTH_PLACE = "birth_place"
    FATHER = "father"
    MOTHER = "mother"
    CARD = "card"
    PHONE = "phone"
    ADDRESS = "address"
    DOUAR = "douar"
    HOUSEHOLD = "household"
    HEAD = "head"
    ROLE = "role"
    NONE = ""


NAMES = frozenset({Field.NAME, Field.FAMILY_FIRST, Field.GIVEN, Field.FAMILY})
#: What marks a household; blank cells below one continue it.
HOME = frozenset({Field.HOUSEHOLD, Field.HEAD})

# In this order: "nom de famille" is no household, "nom du père" no name of the person's own.
_PATTERNS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (Field.FATHER, r"\bperes?\b|اسم الاب\b|\bالاب\b"),
        (Field.MOTHER, r"\bmeres?\b|اسم الام\b|\bالام\b"),
        (Field.ROLE, r"\blien\b|parente|\bqualite\b|القرابه|صله|\bالصفه\b"),
        (Field.HEAD, r"\bchef\b|\bربه? ?ه?\b ?الاسره|\bرب\b"),
        (Field.FAMILY_FIRST, r"noms? (?:et )?(?:les )?prenoms?|العايلي والشخصي|النسب والاسم|العايلي و الشخصي"),
        (Field.NAME, r"prenoms? (?:et )?noms?|nom complet|full name|الاسم الكامل|الاسم والنسب|الاسم و النسب"),
        (Field.NAME, r"الشخصي والعايلي|الشخصي و العايلي|beneficiaire|مستفيد|\bnom et nom\b"),
        (Field.FAMILY, r"noms? de famille|\bالعايلي\b|الاسم العايلي|\bالنسب\b|اللقب|last name|surname"),
        (Field.GIVEN, r"\bprenoms?\b|الاسم الشخصي|الشخصي|first name"),
        (Field.HOUSEHOLD, r"menage|famille|foyer|الاسره|العايله|\bاسره\b"),
        (Field.BIRTH_PLACE, r"lieu|مكان"),
        (Field.BIRTH, r"naiss|\bne e? ?le\b|\bnee? le\b|\bddn\b|ازدياد|ولاده|الميلاد"),
        (Field.AGE, r"^ages?\b|\bage\b|العمر|\bالسن\b"),
        (Field.SEX, r"\bsexe?\b|\bgenre\b|الجنس|النوع"),
        (Field.CARD, r"\bc ?i ?n ?e?\b|\bcnie\b|carte nationale|\bcarte\b|البطاقه|\bب ?ت ?و\b|piece d identite"),
        (Field.PHONE, r"\btel\b|telephone|\bgsm\b|portable|mobile|هاتف"),
        (Field.ADDRESS, r"adresse|عنوان|السكن|domicile"),
        (Field.DOUAR, r"douars?|quartier|دوار|\bالحي\b"),
        (Field.FAMILY, r"^noms?\b(?! de)|\bالاسم\b$|^name$|^nom\b"),
    )
)
LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Table:
    """Where a sheet's list stands: `header` is the line of its headings, from 0."""

    sheet: int
    header: int
    headings: tuple[str, ...]
    columns: tuple[Field, ...]

    @property
    def known(self) -> int:
        return len({field for field in self.columns if field})

    @property
    def signature(self) -> str:
        """The same for every list with these headings, however they are spelled."""
        text = "\n".join(heading_key(heading) for heading in self.headings)
        return hashlib.sha256(text.encode()).hexdigest()


def heading_key(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", search_key(heading).replace("ئ", "ي")).strip()


def guess(heading: str) -> Field:
    key = heading_key(heading)
    return next((field for field, pattern in _PATTERNS if key and pattern.search(key)), Field.NONE)


def guesses(headings: Sequence[str]) -> tuple[Field, ...]:
    """One a column; a name alone in its list ("Nom", "الاسم") is a whole name."""
    found = [guess(heading) for heading in headings]
    if Field.GIVEN not in found and Field.FAMILY in found and not {Field.NAME, Field.FAMILY_FIRST} & set(found):
        found = [Field.NAME if field is Field.FAMILY else field for field in found]
    if {Field.NAME, Field.FAMILY_FIRST} & set(found) and Field.GIVEN not in found:
        found = [Field.NONE if field is Field.FAMILY else field for field in found]
    return tuple(found)


def headings_at(sheet: Sheet, line: int) -> tuple[str, ...]:
    """The texts of a line of headings, with those of merged cells that reach into it."""
    width = max(map(len, sheet.lines), default=0)
    texts = [_text(cell) for cell in sheet.lines[line]] + [""] * (width - len(sheet.lines[line]))
    for top, left, bottom, right in sheet.merged:
        if top < line <= bottom and left == right and left < width and not texts[left]:
            texts[left] = _text(sheet.lines[top][left])
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(cell: object) -> str:
    return str(cell).strip()


def table_at(sheet: Sheet, number: int, line: int) -> Table:
    headings = headings_at(sheet, line)
    return Table(number, line, headings, guesses(headings))


def table_of(sheet: Sheet, number: int) -> Table | None:
    """The line that reads most like headings; the first filled one when none does. None for an empty sheet."""
    lines = [line for line in range(min(len(sheet.lines), LOOKED_AT)) if any(map(_text, sheet.lines[line]))]
    if not lines:
        return None
    tables = [table_at(sheet, number, line) for line in lines]
    best = max(tables, key=lambda table: (table.known if NAMES & set(table.columns) else 0, -table.header))
    if best.known >= 2 and NAMES & set(best.columns):
        return best
    return next((table for table in tables if sum(map(bool, table.headings)) >= 2), tables[0])


def tables_of(book: Book) -> list[Table]:
    """The likeliest list first, then the sheets with the same headings; hidden sheets are left out."""
    found = [
        table
        for number, sheet in enumerate(book.sheets)
        if not sheet.is_hidden and (table := table_of(sheet, number)) is not None
    ]
    if not found:
        return []
    best = max(found, key=lambda table: (table.known, len(book.sheets[table.sheet].lines)))
    return [best, *(table for table in found if table is not best and table.signature == best.signature)]
