"""Compressed, hashed copies of what browsers load, made again only when a source changed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home

PACKAGE = Path(__file__).resolve().parent.parent.parent


def fingerprint() -> str:
    """Names, sizes and times of the sources: reading them all would cost a second at every start."""
    digest = hashlib.sha256()
    for directory in sorted(PACKAGE.glob("*/static")):
        for folder, _, names in sorted(os.walk(directory, followlinks=True)):
            for name in sorted(names):
                about = Path(folder, name).stat()
                digest.update(f"{folder}/{name}:{about.st_size}:{about.st_mtime_ns}".encode())
    return digest.hexdigest()


def collect(home: Home, say: Callable[[str], None]) -> bool:
    """False if nothing had changed."""
    stamp, wanted = home.run / "static", fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and (home.root / "static").is_dir():
        return False
    say("Preparing style sheets, scripts and fonts")
    argv = [sys.executable, "-m", "wasl.config.command", "manage", "collectstatic", "--no-input", "--verbosity", "0"]
    env = {**os.environ, "WASL_HOME": str(home.root), "WASL_INSIDE": "1"}
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotStart(f"The static files could not be prepared ({reason}): run `make setup`.")
    stamp.write_text(wanted)
    return True
