"""What in a free text could lead to one person: numbers that belong to somebody. Words are not judged, only numbers."""

import re
from enum import StrEnum

from wasl.core.folding import western_digits


class Personal(StrEnum):
    PHONE = "phone"
    CARD = "card"
    MAIL = "mail"


_GAP = r"[\s.\-/\u00a0\u202f]?"
_PATTERNS = {
    # 06 12 34 56 78, +212 6 12 34 56 78, 00212 …: nine digits after the prefix.
    Personal.PHONE: re.compile(rf"(?<!\d)(?:(?:\+|00)212|0){_GAP}[5-8](?:{_GAP}\d){{8}}(?!\d)"),
    # AB123456 or A 123456: one or two letters and five to seven digits.
    Personal.CARD: re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}\s?\d{5,7}(?!\d)"),
    Personal.MAIL: re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}"),
}


def personal_in(*texts: str) -> frozenset[Personal]:
    """Kinds of numbers found, in Latin or Arabic-Indic digits."""
    found = set()
    for text in texts:
        plain = western_digits(text)
        found |= {kind for kind, pattern in _PATTERNS.items() if pattern.search(plain)}
    return frozenset(found)
