"""What the vocabulary says of each role: level, unit kinds, circuits."""

from functools import cache

from wasl.vocabulary.queries import term


def _codes(role: str, attribute: str) -> frozenset[str]:
    codes = term("roles", role).attributes[attribute]
    return frozenset(codes) if isinstance(codes, tuple) else frozenset()


@cache
def level_of(role: str) -> int:
    """0 to 4; level 4 rows are read by named accounts only, whatever the role."""
    return int(str(term("roles", role).attributes["level"]).removeprefix("N"))


@cache
def circuits_of(role: str) -> frozenset[str]:
    return _codes(role, "circuits")


@cache
def unit_kinds_of(role: str) -> frozenset[str]:
    return _codes(role, "unit_types")
