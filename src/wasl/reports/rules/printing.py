"""A figure as a template writes it. Words of qualifiers are given by the caller, from the vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from wasl.core.figures import NARROW_SPACE, Counted, Figure, Qualifier, Rounding, grouped, rounded
from wasl.reports.rules.definition import Shown

UNKNOWN = "—"

Words = Mapping[Qualifier, str]


@dataclass(frozen=True, slots=True)
class Style:
    """Between thousands, before decimals, and after a percentage."""

    separator: str
    mark: str = ","
    percent: str = f"{NARROW_SPACE}%"


#: On paper thousands are grouped in French and left together in Arabic, as the institution prints them.
PAPER = {"fr": Style(NARROW_SPACE), "ar": Style("", percent="%")}
SCREEN = Style(NARROW_SPACE)


def as_shown(figure: Figure, shown: Shown) -> Figure:
    """The figure the template publishes: cut to "more than" where it says so."""
    return figure.more_than(shown.floor_step) if shown.floor_step else figure


def exported(figure: Figure) -> Decimal:
    """The value of files: whole, or to the centime, or a percentage to four places."""
    places = {Counted.PERCENT: 4, Counted.MAD: 2, Counted.PER_AGENT: 2}.get(figure.unit, 0)
    value = rounded(figure.value, places, Rounding.HALF_UP)
    return value.to_integral_value() if value == value.to_integral_value() else value


def written(
    figure: Figure, *, places: int, rounding: Rounding, style: Style, words: Words, has_sign: bool = False
) -> str:
    """ "plus de 1 900", "46 %", "environ +30 %"; amounts show centimes only when they have some."""
    value = figure.value
    if figure.unit is Counted.MAD and value != value.to_integral_value():
        places = 2
    value = rounded(value, places, rounding)
    sign = "+" if has_sign and value > 0 else ""
    number = sign + grouped(value, separator=style.separator, mark=style.mark)
    if figure.unit is Counted.PERCENT:
        number += style.percent
    word = words.get(figure.qualifier, "")
    return f"{word} {number}" if word else number


def on_paper(figure: Figure | None, shown: Shown, *, language: str, words: Words) -> str:
    if figure is None:
        return UNKNOWN
    return written(
        figure,
        places=shown.places,
        rounding=shown.rounding,
        style=PAPER[language],
        words=words,
        has_sign=shown.has_sign,
    )


def on_screen(figure: Figure | None, shown: Shown, *, words: Words) -> str:
    if figure is None:
        return UNKNOWN
    if shown.screen_places is not None:
        shown = replace(shown, places=shown.screen_places, rounding=shown.screen_rounding)
    return written(
        figure, places=shown.places, rounding=shown.rounding, style=SCREEN, words=words, has_sign=shown.has_sign
    )
