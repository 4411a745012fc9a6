"""The one directory that holds the state of an installation."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from wasl.config.launcher.errors import CannotStart


@dataclass(frozen=True)
class Home:
    """Paths under WASL_HOME. `keys` is read by the application, `secrets` by the launcher alone."""

    root: Path

    @classmethod
    def from_environment(cls) -> "Home":
        return cls(Path(os.environ.get("WASL_HOME", Path.cwd() / "var")).absolute())

    @property
    def keys(self) -> Path:
        return Path(os.environ.get("WASL_KEYS", self.root / "keys")).absolute()

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def backups(self) -> Path:
        return Path(os.environ.get("WASL_BACKUPS", self.root / "backups")).absolute()

    @property
    def database(self) -> Path:
        return self.root / "postgresql"

    def prepare(self) -> "Home":
        """Makes the directories. The root stays passable, because PostgreSQL may run as another user."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            for private in (self.secrets, self.run, self.log, self.keys):
                private.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CannotStart(
                f"{error.filename} cannot be made ({error.strerror}): set WASL_HOME to a directory this user may write."
            ) from None
        if not os.access(self.root, os.W_OK | os.X_OK):
            raise CannotStart(f"{self.root} is not writable: set WASL_HOME to a directory this user may write.")
        return self


def write_private(path: Path, text: str) -> None:
    """Replaces the file in one step; mode 0600 from its first byte."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.rename(path)


def database_secrets(home: Home) -> dict[str, str]:
    """Passwords of the database roles, drawn once."""
    path = home.secrets / "database.json"
    if not path.exists():
        drawn = {name: secrets.token_urlsafe(32) for name in ("postgres", "wasl_owner", "wasl_app")}
        write_private(path, json.dumps(drawn))
    found: dict[str, str] = json.loads(path.read_text())
    return found


def backup_key(home: Home) -> bytes:
    """32 bytes that encrypt the backups; losing them loses every backup."""
    path = home.keys / "backup.key"
    if not path.exists():
        write_private(path, base64.b64encode(secrets.token_bytes(32)).decode())
    return base64.b64decode(path.read_text())


def session_key(home: Home) -> Path:
    """The key that signs sessions and cookies; losing it only signs everybody out."""
    path = home.keys / "session.key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(64))
    return path
