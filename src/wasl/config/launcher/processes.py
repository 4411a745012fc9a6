"""Child processes that never outlive the launcher, and who a process number really is."""

import ctypes
import os
import pwd
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def spawn(
    argv: Sequence[str | Path],
    *,
    death_signal: signal.Signals,
    output: int | IO[bytes] | None = None,
    env: Mapping[str, str] | None = None,
    user: pwd.struct_passwd | None = None,
    cwd: Path | str | None = None,
) -> subprocess.Popen[bytes]:
    """A child in its own session, so that Ctrl-C reaches the launcher alone.

    The kernel sends `death_signal` when the launcher dies, even by kill -9. It follows the thread that
    forked, not the process: only the main thread may call this.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("children are started from the main thread only")
    parent = os.getpid()

    def tie_to_parent() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=None if env is None else dict(env),
        cwd=cwd,
        start_new_session=True,
        preexec_fn=tie_to_parent,
        **identity(user),
    )


def identity(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """What `subprocess` needs to become `user` and nobody more."""
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def command_line(pid: int) -> list[str]:
    """The arguments a process was started with; empty if there is none, or it is a zombie."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [part.decode(errors="replace") for part in raw.split(b"\0") if part]


def is_postgres_of(pid: int, data: Path) -> bool:
    """True if `pid` is a postmaster of this data directory: numbers are reused, so the name alone proves nothing."""
    argv = command_line(pid)
    return bool(argv) and "postgres" in Path(argv[0]).name and str(data) in argv


def database_user() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as: ourselves, except under root, which it refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def may_read(path: Path, user: pwd.struct_passwd | None) -> bool:
    """True if `user` can enter the directory and run or list what is there, every parent included."""
    if user is None:
        return os.access(path, os.R_OK | os.X_OK)
    test = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    return subprocess.run(test, **identity(user), cwd="/", check=False).returncode == 0
