"""What a registration says of a person, as plain values, and what is wrong with it."""

import re
from dataclasses import dataclass, field, fields
from datetime import date

from wasl.people.rules.birth import Birth, birth_problem
from wasl.people.rules.states import RegistryStatus

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
LONGEST = {"father": 120, "mother": 120, "douar": 120, "birth_place": 120, "commune_code": 20}
SEXES = ("F", "M", "X")


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the name of the particular, `code` what is wrong with it."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """As on the papers or as said; without any name the person is anonymous. `commune_code` is the HCP's."""

    given_ar: str = ""
    family_ar: str = ""
    given_latin: str = ""
    family_latin: str = ""
    known_as: str = ""
    father: str = ""
    mother: str = ""
    sex: str = "X"
    birth: Birth = field(default_factory=Birth)
    birth_place: str = ""
    commune_code: str = ""
    douar: str = ""
    languages: tuple[str, ...] = ()
    idcs_status: str = ""
    rsu_status: str = ""

    @property
    def is_anonymous(self) -> bool:
        return not (self.given_ar or self.family_ar or self.given_latin or self.family_latin)


def is_arabic(text: str) -> bool:
    return bool(_ARABIC.search(text))


def problems_of(particulars: Particulars, *, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong, field by field, in the order of the form."""
    found: list[Problem] = []
    for name in (each.name for each in fields(particulars)):
        value = getattr(particulars, name)
        if isinstance(value, str) and (code := _text_problem(name, value)):
            found.append(Problem(name, code))
    if particulars.sex not in SEXES:
        found.append(Problem("sex", "UNKNOWN"))
    for name in ("idcs_status", "rsu_status"):
        if getattr(particulars, name) not in {"", *RegistryStatus}:
            found.append(Problem(name, "UNKNOWN"))
    if code := birth_problem(particulars.birth, today=today):
        found.append(Problem("birth", code))
    return tuple(found)


def _text_problem(name: str, value: str) -> str:
    if "\x00" in value:
        return "UNREADABLE"
    if len(value) > LONGEST.get(name, 80):
        return "TOO_LONG"
    if name.endswith("_ar") and _LATIN.search(value):
        return "NOT_ARABIC"
    if name.endswith("_latin") and _ARABIC.search(value):
        return "NOT_LATIN"
    return ""
