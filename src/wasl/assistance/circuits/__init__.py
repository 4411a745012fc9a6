"""Circuits as data: every module of this folder holds one `CIRCUIT`; a new circuit is one new file."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module  # noqa: TID251 (this folder's own files only: nothing is hidden from the contracts)
from types import MappingProxyType

from wasl.assistance.rules.circuits import Circuit


class UnknownCircuit(LookupError):
    """No circuit bears this code."""


@cache
def circuits() -> Mapping[str, Circuit]:
    """By code, in alphabetical order of their files."""
    found = [import_module(f"{__name__}.{file.name}").CIRCUIT for file in pkgutil.iter_modules(__path__)]
    return MappingProxyType({circuit.code: circuit for circuit in found})


def circuit_of(code: str) -> Circuit:
    try:
        return circuits()[code]
    except KeyError:
        raise UnknownCircuit(code) from None
