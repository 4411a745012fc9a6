"""One encrypted file of named sections.

Layout: b"WASL1\\n", length (u32) and JSON of a readable header, then chunks: length (u32) and AES-256-GCM ciphertext.
The file's key is HKDF-SHA256 of the backup key and a salt of the header; the nonce counts the chunks; each chunk is
bound to the header. The first byte of a chunk says what it is: S begins a section (its name follows), D is data,
E is the end. A file cut short lacks its E, a chunk moved or altered does not open.
"""

import base64
import hashlib
import io
import json
import secrets
import struct
from collections.abc import Iterator
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wasl.config.launcher.errors import CannotStart

MAGIC = b"WASL1\n"
CHUNK = 1 << 20
_LENGTH = struct.Struct(">I")


class Damaged(CannotStart):
    """The file cannot be trusted: another key, cut short, or altered."""


def key_check(key: bytes) -> str:
    return hashlib.sha256(b"wasl backup key" + key).hexdigest()[:12]


def _cipher(key: bytes, salt: str) -> AESGCM:
    derived = HKDF(hashes.SHA256(), 32, salt=base64.b64decode(salt), info=b"wasl backup").derive(key)
    return AESGCM(derived)


class Sealer(io.RawIOBase):
    """Write sections with `begin(name)` and `write(bytes)`; `finish()` makes the file whole."""

    def __init__(self, stream: IO[bytes], key: bytes, header: dict[str, Any]) -> None:
        self.stream = stream
        salt = base64.b64encode(secrets.token_bytes(32)).decode()
        text = json.dumps({**header, "salt": salt, "key": key_check(key)}).encode()
        self.cipher, self.bound, self.count = _cipher(key, salt), hashlib.sha256(text).digest(), 0
        self.buffer = bytearray()
        stream.write(MAGIC + _LENGTH.pack(len(text)) + text)

    def _put(self, kind: bytes, content: bytes) -> None:
        sealed = self.cipher.encrypt(self.count.to_bytes(12, "big"), kind + content, self.bound)
        self.count += 1
        self.stream.write(_LENGTH.pack(len(sealed)) + sealed)

    def begin(self, name: str) -> None:
        self.flush()
        self._put(b"S", name.encode())

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.buffer += content
        while len(self.buffer) >= CHUNK:
            self._put(b"D", bytes(self.buffer[:CHUNK]))
            del self.buffer[:CHUNK]
        return len(content)

    def flush(self) -> None:
        if self.buffer:
            self._put(b"D", bytes(self.buffer))
            self.buffer.clear()

    def finish(self) -> None:
        self.flush()
        self._put(b"E", b"")


class Opener:
    """Reads what Sealer wrote. `header` is known before the key is needed."""

    def __init__(self, stream: IO[bytes], key: bytes) -> None:
        self.stream = stream
        if stream.read(len(MAGIC)) != MAGIC:
            raise Damaged("This file is not a backup of Wasl: give the path of a .wasl file.")
        text = self._exactly(self._length())
        self.header: dict[str, Any] = json.loads(text)
        if self.header["key"] != key_check(key):
            raise Damaged(
                "This backup was made with another key: give the backup.key of that time with --key "
                "(docs/guide/administration.md, Keys)."
            )
        self.cipher, self.bound, self.count = _cipher(key, self.header["salt"]), hashlib.sha256(text).digest(), 0

    def _exactly(self, size: int) -> bytes:
        content = self.stream.read(size)
        if len(content) != size:
            raise Damaged("This backup was cut short: use another one.")
        return content

    def _length(self) -> int:
        length = int(_LENGTH.unpack(self._exactly(_LENGTH.size))[0])
        if length > 2 * CHUNK:
            raise Damaged("This backup was altered or damaged: use another one.")
        return length

    def _next(self) -> tuple[bytes, bytes]:
        sealed = self._exactly(self._length())
        try:
            content = self.cipher.decrypt(self.count.to_bytes(12, "big"), sealed, self.bound)
        except InvalidTag:
            raise Damaged("This backup was altered or damaged: use another one.") from None
        self.count += 1
        return content[:1], content[1:]

    def sections(self) -> Iterator[tuple[str, "Section"]]:
        """Each section once, in order; what is left unread of one is skipped."""
        kind, content = self._next()
        while kind == b"S":
            section = Section(self)
            yield content.decode(), section
            while section.after is None:
                section.advance()
            kind, content = section.after
        if kind != b"E":
            raise Damaged("This backup was altered or damaged: use another one.")


class Section(io.RawIOBase):
    """The data of one section as a readable stream."""

    def __init__(self, opener: Opener) -> None:
        self.opener = opener
        self.ready = memoryview(b"")
        self.after: tuple[bytes, bytes] | None = None

    def advance(self) -> None:
        kind, content = self.opener._next()
        if kind == b"D":
            self.ready = memoryview(content)
        else:
            self.after = kind, content
            self.ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        while not self.ready and self.after is None:
            self.advance()
        size = min(len(room), len(self.ready))
        room[:size] = self.ready[:size]
        self.ready = self.ready[size:]
        return size
