"""kill -9 of anything under writers: what was acknowledged is there afterwards, and the start heals itself."""

import json
import random
import signal
import threading
import time

import psycopg
import pytest
from tests.config.launched import Launched, eventually

from wasl.config.launcher.home import Home, database_secrets
from wasl.config.launcher.opening import own_addresses

WRITERS = 3


class Writers:
    """Threads that write numbered rows as the application and remember which commits were acknowledged."""

    def __init__(self, launched: Launched) -> None:
        self.launched = launched
        self.acknowledged: list[tuple[int, int]] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=[number]) for number in range(WRITERS)]

    def address(self, role: str = "app") -> str:
        port = int(str(self.launched.state()["database_port"]))
        return str(getattr(own_addresses(port, database_secrets(Home(self.launched.home))), role))

    def write(self, writer: int) -> None:
        row = 0
        while not self.over.is_set():
            try:
                with psycopg.connect(self.address(), autocommit=True, connect_timeout=3) as connection:
                    while not self.over.is_set():
                        row += 1
                        connection.execute("insert into probe values (%s, %s)", [writer, row])
                        self.acknowledged.append((writer, row))
            except (psycopg.Error, OSError, json.JSONDecodeError):
                time.sleep(0.05)

    def lost(self) -> set[tuple[int, int]]:
        with psycopg.connect(self.address()) as connection:
            return set(self.acknowledged) - set(connection.execute("select writer, number from probe").fetchall())

    def __enter__(self) -> "Writers":
        with psycopg.connect(self.address("owner"), autocommit=True) as owner:
            owner.execute("create table probe (writer int, number int, primary key (writer, number))")
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *about: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()


def kill(launched: Launched, what: str) -> None:
    if what == "supervisor":
        launched.stop(signal.SIGKILL)
        launched.start()
        return
    before = launched.kill(what)
    eventually(lambda: launched.state()["phase"] == "running" and launched.pid_of(what) not in {0, before}, 60)


def kill_under_writers(launched: Launched, victims: list[str]) -> int:
    launched.start()
    with Writers(launched) as writers:
        for what in victims:
            had = len(writers.acknowledged)
            eventually(lambda had=had: len(writers.acknowledged) > had + 50)
            kill(launched, what)
    assert writers.lost() == set()
    assert launched.stop() == 0
    assert launched.left() == []
    return len(writers.acknowledged)


def test_nothing_acknowledged_is_lost(home: Launched) -> None:
    assert kill_under_writers(home, ["database", "supervisor", "database", "web server", "worker"]) > 250


@pytest.mark.long
def test_nothing_acknowledged_is_lost_over_sixty_kills(home: Launched) -> None:
    victims = ["database", "supervisor", "web server", "worker"] * 15
    random.shuffle(victims)
    assert kill_under_writers(home, victims) > 50 * len(victims)
