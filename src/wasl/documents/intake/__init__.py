"""One door for every file that people attach: sniffed here, opened only in a cage, photographs written anew."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from wasl.core.cage import Ceiling, Died, run_caged
from wasl.documents.rules.attachments import IMAGES, Kind, NotTaken, fault_of_name, holds_another, kind_of, safe_name

CEILING = Ceiling(memory=300 * 1024 * 1024, space=900 * 1024 * 1024, seconds=5)
EXAMINER = Path(__file__).with_name("examiner.py")


class CannotTake(ValueError):
    """The file is not taken; `reason` says which sentence the screen shows, `detail` what the file is or how large."""

    def __init__(self, reason: NotTaken, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Taken:
    """`content` is what is kept; the rest is what is known of the file as it came.

    `taken_at` is the camera's own clock, as it wrote it; `place` is "latitude, longitude" in degrees.
    """

    kind: Kind
    name: str
    content: bytes
    original_sha256: str
    original_size: int
    taken_at: str = ""
    place: str = ""


def take(content: bytes, *, name: str, most_bytes: int) -> Taken:
    """Raises CannotTake. A photograph loses what the camera put into it, and any second file behind it."""
    if len(content) > most_bytes:
        raise CannotTake(NotTaken.SIZE, str(most_bytes // 1_000_000))
    kind = kind_of(content)
    if isinstance(kind, NotTaken):
        raise CannotTake(kind)
    if holds_another(kind, content):
        raise CannotTake(NotTaken.TWO_IN_ONE)
    found, kept = _examined(content, kind)
    kind = Kind(found.get("kind", kind))
    if fault := fault_of_name(name, kind):
        raise CannotTake(fault, str(kind))
    return Taken(
        kind=kind, name=safe_name(name, kind), content=kept if kind in IMAGES else content,
        original_sha256=hashlib.sha256(content).hexdigest(), original_size=len(content),
        taken_at=found.get("taken_at", ""), place=found.get("place", ""),
    )  # fmt: skip


def _examined(content: bytes, kind: Kind) -> tuple[dict[str, str], bytes]:
    if kind == Kind.TEXT:
        return {}, content
    try:
        answer = run_caged(EXAMINER, kind, content=content, ceiling=CEILING, patience=20)
    except Died:
        raise CannotTake(NotTaken.BOMB) from None
    head, _line, rest = answer.partition(b"\n")
    found: dict[str, str] = json.loads(head)
    if "refused" in found:
        raise CannotTake(NotTaken(found["refused"]))
    return found, rest
