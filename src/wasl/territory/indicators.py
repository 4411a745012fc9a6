"""The census figures as people read them: themes, labels, units and warnings, in French and Arabic.

What the censuses hold beyond these (asked in 2014 alone, age of dwellings by type) stays in the database unlabelled.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

type Labels = Mapping[str, str]

COUNTED = frozenset({"people", "households", "establishments", "jobs", "souks", "dwellings"})


class UnknownIndicator(LookupError):
    """No indicator with a label bears this code."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """`code` is the column of the reference package; `note` warns against a false comparison of the two censuses."""

    code: str
    theme: str
    label: Labels
    note: Labels | None


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    label: Labels
    indicators: tuple[Indicator, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """In reading order."""
    read = _read()
    return tuple(
        Theme(
            theme["code"],
            _labels(theme),
            tuple(
                Indicator(row["code"], theme["code"], _labels(row), read["notes"].get(row["code"]))
                for row in theme["indicators"]
            ),
        )
        for theme in read["themes"]
    )


@cache
def _by_code() -> Mapping[str, Indicator]:
    return MappingProxyType({each.code: each for theme in themes() for each in theme.indicators})


def indicator(code: str) -> Indicator:
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownIndicator(code) from None


def full_label(code: str, language: str) -> str:
    """« Confort du logement : Électricité », so that a figure read alone says what it is."""
    found = indicator(code)
    theme = next(theme for theme in themes() if theme.code == found.theme)
    if len(theme.indicators) == 1:
        return found.label[language]
    colon = " :" if language == "fr" else ":"
    return f"{theme.label[language]}{colon} {found.label[language]}"


def unit_label(unit: str, language: str) -> str:
    """Of a unit as the package names it: "people" → « personnes », « شخصا »."""
    return str(_read()["units"][unit][language])


def places(unit: str) -> int:
    """Decimals printed: none for what is counted, one for rates and means."""
    return 0 if unit in COUNTED else 1


def _labels(row: Mapping[str, str]) -> Labels:
    return MappingProxyType({"fr": row["fr"], "ar": row["ar"]})


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((resources.files("wasl.territory") / "data" / "indicators.toml").read_text(encoding="utf-8"))
