"""Encryption of single fields, with keys that live in a file outside the database and its backups.

The key ring is `fields.json` in the directory WASL_KEYS (default: `keys` in WASL_HOME), mode 0600:
{"current": id, "keys": {id: base64 of 32 bytes}, "blind": base64 of 32 bytes}. A sealed value is
key id (4 bytes) + nonce (12 bytes) + AES-256-GCM ciphertext, so that old values stay readable after a rotation.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FILE = "fields.json"
_ID_SIZE, _NONCE_SIZE = 4, 12


class KeysMissing(RuntimeError):
    """The key ring cannot be read; the text says what to do."""


class CannotUnseal(ValueError):
    """The value was sealed with a key that is not in the ring, or was changed since."""


@dataclass(frozen=True)
class KeyRing:
    current: bytes
    keys: dict[bytes, bytes] = field(repr=False)
    blind: bytes = field(repr=False)


def keys_directory() -> Path:
    home = Path(os.environ.get("WASL_HOME", Path.cwd() / "var"))
    return Path(os.environ.get("WASL_KEYS", home / "keys")).absolute()


def create_ring(directory: Path) -> Path:
    """Writes a new ring with one key; an existing one is left as it is."""
    path = directory / FILE
    if not path.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, {"current": "", "keys": {}, "blind": _encoded(secrets.token_bytes(32))})
        rotate(directory)
    return path


def rotate(directory: Path) -> str:
    """Adds a key and makes it the one in use; answers its id. Older keys stay, to read what they sealed."""
    path = directory / FILE
    content = json.loads(path.read_text())
    key_id = secrets.token_hex(_ID_SIZE)
    content["keys"][key_id] = _encoded(secrets.token_bytes(32))
    content["current"] = key_id
    _write(path, content)
    ring.cache_clear()
    return key_id


def _write(path: Path, content: dict[str, object]) -> None:
    # Written beside and renamed, so that a power cut leaves the old ring or the new one, never half of one.
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


@cache
def ring() -> KeyRing:
    """The ring in force; read once in a process. Raises KeysMissing."""
    path = keys_directory() / FILE
    try:
        content = json.loads(path.read_text())
        return KeyRing(
            current=bytes.fromhex(content["current"]),
            keys={bytes.fromhex(name): base64.b64decode(key) for name, key in content["keys"].items()},
            blind=base64.b64decode(content["blind"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise KeysMissing(
            f"The field keys cannot be read at {path}: put the key file back from its own safe copy, "
            "or run `wasl keys create` on a new installation."
        ) from error


def seal(value: bytes, *, context: bytes = b"") -> bytes:
    """AES-256-GCM; `context` (a row's id, say) must be given again to unseal, so that values cannot be swapped."""
    keys = ring()
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return keys.current + nonce + AESGCM(keys.keys[keys.current]).encrypt(nonce, value, context)


def unseal(value: bytes, *, context: bytes = b"") -> bytes:
    """Raises CannotUnseal when the key is unknown or the value was altered."""
    raw = bytes(value)
    key = ring().keys.get(raw[:_ID_SIZE])
    if key is None:
        raise CannotUnseal("sealed with a key that is not in the ring")
    nonce, cipher = raw[_ID_SIZE : _ID_SIZE + _NONCE_SIZE], raw[_ID_SIZE + _NONCE_SIZE :]
    try:
        return AESGCM(key).decrypt(nonce, cipher, context)
    except InvalidTag as error:
        raise CannotUnseal("altered since it was sealed, or given another context") from error


def seal_text(text: str, *, context: bytes = b"") -> str:
    """URL-safe base64 of the sealed UTF-8 text."""
    return base64.urlsafe_b64encode(seal(text.encode(), context=context)).decode()


def unseal_text(text: str, *, context: bytes = b"") -> str:
    return unseal(base64.urlsafe_b64decode(text.encode()), context=context).decode()


def blind_index(text: str) -> bytes:
    """16 bytes of keyed SHA-256: equal texts give equal bytes, and nothing else can be learned without the key."""
    return hmac.new(ring().blind, text.encode(), hashlib.sha256).digest()[:16]
