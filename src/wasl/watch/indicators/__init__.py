"""Watched indicators as data: every module of this folder lists its own in `WATCHED`; a new one is one new entry."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module  # noqa: TID251 (this folder's own files only: nothing is hidden from the contracts)
from types import MappingProxyType

from wasl.watch.rules.indicator import Watched


class CodeTwice(ValueError):
    """Two watched indicators bear one code."""


@cache
def watched() -> Mapping[str, Watched]:
    """By code, in the order of the files."""
    known: dict[str, Watched] = {}
    for file in pkgutil.iter_modules(__path__):
        for indicator in import_module(f"{__name__}.{file.name}").WATCHED:
            if indicator.code in known:
                raise CodeTwice(indicator.code)
            known[indicator.code] = indicator
    return MappingProxyType(known)
