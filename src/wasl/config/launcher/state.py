"""Who supervises this WASL_HOME now, and where its parts are."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, write_private


@dataclass
class State:
    """What run/state.json says; only believed while the lock is held."""

    pid: int
    phase: str = "starting"
    address: str = ""
    database_port: int = 0
    started_at: str = ""
    children: dict[str, int] = field(default_factory=dict)
    restarts: dict[str, int] = field(default_factory=dict)

    def write(self, home: Home) -> None:
        write_private(home.run / "state.json", json.dumps(asdict(self), indent=1))


def last_state(home: Home) -> State | None:
    try:
        return State(**json.loads((home.run / "state.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def is_held(home: Home) -> bool:
    """True while a launcher works on this WASL_HOME."""
    path = home.run / "lock"
    if not path.exists():
        return False
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def sole_launcher(home: Home) -> Iterator[None]:
    """Holds the lock for the launcher's whole life; the kernel frees it however the launcher dies."""
    path: Path = home.run / "lock"
    with path.open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(_who_holds(home)) from None
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield


def _who_holds(home: Home) -> str:
    state = last_state(home)
    if state is None:
        return f"Another command of Wasl works on {home.root} just now: try again when it is done."
    where = f" at {state.address}" if state.address else ""
    return f"Wasl already runs for {home.root}{where}: use it, or stop it first with `kill {state.pid}`."
