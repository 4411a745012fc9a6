"""A person nobody knows yet, from what was typed in the search box."""

from collections.abc import Mapping
from typing import Any

from wasl.people.rules import Birth, Particulars
from wasl.people.rules.particulars import is_arabic
from wasl.web.fields import latin_digits

#: Middle of each age band, for "about n years old"; the band of the unknown gives nothing.
OLDEST = 120


def newcomer(text: str, given: Mapping[str, Any] | None = None, *, sex: str = "") -> Particulars:
    """First word as the given name and the rest as the family name, unless the two were corrected by hand."""
    words = text.split()
    first, rest = (words[0], " ".join(words[1:])) if words else ("", "")
    if given is not None:
        first, rest = str(given.get("new_given", "")).strip(), str(given.get("new_family", "")).strip()
    age = latin_digits(str((given or {}).get("new_age", "")))
    birth = Birth(age=int(age)) if age.isdecimal() and int(age) <= OLDEST else Birth()
    if is_arabic(first + rest):
        return Particulars(sex=sex or "X", birth=birth, given_ar=first, family_ar=rest)
    return Particulars(sex=sex or "X", birth=birth, given_latin=first, family_latin=rest)
