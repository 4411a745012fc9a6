"""`wasl up`: one process that keeps the database, the web server and the worker alive, and leaves nothing behind."""

import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NoReturn

from wasl.config.launcher import health, static
from wasl.config.launcher.children import Child
from wasl.config.launcher.configuration import Configuration
from wasl.config.launcher.database import Addresses
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.opening import Opened, bring_up_to_date, open_database
from wasl.config.launcher.processes import command_line
from wasl.config.launcher.state import State, last_state

FIRST_PAGE_PATIENCE = 180.0
TICK = 0.2
#: Filled by SIGUSR1: all programs are to start again, because a key they read once has changed.
RENEWAL: list[bool] = []


class Stopped(BaseException):
    """TERM, HUP or Ctrl-C was received."""


@dataclass
class Supervisor:
    home: Home
    configuration: Configuration
    #: Called once the tables are in order, before anything is served; told whether they had to be changed.
    prepare: Callable[[Addresses, bool], None] = lambda addresses, changed: None
    opened: Opened | None = None
    children: list[Child] = field(default_factory=list)
    state: State = field(default_factory=lambda: State(pid=os.getpid()))

    def run(self) -> None:
        """Returns after a clean stop; the caller holds the lock of the home."""
        with stopping_signals():
            try:
                self.start()
                self.keep()
            except Stopped:
                say("Stopping")
            finally:
                # From here on a second signal must not cut the clean stop short.
                ignore_signals()
                self.stop()

    def start(self) -> None:
        self.state.started_at = datetime.now(UTC).isoformat(timespec="seconds")
        end_leftovers(self.home)
        self.state.write(self.home)
        # Held until the web server takes it: our own database or an outgoing connection could be given it meanwhile.
        with port_of(self.configuration):
            self.opened = open_database(self.home, say)
            changed = bring_up_to_date(self.opened.addresses, say)
            self.prepare(self.opened.addresses, changed)
            static.collect(self.home, say)
        self.children = programs(self.home, self.configuration, self.opened.addresses)
        for child in self.children:
            child.start()
        self.write_state("starting")
        self.wait_for_first_page()
        self.write_state("running")
        tell_systemd("READY=1")
        say(f"Wasl is open at {self.configuration.address}")

    def keep(self) -> NoReturn:
        written = ""
        cut_at = time.monotonic()
        while True:
            time.sleep(TICK)
            self.heal_database()
            if RENEWAL:
                RENEWAL.clear()
                self.renew()
            for child in self.children:
                child.watch()
            if time.monotonic() - cut_at > 60:
                cut_at = time.monotonic()
                for child in self.children:
                    child.bound_log()
            now = self.snapshot()
            if now != written:
                written = now
                self.write_state("running")

    def heal_database(self) -> None:
        """A killed server is started again on the same port: everybody's addresses stay true."""
        cluster = self.opened.cluster if self.opened else None
        if cluster is None or cluster.process is None or cluster.process.poll() is None:
            return
        say("The database ended unexpectedly; starting it again")
        self.write_state("healing")
        cluster.process = None
        cluster.start()
        self.write_state("running")
        say("The database is back")

    def renew(self) -> None:
        say("Starting the web server and the worker again")
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.finish()
        for child in self.children:
            child.start()

    def wait_for_first_page(self) -> None:
        give_up_at = time.monotonic() + FIRST_PAGE_PATIENCE
        while health.ask(self.configuration.address) is None:
            for child in self.children:
                child.watch()
            if time.monotonic() > give_up_at:
                raise CannotStart(
                    f"The web server gave no page within {FIRST_PAGE_PATIENCE:.0f} s: see {self.home.log}/web.log."
                )
            time.sleep(0.05)

    def stop(self) -> None:
        self.write_state("stopping")
        tell_systemd("STOPPING=1")
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.finish()
        if self.opened and self.opened.cluster:
            self.opened.cluster.stop()
        self.children, self.opened = [], None
        (self.home.run / "state.json").unlink(missing_ok=True)

    def snapshot(self) -> str:
        return str([(child.name, child.process and child.process.pid, child.restarts) for child in self.children])

    def write_state(self, phase: str) -> None:
        cluster = self.opened.cluster if self.opened else None
        self.state.phase = phase
        self.state.address = self.configuration.address
        self.state.database_port = cluster.port if cluster else 0
        self.state.children = {child.name: child.process.pid for child in self.children if child.process}
        if cluster and cluster.process:
            self.state.children["database"] = cluster.process.pid
        self.state.restarts = {child.name: child.restarts for child in self.children if child.restarts}
        self.state.write(self.home)


def say(text: str) -> None:
    print(text, flush=True)


@contextlib.contextmanager
def stopping_signals() -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        ignore_signals()
        raise Stopped

    def renew(number: int, frame: object) -> None:
        RENEWAL.append(True)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    before[signal.SIGUSR1] = signal.signal(signal.SIGUSR1, renew)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ignore_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def port_of(configuration: Configuration) -> Iterator[None]:
    """Takes the port for the time of the block, or says why it cannot be had.

    Granian shares ports silently (SO_REUSEPORT): two servers would each get half of the requests.
    """
    family = socket.AF_INET6 if ":" in configuration.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((configuration.host, configuration.port))
        except PermissionError:
            raise CannotStart(
                f"Port {configuration.port} is reserved to the system: set WASL_PORT to one above 1023, "
                "or let the service start Wasl (docs/guide/administration.md)."
            ) from None
        except OSError as error:
            if error.errno == 98:
                raise CannotStart(
                    f"Port {configuration.port} is taken by another program: stop it, or set WASL_PORT to a free one."
                ) from None
            raise CannotStart(
                f"WASL_HOST={configuration.host} is not an address of this machine: set it to one, or unset it."
            ) from None
        yield


def end_leftovers(home: Home) -> None:
    """What a launcher killed by kill -9 may have left: its children end by themselves, this makes sure."""
    state = last_state(home)
    for name, pid in (state.children if state else {}).items():
        mine = name != "database" and any(part in ("granian", "procrastinate") for part in command_line(pid))
        for how, patience in ((signal.SIGTERM, 8.0), (signal.SIGKILL, 2.0)):
            give_up_at = time.monotonic() + patience
            with contextlib.suppress(ProcessLookupError, PermissionError):
                while mine and time.monotonic() < give_up_at and command_line(pid):
                    os.killpg(pid, how)
                    time.sleep(0.1)


def environment(addresses: Addresses, home: Home, configuration: Configuration, name: str) -> dict[str, str]:
    """What a child sees: the application's way into the database, never the owner's."""
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_DATABASE_URL")}
    secure = {"WASL_HTTPS": "1"} if configuration.certificate else {}
    secure |= {} if addresses.is_foreign else {"WASL_OWN_DATABASE": "1"}
    # Papers are verified where this server answers, unless the administrator named its public address.
    printed = {"WASL_PUBLIC_ADDRESS": configuration.address.rstrip("/")}
    return printed | kept | secure | {
        "DATABASE_URL": addresses.app,
        "WASL_HOME": str(home.root),
        "WASL_PROCESS": f"wasl-{name}",
        "DJANGO_SETTINGS_MODULE": "wasl.config.settings",
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip


def programs(home: Home, configuration: Configuration, addresses: Addresses) -> list[Child]:
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", configuration.host,
        "--port", str(configuration.port), "--workers", str(configuration.workers), "--blocking-threads", "2",
        "--backpressure", "32", "--workers-kill-timeout", "5", "--respawn-failed-workers", "--log-level", "warning",
    ]  # fmt: skip
    if configuration.certificate:
        web += [
            "--ssl-certificate",
            str(configuration.certificate),
            "--ssl-keyfile",
            str(configuration.certificate_key),
        ]
    worker = [
        sys.executable, "-m", "wasl.config.command", "manage", "procrastinate", "worker",
        "--concurrency", "2", "--shutdown-graceful-timeout", "15",
    ]  # fmt: skip
    pooled = {"WASL_DB_POOL": os.environ.get("WASL_DB_POOL", "1")}
    return [
        Child(
            "web server", [*web, "wasl.config.wsgi:application"],
            environment(addresses, home, configuration, "web") | pooled, home.log / "web.log", patience=8, say=say,
        ),
        Child(
            "worker", worker,
            environment(addresses, home, configuration, "worker") | {"WASL_DB_POOL": "0", "WASL_INSIDE": "1"},
            home.log / "worker.log", patience=20, say=say,
        ),
    ]  # fmt: skip


def tell_systemd(message: str) -> None:
    """sd_notify, for Type=notify units."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.sendto(message.encode(), "\0" + address[1:] if address.startswith("@") else address)
