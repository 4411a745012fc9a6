"""One throw-away PostgreSQL per test run, made by the launcher's own code, with the migrated tables as a template.

The stopped server with its template is kept between runs under a hash of everything migrations depend on, so that
only a change of migrations pays for them again. Dropping the directory `wasl-tests-*` of the temp dir is always safe.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from wasl.config.launcher import database
from wasl.config.launcher.database import Addresses
from wasl.config.launcher.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "wasl"
TEMPLATE = "wasl_template"
KEPT = 4


@dataclass
class TestServer:
    """A running server; `clone` gives a migrated database of its own."""

    __test__ = False
    admin: str
    passwords: dict[str, str]

    def addresses(self, name: str) -> Addresses:
        host = self.admin.rpartition("@")[2].split("/")[0]
        app, owner = (
            f"postgresql://{role}:{self.passwords[role]}@{host}/{name}" for role in ("wasl_app", "wasl_owner")
        )
        return Addresses(app=app, owner=owner)

    @contextlib.contextmanager
    def clone(self, name: str) -> Iterator[Addresses]:
        identifier = sql.Identifier(name)
        with psycopg.connect(self.admin, autocommit=True) as admin:
            admin.execute(
                sql.SQL("create database {} template {} owner wasl_owner").format(identifier, sql.Identifier(TEMPLATE))
            )
        # Rights on a database are not cloned with it.
        with psycopg.connect(self.admin, autocommit=True) as admin:
            database.make_database(admin, self.admin, name)
        try:
            yield self.addresses(name)
        finally:
            with psycopg.connect(self.admin, autocommit=True) as admin:
                admin.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))


def depended_on() -> list[Path]:
    """Migrations, the modules they import from this project, data files, and what makes the server."""
    migrations = sorted(PACKAGE.glob("*/migrations/*.py"))
    imported: set[Path] = set()
    for path in migrations:
        for dotted in re.findall(r"^\s*from (wasl\.[\w.]+) import", path.read_text(), re.MULTILINE):
            base = ROOT / "src" / Path(*dotted.split("."))
            imported |= {base.with_suffix(".py")} if base.with_suffix(".py").exists() else set(base.rglob("*.py"))
    data = {
        path
        for room in PACKAGE.iterdir()
        if room.is_dir() and room.name not in {"web", "locale"}
        for path in room.rglob("*")
        if path.suffix in {".yaml", ".json", ".csv", ".gz", ".sql", ".tsv"}
    }
    launcher = sorted((PACKAGE / "config" / "launcher").glob("*.py"))
    return [*migrations, *sorted(imported | data), *launcher, ROOT / "requirements.lock", Path(__file__)]


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in depended_on():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def place() -> Path:
    """Memory if there is enough of it, else the temp dir."""
    memory = Path("/dev/shm")
    with contextlib.suppress(OSError):
        if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2_000_000_000:
            return memory
    return Path(tempfile.gettempdir())


def shared_directory() -> Path:
    """One for all processes of a test run; their first parent takes it away, or the next run's sweep."""
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    path = place() / f"wasl-run-{run}-shared"
    path.mkdir(mode=0o755, exist_ok=True)
    return path


def sweep(base: Path) -> None:
    """Removes what killed runs left behind."""
    for left in base.glob("wasl-run-*"):
        pid = left.name.split("-")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            shutil.rmtree(left, ignore_errors=True)


def build(root: Path) -> None:
    """A stopped server with the migrated template in `root`."""
    passwords = {role: secrets.token_urlsafe(16) for role in ("postgres", "wasl_owner", "wasl_app")}
    (root / "passwords.json").write_text(json.dumps(passwords))
    cluster = Cluster(root / "postgresql", passwords["postgres"], fast=True)
    cluster.create()
    cluster.start()
    try:
        server = TestServer(cluster.url("postgres", passwords["postgres"], "postgres"), passwords)
        with psycopg.connect(server.admin, autocommit=True) as admin:
            database.make_roles(admin, passwords["wasl_owner"], passwords["wasl_app"])
            database.make_database(admin, server.admin, TEMPLATE)
        database.migrate(server.addresses(TEMPLATE))
    finally:
        cluster.stop()


def kept(base: Path) -> Path:
    """The stopped server for the present migrations, built if nobody built it yet."""
    wanted = base / f"wasl-tests-{os.getuid()}-{fingerprint()}"
    with (base / f"wasl-tests-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            new = Path(tempfile.mkdtemp(prefix=f"wasl-run-{os.getpid()}-", dir=base))
            new.chmod(0o755)
            build(new)
            new.rename(wanted)
            others = sorted(base.glob(f"wasl-tests-{os.getuid()}-*"), key=lambda path: path.stat().st_mtime)
            for old in others[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)
        os.utime(wanted)
        return wanted


@contextlib.contextmanager
def running() -> Iterator[TestServer]:
    base = place()
    sweep(base)
    root = base / f"wasl-run-{os.getpid()}-{secrets.token_hex(4)}"
    subprocess.run(["cp", "-a", kept(base), root], check=True)
    passwords = json.loads((root / "passwords.json").read_text())
    cluster = Cluster(root / "postgresql", passwords["postgres"], fast=True)
    try:
        cluster.start()
        yield TestServer(cluster.url("postgres", passwords["postgres"], "postgres"), passwords)
    finally:
        cluster.stop(signal.SIGQUIT)
        shutil.rmtree(root, ignore_errors=True)
