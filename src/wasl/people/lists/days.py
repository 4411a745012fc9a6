"""Births as lists write them: days in many forms and both languages, years, ages, numbers of a spreadsheet."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from wasl.core.folding import search_key, western_digits, without_controls
from wasl.core.sheets import Cell
from wasl.people.rules.birth import Birth

OLDEST = 120
_EPOCH = date(1899, 12, 30)
#: Days that a spreadsheet may have left as numbers: from 1909 to 2064.
_SERIALS = range(3_300, 60_000)

_MONTHS = {
    search_key(name): number
    for number, names in enumerate(
        (
            "janvier janv jan january يناير جانفي كانون",
            "fevrier février fevr fev feb february فبراير فيفري شباط",
            "mars mar march مارس آذار",
            "avril avr april أبريل ابريل افريل نيسان",
            "mai may ماي مايو أيار",
            "juin june jun يونيو يونيه جوان حزيران",
            "juillet juil jul july يوليوز يوليو جويلية تموز",
            "août aout aou august غشت أغسطس أوت آب",
            "septembre sept sep september شتنبر سبتمبر أيلول",
            "octobre oct october أكتوبر اكتوبر",
            "novembre nov november نونبر نوفمبر",
            "décembre decembre dec december دجنبر ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_AROUND = re.compile(
    r"\b(?:nee?|ne e|le|la|en|vers|environ|env|presume|presumee|date|naissance|annee|age|agee?|de|"
    r"حوالي|تقريبا|سنه(?= \d)|عام(?= \d)|مزداد|مزداده|بتاريخ|يوم|ولد|ولدت|في|عمره|عمرها|ميلاديه?)\b"
)
_AGE = re.compile(r"(\d{1,3})\s*(?:ans?|سنه|سنوات|سنين|عاما|عام|اعوام|years?|y)\b")
_MONTHS_OLD = re.compile(r"(\d{1,2})\s*(?:mois|شهر|شهرا|اشهر|شهور)\b")
_SIGNS = r"[\s/.\\،,-]+"
_ISO = re.compile(rf"(\d{{4}}){_SIGNS}(\d{{1,2}}){_SIGNS}(\d{{1,2}})(?:[t ]\d.*)?")
_PLAIN = re.compile(rf"(\d{{1,2}}){_SIGNS}(\d{{1,2}}){_SIGNS}(\d{{4}}|\d{{2}})(?: \d.*)?")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SIGNS}(\d{{4}})")
_NAMED = re.compile(rf"(?:(\d{{1,2}})(?:er)?{_SIGNS})?([^\W\d]+){_SIGNS}(\d{{4}}|\d{{2}})")


class NoDay(ValueError):
    """The text is no birth that can be read; its argument is a code."""


def birth_in(cell: Cell, *, today: date, month_first: bool = False) -> Birth:
    """What a cell of a column of births says; an empty one says nothing. Raises NoDay."""
    if isinstance(cell, date):
        return Birth(cell.year, cell.month, cell.day)
    if isinstance(cell, (int, float)):
        return _number(int(cell), today)
    text = _clean(cell)
    if not text:
        return Birth()
    return _text(text, today, month_first)


def is_month_first(cells: Iterable[Cell]) -> bool:
    """Whether a column writes the month before the day: some second number is beyond twelve, no first one is."""
    found = [match for cell in cells if isinstance(cell, str) and (match := _PLAIN.fullmatch(_clean(cell)))]
    firsts = any(int(match.group(1)) > 12 for match in found)
    return not firsts and any(int(match.group(2)) > 12 for match in found)


def _clean(cell: str) -> str:
    key = search_key(western_digits(without_controls(cell))).strip(" .:؛;()-_؟?")
    if key in {"", "x", "xx", "nc", "inconnu", "inconnue", "neant", "غير معروف", "غ م", "مجهول", "0"}:
        return ""
    return re.sub(r"\s+", " ", _AROUND.sub(" ", key)).strip(" .:()")


def _number(number: int, today: date) -> Birth:
    if 0 < number <= OLDEST:
        return Birth(age=number, stated_on=today)
    if 1890 <= number <= today.year:
        return Birth(number)
    if number in _SERIALS:
        born = _EPOCH + timedelta(days=number)
        return Birth(born.year, born.month, born.day)
    if number == 0:
        return Birth()
    if number < 1_000:
        raise NoDay("AGE_RANGE")
    text = f"{number:08d}"
    if len(text) == 8:
        return _eight(text, today)
    raise NoDay("DATE_UNREADABLE")


def _eight(text: str, today: date) -> Birth:
    """19880512, or 12051988."""
    if 1890 <= int(text[:4]) <= today.year:
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:]))
    return _checked(int(text[4:]), int(text[2:4]), int(text[:2]))


def _text(text: str, today: date, month_first: bool) -> Birth:
    if text.isdigit():
        return _number(int(text), today)
    if match := _AGE.fullmatch(text):
        return Birth(age=int(match.group(1)), stated_on=today)
    if match := _MONTHS_OLD.fullmatch(text):
        return Birth(age=int(match.group(1)) // 12, stated_on=today)
    if match := _ISO.fullmatch(text):
        return _checked(*map(int, match.groups()))
    if match := _PLAIN.fullmatch(text):
        first, second, year = match.groups()
        day, month = (second, first) if month_first else (first, second)
        return _checked(_year(year, today), int(month), int(day))
    if match := _MONTH_YEAR.fullmatch(text):
        return _checked(int(match.group(2)), int(match.group(1)), 0)
    if (match := _NAMED.fullmatch(text)) and (named := _MONTHS.get(match.group(2))):
        return _checked(_year(match.group(3), today), named, int(match.group(1) or 0))
    raise NoDay("DATE_UNREADABLE")


def _year(text: str, today: date) -> int:
    """Two figures are of this century while that is not to come."""
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) <= today.year % 100 else 1900)


def _checked(year: int, month: int, day: int) -> Birth:
    """00/00/1988 is the year alone. Raises NoDay for a day that is in no calendar."""
    if not month:
        return Birth(year)
    try:
        date(year, month, day or 1)
    except ValueError:
        raise NoDay("IMPOSSIBLE_DATE") from None
    return Birth(year, month, day or None)
