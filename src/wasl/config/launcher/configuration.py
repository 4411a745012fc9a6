"""The launcher's own settings, read once from the environment and refused with one sentence each."""

import importlib
import os
from dataclasses import dataclass
from pathlib import Path

from wasl.config.launcher.certificate import check as check_pair
from wasl.config.launcher.errors import CannotStart


@dataclass(frozen=True)
class Configuration:
    """Where to listen, with how many processes, and over which certificate."""

    host: str
    port: int
    workers: int
    certificate: Path | None
    certificate_key: Path | None

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"

    @property
    def address(self) -> str:
        """What a browser on this machine opens."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host
        return f"{self.scheme}://{f'[{host}]' if ':' in host else host}:{self.port}/"


def whole_number(name: str, default: int, lowest: int, highest: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise CannotStart(
            f"{name}={text} is not a whole number from {lowest} to {highest}: set it to one, or unset it."
        )
    return int(text)


def file_named(name: str) -> Path | None:
    text = os.environ.get(name, "").strip()
    if not text:
        return None
    path = Path(text).absolute()
    if not os.access(path, os.R_OK) or not path.is_file():
        raise CannotStart(f"{name}={text} is not a file that this user can read: correct the path or its rights.")
    return path


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def refuse_bad_settings() -> None:
    """The web server would only say it in its log, again and again."""
    try:
        importlib.import_module("wasl.config.settings")
    except SystemExit as reason:
        raise CannotStart(str(reason)) from None


def read() -> Configuration:
    refuse_bad_settings()
    certificate, key = file_named("WASL_TLS_CERTIFICATE"), file_named("WASL_TLS_KEY")
    if (certificate is None) != (key is None):
        missing = "WASL_TLS_KEY" if key is None else "WASL_TLS_CERTIFICATE"
        raise CannotStart(f"{missing} is not set: a certificate and its key are given together.")
    if certificate and key:
        check_pair(certificate, key)
    return Configuration(
        host=os.environ.get("WASL_HOST", "").strip() or "127.0.0.1",
        port=whole_number("WASL_PORT", 8000, 1, 65_535),
        workers=whole_number("WASL_WORKERS", min(cores(), 8), 1, 64),
        certificate=certificate,
        certificate_key=key,
    )


def load_file(path: Path) -> None:
    """Lines NAME=value of WASL_HOME/wasl.env: every command sees what the service sees. The environment wins."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise CannotStart(f"Line {number} of {path} is not NAME=value: correct it or put # before it.")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))
