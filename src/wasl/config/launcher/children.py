"""One supervised program: started, watched, started again with growing pauses, stopped with all it started."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wasl.config.launcher.processes import spawn

LONGEST_PAUSE = 60.0
STEADY_AFTER = 60.0
LOG_LIMIT = 20_000_000


@dataclass
class Child:
    """`patience`: seconds between TERM and KILL when stopping."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    patience: float = 10.0
    say: Callable[[str], None] = print
    clock: Callable[[], float] = time.monotonic
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    failures: int = 0
    started_at: float = 0.0
    wait_until: float = field(default=0.0)

    def start(self) -> None:
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as log:
            self.process = spawn(self.argv, death_signal=signal.SIGTERM, output=log, env=self.env)
        self.started_at = self.clock()

    def watch(self) -> None:
        """Starts it again if it ended; each failure within a minute doubles the pause."""
        now = self.clock()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                if now - self.started_at > STEADY_AFTER:
                    self.failures = 0
                return
            self.end_group(signal.SIGKILL)
            self.process = None
            self.failures += 1
            pause = min(2.0 ** (self.failures - 1), LONGEST_PAUSE)
            self.wait_until = now + pause
            self.say(f"The {self.name} ended ({describe(code)}); starting it again in {pause:.0f} s (see {self.log})")
        if now >= self.wait_until:
            self.restarts += 1
            self.start()

    def end_group(self, how: signal.Signals) -> None:
        """Signals the child and everything it started: they share its process group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, how)

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def finish(self) -> None:
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.patience)
        self.end_group(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def bound_log(self) -> None:
        """Keeps the log and one older part below a limit; the child appends, so that cutting is safe."""
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > LOG_LIMIT:
                self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
                os.truncate(self.log, 0)


def describe(code: int) -> str:
    """Exit code or signal of a process, in words."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
