"""A process of its own, under a ceiling of memory and time, for whatever reads a file that came from outside.

A file of a few kilobytes may ask its reader for gigabytes: the reader dies in its cage instead of taking the server
along.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Start of the interpreter and waiting for a busy machine included.
PATIENCE = 60


class Died(RuntimeError):
    """The reader met its ceiling of memory or time, or ended without an answer."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """`memory` in bytes of data, `space` in bytes of addresses, `seconds` of processor."""

    memory: int
    space: int
    seconds: int


def run_caged(reader: Path, *arguments: object, content: bytes, ceiling: Ceiling, patience: float = PATIENCE) -> bytes:
    """What `reader` (a script that imports nothing of this project) writes when `content` is its input; raises Died."""
    limits = (ceiling.memory, ceiling.space, ceiling.seconds)
    script = Path(__file__).with_name("caged.py")
    command = [sys.executable, "-I", str(script), *map(str, limits), str(reader), *map(str, arguments)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        raise Died("time") from None
    if done.returncode:
        raise Died("ceiling")
    return done.stdout
