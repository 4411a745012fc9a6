"""Who founds an institution, as typed on the command line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wasl.config.launcher.errors import CannotStart


@dataclass(frozen=True)
class Administrator:
    number: str
    given_name: str
    family_name: str


def administrators(told: Sequence[str]) -> list[Administrator]:
    """From NUMBER:GIVEN:FAMILY. Two at least: later resets need a second person, so the first day does too."""
    found = []
    for text in told:
        parts = [part.strip() for part in text.split(":")]
        if len(parts) != 3 or not all(parts) or not re.fullmatch("[A-Za-z0-9-]{2,20}", parts[0]):
            raise CannotStart(f"{text!r} is not NUMBER:GIVEN:FAMILY, for example A1001:Amina:Alaoui.")
        found.append(Administrator(parts[0].upper(), parts[1], parts[2]))
    if len(found) < 2 or len({one.number for one in found}) < len(found):
        raise CannotStart("One administrator alone could reset nobody: name two, with different staff numbers.")
    return found


def arabic_name(text: str) -> str:
    if not re.search("[\u0621-\u064a]", text):
        raise CannotStart(f"The Arabic name {text!r} holds no Arabic letter: give the institution's name in Arabic.")
    return text
