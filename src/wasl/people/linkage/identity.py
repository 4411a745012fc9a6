"""What is known of a person, as plain values: the common ground of search keys and agreement."""

import re
from dataclasses import dataclass
from datetime import date

from wasl.core.folding import western_digits
from wasl.people.linkage.names import Word, words

_YEAR = re.compile("(19|20)\\d\\d")
_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_PHONE = re.compile(r"(?<![A-Za-z0-9])(?:[+0](?:\d[ .-]?){8,13}\d|[5-8]\d{8})(?![A-Za-z0-9])")
# Letters then at least four digits: a passport or a card, not a name with digits for letters.
_DOCUMENT = re.compile("[A-Za-z]{0,3}[0-9]{4,}[A-Za-z]?")


@dataclass(frozen=True, slots=True)
class Identity:
    """Names as typed, in either script; `birth_date` only when the day is known, `birth_year` whenever the year is.

    `sex` is "F" or "M"; `commune` any stable code; `documents` are numbers other than the national card's.
    `is_partial` says that the names may be beginnings: someone is still typing.
    """

    given: str = ""
    family: str = ""
    father: str = ""
    mother: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    sex: str = ""
    commune: str = ""
    phones: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    is_partial: bool = False

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year

    @property
    def day(self) -> date | None:
        """The birth date, unless it is 1 January, which only says the year."""
        is_known = self.birth_date is not None and (self.birth_date.month, self.birth_date.day) != (1, 1)
        return self.birth_date if is_known else None

    @property
    def names(self) -> tuple[Word, ...]:
        return words(self.given) + words(self.family)


def local_digits(phone: str) -> str:
    """A phone number as its last nine digits, so that +212 6…, 00212 6… and 06… are one; shorter ones as they are."""
    return re.sub(r"\D", "", western_digits(phone))[-9:]


def read_box(text: str) -> Identity:
    """What was typed in the one search box: a birth date or year, phones, document numbers, and names in any order.

    Names count as beginnings ("fat ben") unless the text ends with a space.
    """
    typed = western_digits(text)
    dates = [found for match in _DATE.finditer(typed) if (found := _date(match))]
    rest = _DATE.sub(" ", typed)
    phones = [match.group() for match in _PHONE.finditer(rest)]
    tokens = _PHONE.sub(" ", rest).split()
    years = [int(token) for token in tokens if _YEAR.fullmatch(token)]
    names = [token for token in tokens if not _YEAR.fullmatch(token) and not _DOCUMENT.fullmatch(token)]
    return Identity(
        given=" ".join(names),
        birth_year=years[0] if years else None,
        birth_date=dates[0] if dates else None,
        phones=tuple(local_digits(phone) for phone in phones),
        documents=tuple(token for token in tokens if _DOCUMENT.fullmatch(token) and not _YEAR.fullmatch(token)),
        is_partial=bool(names) and not typed[-1:].isspace(),
    )


def _date(match: re.Match[str]) -> date | None:
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
