"""Self-tests of the machine and the files: disk, clock, rights, keys, backups."""

import ctypes
import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from wasl.config.doctor import findings
from wasl.config.doctor.findings import Finding, bad, care, well
from wasl.config.launcher.home import Home

TIME_ERROR = 5


def clock_is_synchronised() -> bool:
    """What the kernel says of its own clock; true where it cannot be asked."""
    try:
        room = ctypes.create_string_buffer(512)
        return int(ctypes.CDLL(None).adjtimex(room)) != TIME_ERROR
    except (OSError, AttributeError):
        return True


def disk(home: Home) -> Finding:
    use = shutil.disk_usage(home.root)
    return findings.of_disk(free=use.free, total=use.total)


def rights(home: Home) -> Iterator[Finding]:
    """Secrets and keys are for the user Wasl runs as, and nobody else."""
    open_to_others = [
        path
        for directory in (home.keys, home.secrets)
        for path in (directory, *directory.glob("*"))
        if path.stat().st_mode & 0o077
    ]
    for path in open_to_others:
        yield bad("secrets", f"{path} can be read by others.", f"Run `chmod go= {path}`.")
    if not open_to_others:
        yield well("secrets", "keys and passwords are readable by Wasl alone")
    if os.geteuid() == 0:
        yield care(
            "user",
            "Wasl runs as root.",
            "Run it as a user of its own with the systemd unit (docs/guide/administration.md).",
        )


def key_place(home: Home) -> Finding:
    """Keys inside what is copied away would make the encryption of backups and fields worthless."""
    if home.keys.resolve().is_relative_to(home.backups.resolve()):
        return bad(
            "keys", "The keys are kept among the backups.", "Set WASL_KEYS or WASL_BACKUPS to another directory."
        )
    if home.backups.exists() and home.backups.stat().st_dev == home.root.stat().st_dev:
        return care(
            "backups",
            "The backups are on the disk of the data: one broken disk loses both.",
            "Set WASL_BACKUPS to another disk, or copy its files (they are encrypted) to another machine every day.",
        )
    return well("keys", "outside database and backups")


def last_backups(home: Home) -> tuple[datetime | None, datetime | None]:
    """When the newest backup ended, and when one was last restored and compared."""
    files = sorted(home.backups.glob("*.wasl"), key=lambda path: path.stat().st_mtime)
    newest = datetime.fromtimestamp(files[-1].stat().st_mtime, UTC) if files else None
    return newest, _verified_at(home.backups / "verified.json")


def _verified_at(path: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(path.read_text())["at"])
    except (OSError, ValueError, KeyError):
        return None
