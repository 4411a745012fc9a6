"""Compiling for one thread, and keeping what was compiled where there is room for it.

Numba keeps it beside the source; where that folder is read-only, in one of our own among the machine's temporary
folders; where even that fails it compiles anew in each process.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

import numba
from numba.core import config

#: Sums may be taken in another order, sixteen terms at a time; NaN keeps its meaning.
LOOSE = {"reassoc", "contract", "arcp", "nsz", "afn"}


def compiled[F: Callable[..., Any]](function: F, *, is_loose: bool = False) -> F:
    """A division by zero gives inf or NaN, as in the arrays around it; `is_loose` trades the last digits for speed."""
    is_kept = _has_place(Path(function.__code__.co_filename).parent)
    fast = LOOSE if is_loose else False
    return cast(F, numba.njit(cache=is_kept, error_model="numpy", nogil=True, fastmath=fast)(function))


@cache
def _has_place(source: Path) -> bool:
    """Whether what is compiled of a folder of sources can be kept; what was kept of other sources is forgotten."""
    kept = source / "__pycache__"
    if config.CACHE_DIR:  # type: ignore[attr-defined]  # numba sets its settings when it starts
        kept = Path(config.CACHE_DIR)  # type: ignore[attr-defined]
    elif not os.access(kept if kept.exists() else source, os.W_OK):
        folder = _own_folder()
        if folder is None:
            return False
        kept, config.CACHE_DIR = folder, str(folder)  # type: ignore[attr-defined]
    try:
        kept.mkdir(exist_ok=True)
        forget_stale(kept, source)
    except OSError:
        return False
    return True


def _own_folder() -> Path | None:
    """A folder of ours alone: another user's code would be run from it."""
    folder = Path(tempfile.gettempdir()) / f"wasl-compiled-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return None
    is_ours = state.st_uid == os.getuid() and not folder.is_symlink() and state.st_mode & 0o077 == 0
    return folder if is_ours and os.access(folder, os.W_OK) else None


def forget_stale(kept: Path, source: Path) -> None:
    """Numba looks at a function's own file only: what it calls in another may have changed, so all goes together."""
    read = [Path(__file__), *sorted(source.glob("*.py"))]
    sources = hashlib.sha256(b"".join(path.read_bytes() for path in read)).hexdigest()
    seal = kept / f"compiled-from-{source.name}"
    if seal.exists() and seal.read_text() == sources:
        return
    names = {path.stem for path in read}
    for pattern in ("*.nbi", "*.nbc"):
        for path in kept.rglob(pattern):
            if path.name.partition(".")[0] in names:
                path.unlink(missing_ok=True)
    seal.write_text(sources)


loosely = partial(compiled, is_loose=True)
