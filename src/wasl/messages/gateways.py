"""How a message leaves: one shape, and two gateways that stay on this host. One that calls out is the operator's own,
named by setting; none is shipped."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from wasl.messages.rules import CARRIED, Channel


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a gateway is handed; `id` is the same at each attempt, for a carrier that recognises it."""

    id: UUID
    channel: Channel
    number: str
    language: str
    text: str


class Rejected(Exception):
    """The carrier will never take this message: a wrong number."""


class Unreachable(Exception):
    """The carrier cannot be reached now; nothing was sent."""


class Gateway(Protocol):
    name: str
    channels: frozenset[Channel]

    def send(self, parcel: Parcel) -> None:
        """Raises Rejected, or Unreachable when it is certain that nothing left."""

    def was_sent(self, message_id: UUID) -> bool | None:
        """Whether it left at an earlier attempt; None when the carrier cannot say."""


class ConsoleGateway:
    """Writes what would be sent to the standard output, for an installation that is being tried."""

    name = "console"
    channels = CARRIED

    def __init__(self, write: Callable[[str], object] | None = None) -> None:
        self.write = write or sys.stdout.write

    def send(self, parcel: Parcel) -> None:
        self.write(f"{parcel.channel} {parcel.number}: {parcel.text}\n")

    def was_sent(self, message_id: UUID) -> bool | None:
        return None


class FileGateway:
    """One file a message in a directory that the operator's own modem or tool empties.

    A file is named by the message, written beside and linked into place, so that it is there whole or not at all, and
    never twice. The tool moves what it took to `taken/` and leaves it there for a week.
    """

    name = "file"
    channels = CARRIED

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.taken = directory / "taken"
        self.taken.mkdir(mode=0o700, parents=True, exist_ok=True)

    def send(self, parcel: Parcel) -> None:
        content = {
            "id": str(parcel.id), "channel": parcel.channel, "number": parcel.number, "language": parcel.language,
            "text": parcel.text,
        }  # fmt: skip
        try:
            self._write(parcel.id, json.dumps(content, ensure_ascii=False))
        except OSError as error:
            raise Unreachable(str(error.errno)) from error

    def _write(self, message_id: UUID, content: str) -> None:
        beside = self.directory / f".{message_id}.{os.getpid()}"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            if not self.was_sent(message_id):
                os.link(beside, self._place(message_id))
        except FileExistsError:
            pass
        finally:
            beside.unlink()
        folder = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _place(self, message_id: UUID) -> Path:
        return self.directory / f"{message_id}.json"

    def was_sent(self, message_id: UUID) -> bool | None:
        return self._place(message_id).exists() or (self.taken / f"{message_id}.json").exists()
