"""`wasl up` as a whole: it serves, refuses a second one, comes back from every kill, and leaves nothing behind."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.config.launched import Launched, eventually, first_home, open_directory


@pytest.fixture(scope="module")
def running() -> Iterator[Launched]:
    with open_directory() as path:
        subprocess.run(["cp", "-a", first_home(), path / "home"], check=True)
        launched = Launched(path / "home").start()
        yield launched
        launched.stop()


def health(launched: Launched) -> tuple[int, dict[str, object]]:
    connection = http.client.HTTPConnection("127.0.0.1", launched.port, timeout=20)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        return answer.status, json.load(answer)
    finally:
        connection.close()


def is_well(launched: Launched) -> bool:
    try:
        return health(launched)[0] == 200
    except OSError:
        return False


def test_the_health_address_speaks_of_every_part(running: Launched) -> None:
    eventually(lambda: is_well(running))
    assert health(running) == (200, {"ok": True, "database": "ok", "worker": "ok", "disk": "ok"})


def test_a_second_instance_is_refused_with_one_sentence(running: Launched) -> None:
    refused = running.wasl("up")
    assert refused.returncode == 1
    assert refused.stderr.startswith("wasl: Wasl already runs for ")
    assert f"at http://127.0.0.1:{running.port}/" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_second_home_on_the_same_port_is_refused(running: Launched, directory: Path) -> None:
    other = Launched(directory / "other")
    other.port = running.port
    refused = other.wasl("up")
    assert refused.returncode == 1
    assert f"Port {running.port} is taken" in refused.stderr


def test_status_names_the_parts(running: Launched) -> None:
    eventually(lambda: is_well(running))
    said = running.wasl("status")
    assert said.returncode == 0, said.stdout
    for part in ("web server: process", "worker: process", "database: process"):
        assert part in said.stdout


def test_status_of_a_stopped_home(directory: Path) -> None:
    assert Launched(directory / "none").wasl("status").returncode == 3


def test_manage_uses_the_running_database(running: Launched) -> None:
    code = (
        "from django.db import connection as c; k = c.cursor(); k.execute('select current_user'); print(k.fetchone())"
    )
    said = running.wasl("manage", "shell", "-v", "0", "-c", code)
    assert "wasl_app" in said.stdout, said.stderr


def test_the_children_do_not_know_the_owner(running: Launched) -> None:
    for name in ("web server", "worker"):
        environment = Path(f"/proc/{running.pid_of(name)}/environ").read_bytes()
        assert b"DATABASE_URL=postgresql://wasl_app:" in environment
        assert b"wasl_owner" not in environment


def test_secrets_are_for_their_owner_alone(running: Launched) -> None:
    found = [*running.home.glob("keys/*"), *running.home.glob("secrets/*"), *running.home.glob("run/state.json")]
    assert {path.name for path in found} >= {"session.key", "fields.json", "database.json", "state.json"}
    assert {path.stat().st_mode & 0o077 for path in found} == {0}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has someone to become")
def test_under_root_postgresql_runs_as_somebody_else(running: Launched) -> None:
    assert Path(f"/proc/{running.pid_of('database')}").stat().st_uid != 0


@pytest.mark.parametrize("name", ["web server", "worker", "database"])
def test_a_killed_part_comes_back(running: Launched, name: str) -> None:
    eventually(lambda: is_well(running))
    before = running.kill(name)
    eventually(lambda: running.pid_of(name) not in {0, before} and is_well(running))


def web_processes(running: Launched) -> set[int]:
    """Those that the web server's master started to serve pages."""
    mark = f"PPid:\t{running.pid_of('web server')}\n"
    found = set()
    for directory in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (directory / "status").read_text() and b"granian" in (directory / "cmdline").read_bytes():
                found.add(int(directory.name))
    return found


def test_a_killed_web_process_is_replaced(running: Launched) -> None:
    eventually(lambda: is_well(running))
    master, before = running.pid_of("web server"), web_processes(running)
    os.kill(min(before), signal.SIGKILL)
    eventually(lambda: web_processes(running) - before and is_well(running))
    assert running.pid_of("web server") == master


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda how: how.name)
def test_a_stop_is_clean(home: Launched, how: signal.Signals) -> None:
    home.start()
    assert home.stop(how) == 0
    assert home.left() == []
    assert "database system is shut down" in "".join(
        path.read_text() for path in home.home.glob("postgresql/data-*/log/*")
    )


def test_ctrl_c_in_the_terminal_stops_cleanly(home: Launched) -> None:
    """The terminal signals the whole foreground group: PostgreSQL and the web server must not be in it."""
    home.start()
    assert home.process
    groups = {os.getpgid(home.pid_of(name)) for name in ("web server", "worker", "database")}
    assert os.getpgid(home.process.pid) not in groups


def test_a_killed_supervisor_leaves_nothing_and_starts_again(home: Launched) -> None:
    home.start()
    assert home.stop(signal.SIGKILL) == -signal.SIGKILL
    eventually(lambda: home.left() == [], patience=20)
    home.start()
    assert home.stop() == 0


def test_a_start_at_once_after_the_kill_waits_for_the_leftovers(home: Launched) -> None:
    home.start()
    home.stop(signal.SIGKILL)
    home.start()
    assert home.stop() == 0
    assert home.left() == []


def test_a_stop_during_the_start_is_clean(home: Launched) -> None:
    """Granian's master was seen to hang for ever when signalled while its workers start."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wasl.config.command", "up"], env=home.environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        eventually(lambda: (home.home / "run" / "state.json").exists() and home.pid_of("web server"))
        assert home.state()["phase"] == "starting"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert home.left() == []


def test_a_taken_port_is_one_sentence(home: Launched) -> None:
    with socket.create_server(("127.0.0.1", home.port)):
        refused = home.wasl("up")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "set WASL_PORT to a free one" in refused.stderr
    assert home.left() == []
