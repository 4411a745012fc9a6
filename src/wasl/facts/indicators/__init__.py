"""Indicators as data: every module of this folder lists its own in `INDICATORS`; a new one is one new file."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module  # noqa: TID251 (this folder's own files only: nothing is hidden from the contracts)
from types import MappingProxyType

from wasl.facts.measures import MEASURES
from wasl.facts.rules.indicator import Indicator, declared


class CodeTwice(ValueError):
    """Two indicators bear one code."""


@cache
def built_in() -> Mapping[str, Indicator]:
    """By code: one per measure, then those of the files."""
    known = {m.code: declared(m.code, m.label, m.unit, is_sensitive=m.is_sensitive) for m in MEASURES.values()}
    for file in pkgutil.iter_modules(__path__):
        for indicator in import_module(f"{__name__}.{file.name}").INDICATORS:
            if indicator.code in known:
                raise CodeTwice(indicator.code)
            known[indicator.code] = indicator
    return MappingProxyType(known)
