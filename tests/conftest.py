"""A real PostgreSQL under every test, reached as the application's role, so that row-level security is real too.

- `db` (or the mark `django_db`): one database for the whole run, each test rolled back.
- `fresh_database`: a database of its own, for tests that commit, kill, or use threads or processes.
- `owner_cursor`: a cursor as the tables' owner on the database of `db`, rolled back too;
  it sees only what is committed.
- `transactional_db` is refused: the application may not TRUNCATE.
"""

import ipaddress
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from django.db import connections, transaction

from tests import server as test_server
from wasl.config.launcher.database import Addresses
from wasl.core import sealed
from wasl.territory.commands import load_reference


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(test_server.shared_directory(), ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[test_server.TestServer]:
    with test_server.running() as running:
        yield running


@contextmanager
def default_connection_to(url: str) -> Iterator[None]:
    """Points Django's default connection, in every thread, to `url`."""
    parts = urlsplit(url)
    settings = connections.settings["default"]
    before = {name: settings[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}
    connections["default"].close()
    settings |= {
        "HOST": parts.hostname, "PORT": str(parts.port), "NAME": parts.path[1:],
        "USER": parts.username, "PASSWORD": unquote(parts.password or ""),
    }  # fmt: skip
    try:
        yield
    finally:
        connections["default"].close()
        settings |= before


@pytest.fixture(scope="session")
def main_database(server: test_server.TestServer) -> Iterator[Addresses]:
    with server.clone("wasl_tests") as addresses:
        yield addresses


@pytest.fixture(scope="session")
def django_db_setup(main_database: Addresses, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), default_connection_to(main_database.app):
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()


@pytest.fixture
def fresh_database(server: test_server.TestServer, django_db_blocker: Any) -> Iterator[Addresses]:
    """Addresses of a migrated database that is dropped afterwards; Django's connection is pointed to it."""
    with (
        server.clone(f"fresh_{secrets.token_hex(4)}") as addresses,
        django_db_blocker.unblock(),
        default_connection_to(addresses.app),
    ):
        yield addresses


@pytest.fixture
def owner_cursor(main_database: Addresses) -> Iterator[psycopg.Cursor]:
    with psycopg.connect(main_database.owner) as connection, connection.cursor() as cursor:
        yield cursor
        connection.rollback()


@pytest.fixture
def transactional_db() -> None:
    pytest.fail("transactional_db truncates tables, which the application may not do: use fresh_database")


def is_local(address: object) -> bool:
    """Unix sockets and loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def field_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A key ring of this run, never the developer's own."""
    directory = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WASL_KEYS", str(directory))
        sealed.ring.cache_clear()
        sealed.create_ring(directory)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_outside_socket() -> Iterator[None]:
    """A test that reaches for another host fails by name, with or without a network."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            original = getattr(socket.socket, name)

            def guarded(self: socket.socket, address: Any, original: Any = original) -> Any:
                if not is_local(address):
                    raise AssertionError(f"a test tried to reach {address}: tests stay on this host")
                return original(self, address)

            patch.setattr(socket.socket, name, guarded)
        yield


@pytest.fixture(scope="session")
def reference(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The country as shipped, committed once for the whole run: loading is idempotent, and nobody writes to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        return load_reference()
