"""A person nobody knows yet, from what was typed in the search box."""

from collections.abc import Mapping
from typing import Any

from wasl.people.rules import Birth, Particulars
from wasl.people.rules.particulars import is_arabic
from wasl.web.fields import latin_digits

#: An age in years, or a year of birth: no age has four digits.
OLDEST, EARLIEST = 120, 1900


def newcomer(text: str, given: Mapping[str, Any] | None = None, *, sex: str = "") -> Particulars:
    """First word as the given name and the rest as the family name, unless the two were corrected by hand.

    A year or an age among the words of the search is one, and no name.
    """
    words = [word for word in text.split() if not latin_digits(word).isdecimal()]
    years = next((word for word in map(latin_digits, text.split()) if word.isdecimal()), "")
    first, rest = (words[0], " ".join(words[1:])) if words else ("", "")
    if given is not None:
        first, rest = str(given.get("new_given", "")).strip(), str(given.get("new_family", "")).strip()
        years = latin_digits(str(given.get("new_age", "")))
    birth = _born(int(years)) if years.isdecimal() and len(years) < 5 else Birth()
    if is_arabic(first + rest):
        return Particulars(sex=sex or "X", birth=birth, given_ar=first, family_ar=rest)
    return Particulars(sex=sex or "X", birth=birth, given_latin=first, family_latin=rest)


def _born(number: int) -> Birth:
    if number <= OLDEST:
        return Birth(age=number)
    return Birth(year=number) if number >= EARLIEST else Birth()
