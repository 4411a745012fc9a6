"""What a bulletin says, as plain data: the same content on screen, in both papers and in the archive."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from wasl.core.bilingual import Bilingual


class BulletinFault(StrEnum):
    """Why it is refused; the screen has a sentence for each."""

    MONTH = "month"
    TERRITORY = "territory"
    OWN = "own"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Item:
    """One alert in words, what was done about it, and where it stands (a code of `watch_alert_status`)."""

    sentence: Bilingual
    todo: Bilingual
    state: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """One published count; `places` are several when they are only told together, `value` None when not told."""

    label: Bilingual
    value: int | None
    before: int | None
    places: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of context: a label and what is printed beside it."""

    label: Bilingual
    value: Bilingual


@dataclass(frozen=True, slots=True)
class Content:
    place: Bilingual
    month: str
    items: tuple[Item, ...]
    dismissed: int
    numbers: tuple[Number, ...]
    context: tuple[Fact, ...]


def canonical(content: Content) -> str:
    """The same content always gives the same text."""
    return json.dumps(asdict(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Content:
    """The inverse of `canonical`."""
    given: dict[str, Any] = json.loads(text)

    def two(pair: dict[str, str]) -> Bilingual:
        return Bilingual(**pair)

    def twos(pairs: Sequence[dict[str, str]]) -> tuple[Bilingual, ...]:
        return tuple(map(two, pairs))

    return Content(
        place=two(given["place"]),
        month=given["month"],
        items=tuple(
            Item(two(one["sentence"]), two(one["todo"]), one["state"], one["outcome"]) for one in given["items"]
        ),
        dismissed=given["dismissed"],
        numbers=tuple(
            Number(two(one["label"]), one["value"], one["before"], twos(one["places"])) for one in given["numbers"]
        ),
        context=tuple(Fact(two(one["label"]), two(one["value"])) for one in given["context"]),
    )
