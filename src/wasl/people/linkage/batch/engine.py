"""DuckDB with bounded memory and a temporary directory that only its owner reads and that is gone afterwards."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection

#: Part of the memory asked for that DuckDB may take: Python's own lists and the model live in the rest.
ENGINE_SHARE = 0.6
_SIZE = re.compile(r"(?i)\s*(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?\s*")
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}


def bytes_of(size: str) -> int:
    """ "2GB" → 2147483648. Raises ValueError."""
    match = _SIZE.fullmatch(size)
    if not match:
        raise ValueError(size)
    return int(float(match[1]) * _UNITS[match[2].lower()])


@contextmanager
def private_directory() -> Iterator[Path]:
    """0700, wiped whatever happens."""
    place = Path(tempfile.mkdtemp(prefix="wasl-link-"))
    os.chmod(place, 0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def opened(place: Path, *, memory: str = "2GB", threads: int | None = None) -> Iterator[Connection]:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"SET memory_limit = '{int(bytes_of(memory) * ENGINE_SHARE) >> 20}MiB'")
        connection.execute(f"SET temp_directory = '{place}'")
        connection.execute(f"SET threads = {threads or os.cpu_count() or 1}")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        yield connection
