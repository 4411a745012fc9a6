"""PostgreSQL under our own hand: made, started, watched and stopped without leaving anything behind."""

import hashlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from wasl.config.launcher import binaries
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.processes import database_user, identity, is_postgres_of, may_read, spawn

# Code-point order on disk (stable across machines), full Unicode casing, and a character type under which
# trigrams see Arabic: with LC_CTYPE=C show_trgm('أحمد') is empty.
LOCALE = ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C", "--lc-ctype=C.UTF-8"]
SHARED_MEMORY_PATIENCE = 30.0
LEAST_SHARED_MEMORY = 256_000_000
# Where the data go under root when the home is closed to the user PostgreSQL runs as.
ELSEWHERE = Path("/var/lib")


@dataclass
class Cluster:
    """One data directory and, once started, its server. `fast` is for throw-away test servers only."""

    root: Path
    password: str
    fast: bool = False
    port: int = 0
    user: pwd.struct_passwd | None = field(default_factory=database_user)
    process: subprocess.Popen[bytes] | None = None
    say: Callable[[str], None] = lambda text: None

    def __post_init__(self) -> None:
        found = binaries.find()
        self.root = reachable(self.root, self.user)
        self.programs = binaries.readable_by(self.user, found, self.root)
        self.major = binaries.version_of(self.programs) or binaries.OLDEST
        self.data = self.root / f"data-{self.major}"
        self.start_log = self.root / "start.log"

    def run(self, program: str, *arguments: str | Path, input_text: str | None = None) -> str:
        """Output of one of PostgreSQL's programs, run as its user."""
        done = subprocess.run(
            [str(self.programs / program), *map(str, arguments)],
            capture_output=True, text=True, input=input_text, cwd="/", check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, **identity(self.user),
        )  # fmt: skip
        if done.returncode:
            raise CannotStart(f"{program} failed: {last_line(done.stderr) or 'no reason given'}.")
        return str(done.stdout)

    def create(self) -> bool:
        """Makes the data directory if there is none: complete under another name first, then renamed."""
        if self.data.exists():
            return False
        for unfinished in self.root.glob("data-*.new-*"):
            shutil.rmtree(unfinished)
        self.refuse_other_versions()
        self.say("Preparing the database (first start)")
        new = Path(tempfile.mkdtemp(prefix=f"{self.data.name}.new-", dir=self.root))
        secret = Path(tempfile.mkstemp(prefix=".initdb-", dir=self.root)[1])
        try:
            secret.write_text(self.password)
            self.give(new)
            self.give(secret)
            self.run(
                "initdb", "-D", new, "--encoding=UTF8", *LOCALE, "--username=postgres", f"--pwfile={secret}",
                "--auth=scram-sha-256", "--data-checksums", "--no-instructions", *(["--no-sync"] if self.fast else []),
            )  # fmt: skip
        finally:
            secret.unlink()
        new.rename(self.data)
        return True

    def refuse_other_versions(self) -> None:
        others = [path.parent.name.removeprefix("data-") for path in self.root.glob("data-*/PG_VERSION")]
        if others:
            raise CannotStart(
                f"The data were written by PostgreSQL {others[0]} and the programs found are of version {self.major}: "
                f"point PGBIN to PostgreSQL {others[0]}, or restore a backup into a new WASL_HOME."
            )

    def give(self, path: Path) -> None:
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def start(self) -> None:
        """Returns once the server accepts connections; a long recovery is waited for without limit."""
        self.settle_earlier_server()
        give_up_at = time.monotonic() + SHARED_MEMORY_PATIENCE
        while not self.start_once():
            reason = self.start_log.read_text(errors="replace")
            if "pre-existing shared memory block" not in reason or time.monotonic() > give_up_at:
                raise CannotStart(f"PostgreSQL did not start: {last_line(reason)} (all of it: {self.start_log}).")
            self.say("The former server is still letting go of its memory; trying again")
            time.sleep(0.5)

    def start_once(self) -> bool:
        self.port = self.port or free_port()
        argv: list[str | Path] = [self.programs / "postgres", "-D", self.data, *self.settings()]
        with self.start_log.open("wb") as log:
            self.process = spawn(
                argv, death_signal=signal.SIGINT, output=log, user=self.user, cwd="/", env=server_environment()
            )
        waited_from = said_at = time.monotonic()
        while self.process.poll() is None:
            if pid_file(self.data).get("status") == "ready" and pid_file(self.data).get("pid") == str(self.process.pid):
                return True
            time.sleep(0.02)
            if time.monotonic() - said_at > 10:
                said_at = time.monotonic()
                self.say(f"The database is recovering ({said_at - waited_from:.0f} s)")
        self.process = None
        return False

    def settings(self) -> list[str]:
        """Given on the command line, so that an old data directory follows the code. Durability is left to
        postgresql.conf, where the start-up check finds it if someone turned it off."""
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_048_576
        values = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "max_connections": 100,
            "shared_buffers": f"{min(max(memory // 8, 64), 2048)}MB",
            "timezone": "UTC",
            "lc_messages": "C",
            "random_page_cost": 1.1,
            "dynamic_shared_memory_type": shared_memory_kind(),
        }
        if self.fast:
            values |= {
                "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
                "max_wal_senders": 0, "autovacuum": "off", "shared_buffers": "64MB", "jit": "off",
            }  # fmt: skip
        else:
            # No statement is ever logged, slow or failed: they carry names.
            values |= {
                "wal_level": "replica", "wal_keep_size": "256MB", "summarize_wal": "on",
                "logging_collector": "on", "log_directory": "log", "log_filename": "postgresql-%a.log",
                "log_truncate_on_rotation": "on", "log_rotation_age": "1d", "log_error_verbosity": "terse",
                "log_min_error_statement": "panic", "log_min_duration_statement": -1, "log_statement": "none",
            }  # fmt: skip
        return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]

    def settle_earlier_server(self) -> None:
        """Ends what a killed launcher left: a server shutting down, or a pid file naming nobody or somebody else."""
        path = self.data / "postmaster.pid"
        for attempt in range(300):
            found = pid_file(self.data)
            if not found:
                break
            pid = int(found["pid"]) if found.get("pid", "").isdigit() else 0
            if not pid or not is_postgres_of(pid, self.data):
                path.unlink(missing_ok=True)
                break
            if attempt == 0:
                self.say("A database server of an earlier start is still running; ending it")
                os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        else:
            raise CannotStart(f"The database server of an earlier start (process {pid}) does not end: end it first.")

    def stop(self, how: signal.Signals = signal.SIGINT, patience: float = 60.0) -> None:
        """SIGINT: clean shutdown that ends sessions. SIGQUIT: at once, recovered at the next start."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(10)
        self.process = None

    def url(self, role: str, password: str, name: str) -> str:
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{name}"


def pid_file(data: Path) -> dict[str, str]:
    """What postmaster.pid says: `pid`, `status`… Lines not written yet are absent; {} if there is no file."""
    try:
        lines = (data / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    names = ("pid", "data", "started", "port", "socket", "address", "memory", "status")
    return {"pid": ""} | {name: line.strip() for name, line in zip(names, lines, strict=False)}


def reachable(root: Path, user: pwd.struct_passwd | None) -> Path:
    """`root`, made if needed; under root with a home closed to `user`, a link to a place of its own in /var/lib."""
    if not root.exists():
        root.mkdir(mode=0o755, parents=True)
    if user is None:
        return root
    if not root.is_symlink() and not may_read(root, user):
        place = ELSEWHERE / f"wasl-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}"
        place.mkdir(mode=0o755, exist_ok=True)
        root.rmdir()
        root.symlink_to(place)
    return root.resolve()


def server_environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "LC_CTYPE": "C.UTF-8"}


def shared_memory_kind(place: Path = Path("/dev/shm")) -> str:
    """In containers /dev/shm is often 64 MB, where a parallel query fails: files in the data directory then."""
    try:
        return "posix" if shutil.disk_usage(place).free > LEAST_SHARED_MEMORY else "mmap"
    except OSError:
        return "mmap"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def last_line(text: str) -> str:
    """The last line that explains, without the time stamp that PostgreSQL puts before it."""
    telling = [line for line in text.splitlines() if re.search("FATAL|PANIC|ERROR|error:", line)]
    line = (telling or text.splitlines() or [""])[-1]
    return line.split("FATAL:")[-1].split("PANIC:")[-1].strip().rstrip(".")
