"""Reports as data: every module of this folder holds one `REPORT`; a new report is one new file."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module  # noqa: TID251 (this folder's own files only: nothing is hidden from the contracts)
from types import MappingProxyType

from wasl.reports.rules.definition import Definition


class UnknownReport(LookupError):
    """No report bears this code."""


@cache
def definitions() -> Mapping[str, Definition]:
    """By code, in alphabetical order of their files."""
    found = [import_module(f"{__name__}.{file.name}").REPORT for file in pkgutil.iter_modules(__path__)]
    return MappingProxyType({report.code: report for report in found})


def definition_of(code: str) -> Definition:
    try:
        return definitions()[code]
    except KeyError:
        raise UnknownReport(code) from None
