"""How numbers, dates, times and amounts are written on screen, in French and Arabic. Plain text, no markup."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wasl.core.months import MONTHS, day_in_words

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
NUMBER = int | float | Decimal


def language() -> str:
    """`fr` or `ar`, the language of the page being made."""
    return "ar" if (get_language() or "fr").startswith("ar") else "fr"


def number(value: NUMBER, places: int | None = None) -> str:
    """1234567.5 → 1 234 567,5 with narrow no-break spaces; `places` fixes the decimals (half-even, as stored)."""
    text = f"{abs(value):.{places}f}" if places is not None else format(abs(Decimal(str(value))), "f")
    whole, _dot, part = text.partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    grouped = NARROW_SPACE.join([whole, *groups])
    sign = MINUS if value < 0 and any(digit in "123456789" for digit in text) else ""
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"


def percent(value: NUMBER, places: int = 1) -> str:
    """46.62 → 46,6 %."""
    return f"{number(value, places)}{NARROW_SPACE}%"


def local(value: datetime) -> datetime:
    """The same instant on the clock of Casablanca; a naive time is taken as already local."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: date | datetime) -> str:
    """15/01/2026."""
    value = local(value) if isinstance(value, datetime) else value
    return f"{value:%d/%m/%Y}"


def clock(value: datetime) -> str:
    """09:05."""
    return f"{local(value):%H:%M}"


def month(value: date, lang: str | None = None) -> str:
    """janvier 2026, يناير 2026."""
    return f"{MONTHS[lang or language()][value.month - 1]} {value.year}"


def long_day(value: date | datetime, lang: str | None = None) -> str:
    """Mardi 24 novembre 2026 in a sentence: mardi 24 novembre 2026, الثلاثاء 24 نونبر 2026."""
    value = local(value) if isinstance(value, datetime) else value
    return day_in_words(value, lang or language())


def currency() -> str:
    """The unit that follows an amount: MAD, درهم."""
    return _("MAD")


def amount(value: NUMBER) -> str:
    """Dirhams without their unit: whole when they are, else two decimals."""
    return number(value, 0 if value == int(value) else 2)


def comma() -> str:
    """Between the items of a list, with its space."""
    return "، " if language() == "ar" else ", "
