"""One row of a list: what it says of a person, what had to be left out, what makes it impossible to take."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wasl.core.folding import search_key
from wasl.core.sheets import Cell
from wasl.people.lists.days import NoDay, birth_in
from wasl.people.lists.headers import NAMES, Field
from wasl.people.lists.values import by_script, card_of, phone_of, role_of, sex_of, split_name, text_of
from wasl.people.rules.birth import Birth
from wasl.people.rules.papers import number_problem
from wasl.people.rules.particulars import LONGEST, Particulars, problems_of

_TOTAL = re.compile(r"^(?:total|totaux|sous total|effectif|nombre|somme|المجموع|مجموع|العدد|الاجمالي)\b")
_FOOT = re.compile(
    r"\b(?:fait a|signature|signe|cachet|le president|la presidente|visa|nb|remarque|source)\b|"
    r"توقيع|حرر|خاتم|الرييس|ملاحظه|ملحوظه"
)
#: Faults that refuse a row; everything else that cannot be read is left out and said.
NO_NAME = "NO_NAME"


@dataclass(slots=True)
class Entry:
    """`faults` refuse the row; `notes` say what was left out. `aside`: the line is about no person, and why."""

    particulars: Particulars = field(default_factory=Particulars)
    phone: str = ""
    card: str = ""
    address: str = ""
    home: str = ""
    head: str = ""
    role: str = ""
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aside: str = ""


Said = Mapping[Field, Sequence[Cell]]


def said_in(line: Sequence[Cell], columns: Sequence[Field]) -> dict[Field, list[Cell]]:
    """The filled cells of a line, by what their columns hold; one field may have several columns."""
    found: dict[Field, list[Cell]] = {}
    for cell, column in zip(line, columns, strict=False):
        if column and text_of(cell):
            found.setdefault(column, []).append(cell)
    return found


def aside_of(line: Sequence[Cell], headings: Sequence[str], columns: Sequence[Field]) -> str:
    """Why a line is about no person (TOTAL, HEADING, REMARK), or an empty string."""
    texts = [search_key(text_of(cell)) for cell in line]
    filled = [text for text in texts if text]
    if _TOTAL.match(filled[0]):
        return "TOTAL"
    if [text for text in texts if text] == [search_key(heading) for heading in headings if heading]:
        return "HEADING"
    named = any(column in NAMES and text for column, text in zip(columns, texts, strict=False))
    if len(filled) <= 2 and any(_FOOT.search(text) for text in filled):
        return "REMARK"
    if not named and not re.search(r"[^\W\d_]", " ".join(filled)):
        return "TOTAL"
    return "" if named or len(filled) > 1 else "REMARK"


def entry_of(said: Said, *, today: date, month_first: bool = False) -> Entry:
    entry = Entry()
    faults: list[str] = []
    notes: list[str] = []
    birth = _birth(said, today, month_first, faults)
    sex = sex_of(_first(said, Field.SEX))
    if sex is None:
        notes.append("SEX_UNREADABLE")
    entry.phone = _phone(said, notes)
    entry.card = _card(said, notes)
    entry.address = _joined(said, Field.ADDRESS)[:200]
    entry.home, entry.head = _joined(said, Field.HOUSEHOLD), _joined(said, Field.HEAD)
    entry.role = role_of(_first(said, Field.ROLE))
    names = _names(said)
    if not any(names.values()):
        faults.append(NO_NAME)
    particulars = Particulars(
        given_ar=names.get("given_ar", ""),
        family_ar=names.get("family_ar", ""),
        given_latin=names.get("given_latin", ""),
        family_latin=names.get("family_latin", ""),
        father=_joined(said, Field.FATHER)[: LONGEST["father"]],
        mother=_joined(said, Field.MOTHER)[: LONGEST["mother"]],
        sex=sex or "X",
        birth=birth,
        birth_place=_joined(said, Field.BIRTH_PLACE)[: LONGEST["birth_place"]],
        douar=_joined(said, Field.DOUAR)[: LONGEST["douar"]],
    )
    faults += [problem.code for problem in problems_of(particulars, today=today)]
    entry.particulars, entry.faults, entry.notes = particulars, tuple(faults), tuple(notes)
    return entry


def _first(said: Said, column: Field) -> str:
    return next((text_of(cell) for cell in said.get(column, ())), "")


def _joined(said: Said, column: Field) -> str:
    return " ".join(text_of(cell) for cell in said.get(column, ()))


def _birth(said: Said, today: date, month_first: bool, faults: list[str]) -> Birth:
    """A day or year if one is given, else the age."""
    found = Birth()
    for cell in (*said.get(Field.BIRTH, ()), *said.get(Field.AGE, ())):
        try:
            found = birth_in(cell, today=today, month_first=month_first)
        except NoDay as error:
            faults.append(str(error))
            return Birth()
        if found != Birth():
            return found
    return found


def _phone(said: Said, notes: list[str]) -> str:
    phone = phone_of(" / ".join(text_of(cell) for cell in said.get(Field.PHONE, ())))
    if phone is None:
        notes.append("PHONE_LEFT")
    return phone or ""


def _card(said: Said, notes: list[str]) -> str:
    card = card_of(_first(said, Field.CARD))
    if number_problem("CNIE", card):
        notes.append("CARD_LEFT")
        return ""
    return card


def _names(said: Said) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in (Field.GIVEN, Field.FAMILY, Field.NAME, Field.FAMILY_FIRST):
        for cell in said.get(column, ()):
            # "Zitouni, Khadija": a comma says that the family stands first, whatever the heading says.
            turned = column is Field.NAME and len(re.findall("[,،]", text_of(cell))) == 1
            for script, text in zip(("ar", "latin"), by_script(text_of(cell)), strict=True):
                for part, name in _parts(Field.FAMILY_FIRST if turned else column, text):
                    found.setdefault(f"{part}_{script}", name)
    return found


def _parts(column: Field, text: str) -> Iterator[tuple[str, str]]:
    if not text:
        return
    if column in {Field.GIVEN, Field.FAMILY}:
        yield column.value, text
        return
    name = split_name(text, family_first=column is Field.FAMILY_FIRST)
    yield from ((part, value) for part, value in (("given", name.given), ("family", name.family)) if value)


def as_plain(entry: Entry) -> dict[str, Any]:
    """For keeping as JSON."""
    said = entry.particulars
    birth = said.birth
    texts = {name: getattr(said, name) for name in _TEXTS if getattr(said, name)}
    born = {
        name: value
        for name in ("year", "month", "day", "age")
        if (value := getattr(birth, name)) is not None
    }  # fmt: skip
    if birth.stated_on:
        born["stated_on"] = birth.stated_on.isoformat()
    others = {name: value for name in _OTHERS if (value := getattr(entry, name))}
    return texts | ({"birth": born} if born else {}) | others | {"sex": said.sex}


def from_plain(kept: Mapping[str, Any]) -> Entry:
    born = dict(kept.get("birth", {}))
    if "stated_on" in born:
        born["stated_on"] = date.fromisoformat(born["stated_on"])
    said = Particulars(**{name: kept.get(name, "") for name in _TEXTS}, sex=kept["sex"], birth=Birth(**born))
    others = {name: kept.get(name, "") for name in ("phone", "card", "address", "home", "head", "role", "aside")}
    return Entry(said, **others, faults=tuple(kept.get("faults", ())), notes=tuple(kept.get("notes", ())))


_TEXTS = (
    "given_ar", "family_ar", "given_latin", "family_latin", "father", "mother", "birth_place", "douar",
)  # fmt: skip
_OTHERS = ("phone", "card", "address", "home", "head", "role", "faults", "notes", "aside")
