"""Numbers and codes of papers, and what a unit puts at their head."""

import secrets
from dataclasses import dataclass
from uuid import UUID

#: Crockford's alphabet: no I, L, O, U, so that a code can be read aloud and typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_LOOKS_LIKE = str.maketrans("ILOU", "110V")

#: From this level on, whoever opens an archived paper leaves a line in the journal.
SENSITIVE = 3


@dataclass(frozen=True, slots=True)
class IssuingUnit:
    """The unit whose paper it is, with the names in force on the day; `network.letterhead.issuing_unit` makes one."""

    id: UUID
    path: str
    name_fr: str
    name_ar: str
    institution_fr: str
    institution_ar: str
    is_demo: bool = False

    def name(self, lang: str) -> str:
        return self.name_ar if lang == "ar" else self.name_fr

    def institution(self, lang: str) -> str:
        return self.institution_ar if lang == "ar" else self.institution_fr


def number_in_print(year: int, number: int) -> str:
    """2026, 42 → "2026-00042". It says nothing of the unit, for a paper may be found at home."""
    return f"{year}-{number:05d}"


def new_code() -> str:
    """A verification code of 80 random bits: nobody finds a genuine one by trying."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_in_print(code: str) -> str:
    """K7QM3F9T0XAB42ZD → "K7QM-3F9T-0XAB-42ZD"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_as_typed(text: str) -> str:
    """The stored form of a code that somebody typed; empty when it cannot be one."""
    code = "".join(filter(str.isalnum, text.upper())).translate(_LOOKS_LIKE)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""
