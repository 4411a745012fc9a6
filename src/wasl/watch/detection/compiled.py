"""Compiling for one thread, and keeping what was compiled where there is room for it.

Numba keeps it beside the source; where that folder is read-only, in one of our own among the machine's temporary
folders; where even that fails it compiles anew in each process.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numba
from numba.core import config


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


def _can_write_beside() -> bool:
    here = Path(__file__).parent
    kept = here / "__pycache__"
    return os.access(kept if kept.exists() else here, os.W_OK)


def _forget_stale(kept: Path) -> None:
    """Numba looks at a function's own file only: what it calls in another may have changed, so all goes together."""
    sources = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))
    seal = kept / "compiled-from"
    if seal.exists() and seal.read_text() == sources.hexdigest():
        return
    for pattern in ("*.nbi", "*.nbc"):
        for path in kept.rglob(pattern):
            path.unlink(missing_ok=True)
    seal.write_text(sources.hexdigest())


def _place() -> bool:
    kept = Path(__file__).parent / "__pycache__"
    if config.CACHE_DIR:  # type: ignore[attr-defined]  # numba sets its settings when it starts
        kept = Path(config.CACHE_DIR)  # type: ignore[attr-defined]
    elif not _can_write_beside():
        folder = _own_folder()
        if folder is None:
            return False
        kept, config.CACHE_DIR = folder, str(folder)  # type: ignore[attr-defined]
    try:
        kept.mkdir(exist_ok=True)
        _forget_stale(kept)
    except OSError:
        return False
    return True


IS_KEPT = _place()


def compiled[F: Callable[..., Any]](function: F) -> F:
    """`error_model="numpy"`: a division by zero gives inf or NaN, as in the arrays around it."""
    return cast(F, numba.njit(cache=IS_KEPT, error_model="numpy", nogil=True)(function))
