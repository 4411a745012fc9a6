"""Every trap of an embedded PostgreSQL that was met once, one test each."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from tests.config.launched import eventually
from tests.server import ROOT

from wasl.config.launcher import binaries, postgres
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.postgres import Cluster
from wasl.config.launcher.processes import database_user, may_read

under_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has someone to become")


def answer(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url("postgres", "secret", "postgres"), autocommit=True) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
        return row and row[0]


def pid_file(cluster: Cluster) -> Path:
    return cluster.data / "postmaster.pid"


def test_trigrams_see_arabic_and_order_is_by_code_point(cluster: Cluster) -> None:
    cluster.start()
    assert answer(cluster, "show server_encoding") == "UTF8"
    assert answer(cluster, "select datlocale from pg_database where datname = current_database()") == "PG_UNICODE_FAST"
    assert answer(cluster, "select upper('école') || casefold('ß')") == "ÉCOLEss"
    assert answer(cluster, "select 'é' > 'z' and 'Z' < 'a'") is True
    answer(cluster, "select 1")
    with psycopg.connect(cluster.url("postgres", "secret", "postgres"), autocommit=True) as connection:
        connection.execute("create extension pg_trgm")
    assert answer(cluster, "select round(similarity('فاطمة الزهراء', 'فاطمه الزهراء')::numeric, 2)::text") == "0.75"


def test_it_listens_on_this_machine_only_and_asks_for_the_password(cluster: Cluster) -> None:
    cluster.start()
    assert answer(cluster, "show listen_addresses") == "127.0.0.1"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url("postgres", "wrong", "postgres"))


def test_an_interrupted_first_preparation_is_begun_again(directory: Path) -> None:
    code = (
        "from pathlib import Path; from wasl.config.launcher.postgres import Cluster;"
        f"Cluster(Path({str(directory / 'postgresql')!r}), 'secret').create()"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, start_new_session=True) as process:
        eventually(lambda: list((directory / "postgresql").glob("data-*.new-*/PG_VERSION")))
        os.killpg(process.pid, signal.SIGKILL)
    assert not list((directory / "postgresql").glob("data-18/PG_VERSION"))
    cluster = Cluster(directory / "postgresql", "secret")
    assert cluster.create() is True
    assert [path.name for path in cluster.root.glob("data-*")] == [cluster.data.name]
    cluster.start()
    cluster.stop()


def test_a_pid_file_that_names_another_process_is_stale(cluster: Cluster) -> None:
    pid_file(cluster).write_text(f"{os.getpid()}\n{cluster.data}\n1790000000\n5432\n\n127.0.0.1\n 1 2\nready   \n")
    cluster.start()
    assert answer(cluster, "select 1") == 1


@pytest.mark.parametrize("half", ["", "12", "999999\n/some"])
def test_a_half_written_pid_file_does_not_stop_the_start(cluster: Cluster, half: str) -> None:
    pid_file(cluster).write_text(half)
    cluster.start()
    assert answer(cluster, "select 1") == 1


def test_a_server_left_by_an_earlier_start_is_ended_first(cluster: Cluster) -> None:
    cluster.start()
    left = cluster.process
    again = Cluster(cluster.root, "secret")
    again.start()
    assert left
    assert left.wait(1) == 0
    assert answer(again, "select 1") == 1
    again.stop()


def test_a_killed_server_recovers(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url("postgres", "secret", "postgres"), autocommit=True) as connection:
        connection.execute("create table kept as select 7 as value")
    assert cluster.process
    cluster.process.kill()
    cluster.process.wait()
    cluster.start()
    assert answer(cluster, "select value from kept") == 7


def failing_starts(monkeypatch: pytest.MonkeyPatch, cluster: Cluster, reason: str, times: int) -> list[float]:
    """Makes the first starts end with `reason` in the log; gives the times of all of them."""
    tried: list[float] = []
    real = cluster.start_once

    def start_once() -> bool:
        tried.append(time.monotonic())
        if len(tried) > times:
            return real()
        cluster.start_log.write_text(f"FATAL:  {reason}\n")
        return False

    monkeypatch.setattr(cluster, "start_once", start_once)
    return tried


def test_shared_memory_of_a_killed_server_is_waited_for(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = failing_starts(monkeypatch, cluster, "pre-existing shared memory block (key 1, ID 2) is still in use", 2)
    cluster.start()
    assert len(tried) == 3


def test_it_is_not_waited_for_beyond_the_limit(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SHARED_MEMORY_PATIENCE", 0.6)
    failing_starts(monkeypatch, cluster, "pre-existing shared memory block (key 1, ID 2) is still in use", 99)
    with pytest.raises(CannotStart, match="still in use"):
        cluster.start()


def test_another_failure_is_not_tried_again(cluster: Cluster) -> None:
    (cluster.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(CannotStart, match="did not start.*postgresql"):
        cluster.start()


def test_data_of_another_version_are_refused(cluster: Cluster) -> None:
    old = cluster.data.rename(cluster.root / "data-17")
    (old / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match="written by PostgreSQL 17.*PGBIN"):
        cluster.create()
    old.rename(cluster.data)


def test_the_kernel_stops_the_server_when_its_launcher_dies(directory: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from wasl.config.launcher.postgres import Cluster;"
        f"c = Cluster(Path({str(directory / 'postgresql')!r}), 'secret'); c.create(); c.start();"
        "print(c.process.pid, flush=True); time.sleep(60)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.kill()
    try:
        eventually(lambda: not Path(f"/proc/{pid}").exists(), patience=20)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    logs = "".join(path.read_text() for path in directory.glob("postgresql/data-*/log/*"))
    assert "database system is shut down" in logs


@under_root
def test_under_root_it_runs_as_another_user(cluster: Cluster) -> None:
    cluster.start()
    user = database_user()
    assert user and cluster.process
    assert Path(f"/proc/{cluster.process.pid}").stat().st_uid == user.pw_uid
    assert cluster.data.stat().st_uid == user.pw_uid
    assert cluster.data.stat().st_mode & 0o077 == 0


@under_root
def test_a_home_closed_to_that_user_is_left_closed(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening /root to reach a database would open it to everybody: the data go elsewhere, behind a link."""
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(postgres, "ELSEWHERE", directory)
    cluster = Cluster(closed / "var" / "postgresql", "secret")
    cluster.create()
    cluster.start()
    cluster.stop()
    assert closed.stat().st_mode & 0o777 == 0o700
    assert (closed / "var" / "postgresql").is_symlink()
    assert Cluster(closed / "var" / "postgresql", "secret").data == cluster.data


@under_root
def test_programs_closed_to_that_user_are_copied(directory: Path) -> None:
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    wheel = binaries.find().parent.parent
    (closed / wheel.name).symlink_to(wheel)
    hidden = closed / wheel.name / "pginstall" / "bin"
    user = database_user()
    assert not may_read(hidden / "postgres", user)
    copied = binaries.readable_by(user, hidden, directory)
    assert may_read(copied / "postgres", user)
    assert binaries.version_of(copied) == binaries.version_of(hidden)
    assert subprocess.run([copied / "pg_dump", "--version"], check=True, capture_output=True).stdout


def test_a_wrong_pgbin_is_one_sentence(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGBIN", str(directory))
    with pytest.raises(CannotStart, match="PGBIN=.* holds no PostgreSQL 18 or newer"):
        binaries.find()


def test_an_older_system_postgresql_is_passed_over(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("postgres", "initdb"):
        program = directory / name
        program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.18 (Debian)'\n")
        program.chmod(0o755)
    assert binaries.version_of(directory) == 15
    monkeypatch.setattr(binaries, "_system_directories", lambda: [directory])
    assert binaries.find() != directory


def test_nothing_found_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGBIN", raising=False)
    monkeypatch.setattr(binaries, "_system_directories", list)
    monkeypatch.setattr(binaries, "_wheel_directory", lambda: None)
    with pytest.raises(CannotStart, match="run scripts/setup, install PostgreSQL 18, or set DATABASE_URL"):
        binaries.find()


def test_little_shared_memory_is_not_relied_upon(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    assert postgres.shared_memory_kind(Path("/nowhere")) == "mmap"
    monkeypatch.setattr(postgres, "LEAST_SHARED_MEMORY", 1 << 60)
    cluster.start()
    assert answer(cluster, "show dynamic_shared_memory_type") == "mmap"


def test_children_are_tied_from_the_main_thread_only() -> None:
    assert shutil.which("true")
    import threading

    from wasl.config.launcher.processes import spawn

    refused: list[type] = []

    def elsewhere() -> None:
        try:
            spawn(["true"], death_signal=signal.SIGTERM)
        except RuntimeError as error:
            refused.append(type(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert refused == [RuntimeError]
