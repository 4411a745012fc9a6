"""The shipped outlines: gzipped TopoJSON made by ``scripts/build_boundaries.py``, one object of shapes by code."""

import hashlib
from functools import cache
from importlib import resources

from wasl.territory.models import Territory
from wasl.territory.rules import Level


class NoBoundary(LookupError):
    """No outline of this name is shipped."""


@cache
def packed(name: str) -> bytes:
    """Of ``regions``, ``provinces`` or ``communes-05``."""
    file = resources.files("wasl.territory") / "data" / f"{name}.topojson.gz"
    if not name.replace("-", "").isalnum() or not file.is_file():
        raise NoBoundary(name)
    return file.read_bytes()


@cache
def digest(name: str) -> str:
    """Changes with the outlines, so that an address may be kept for ever."""
    return hashlib.sha256(packed(name)).hexdigest()[:12]


def name_for(place: Territory, level: str) -> str | None:
    """The outlines that show one level of a place; None where no outline is known (cercles, arrondissements)."""
    region = place.path[:2]
    if level == Level.REGION:
        return "regions"
    if level == Level.PROVINCE and place.level in {Level.COUNTRY, Level.REGION}:
        return "provinces"
    if level == Level.COMMUNE and region:
        return f"communes-{region}"
    return None
