"""A real `wasl up` in a process of its own, for the tests that kill it."""

import contextlib
import fcntl
import json
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.server import ROOT, place, shared_directory


@contextlib.contextmanager
def open_directory() -> Iterator[Path]:
    """A directory that PostgreSQL's own user can enter, which pytest's tmp_path is not under root."""
    path = place() / f"wasl-run-{os.getpid()}-{secrets.token_hex(4)}"
    path.mkdir(mode=0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def first_home() -> Path:
    """A home after its first start and clean stop, made by whoever asks first: the others wait for it."""
    shared = shared_directory()
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "home").exists():
            launched = Launched(shared / "new")
            launched.start()
            assert launched.stop() == 0
            assert launched.left() == []
            (shared / "new").rename(shared / "home")
    return shared / "home"


class Launched:
    """`wasl` commands on one home and port."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = quiet_port()
        self.source = ROOT / "src"
        self.more: dict[str, str] = {}
        self.process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PGBIN"}}
        return kept | {
            "WASL_HOME": str(self.home), "WASL_PORT": str(self.port), "WASL_WORKERS": "1",
            "PYTHONPATH": str(self.source), "LC_ALL": "C.UTF-8",
        } | self.more  # fmt: skip

    def wasl(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "wasl.config.command", *words]
        environment = self.environment | more
        return subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=300, check=False)

    def start(self) -> "Launched":
        """Returns once it says that it is open."""
        argv = [sys.executable, "-m", "wasl.config.command", "up"]
        self.process = subprocess.Popen(
            argv, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            said.append(line)
            if "open at" in line:
                return self
        raise AssertionError("".join(said) + self.logs())

    def logs(self) -> str:
        return "".join(path.read_text(errors="replace") for path in sorted(self.home.glob("log/*.log")))

    def state(self) -> dict[str, object]:
        return dict(json.loads((self.home / "run" / "state.json").read_text()))

    def pid_of(self, name: str) -> int:
        """0 while it is between two lives."""
        children = self.state()["children"]
        assert isinstance(children, dict)
        return int(children.get(name, 0))

    def kill(self, name: str) -> int:
        """kill -9 of one part, once it is alive; its former process id. (Process id 0 would mean our own group.)"""
        eventually(lambda: self.pid_of(name) > 1)
        before = self.pid_of(name)
        assert before > 1
        os.kill(before, signal.SIGKILL)
        return before

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(how)
        code = self.process.wait(40)
        if self.process.stdout:
            self.process.stdout.close()
        return code

    def end(self) -> None:
        """After a failed test: nothing may run on."""
        if self.process and self.process.poll() is None:
            self.stop()
        elif self.process and self.process.stdout:
            self.process.stdout.close()

    def left(self) -> list[str]:
        """Processes that still belong to this home."""
        found = []
        for directory in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                marks = (directory / "environ").read_bytes() + (directory / "cmdline").read_bytes()
                if directory.name.isdigit() and str(self.home).encode() in marks and (directory / "exe").exists():
                    found.append((directory / "cmdline").read_text().replace("\0", " "))
        return found


def quiet_port() -> int:
    """A free port that the kernel gives to nobody by itself, unlike those above 32768."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def eventually(what: object, patience: float = 60.0) -> None:
    """Waits until the call answers true."""
    give_up_at = time.monotonic() + patience
    while not what():  # type: ignore[operator]
        assert time.monotonic() < give_up_at, f"not true within {patience} s"
        time.sleep(0.1)
