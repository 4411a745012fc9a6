"""What Wasl refuses to run on: each with one sentence that says what to change."""

import os
from pathlib import Path

import psycopg
import pytest
from tests.config.launched import Launched
from tests.server import TestServer

from wasl.config.launcher import configuration, opening, selftest
from wasl.config.launcher.database import Addresses, with_name
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home
from wasl.config.launcher.postgres import Cluster
from wasl.config.launcher.state import State, sole_launcher

BLIND = "locale_provider builtin builtin_locale 'C.UTF-8' lc_ctype 'C' lc_collate 'C'"


@pytest.fixture
def admin(server: TestServer) -> psycopg.Connection:
    with psycopg.connect(server.admin, autocommit=True) as connection:
        yield connection  # type: ignore[misc]


def test_a_database_blind_to_arabic_is_refused(server: TestServer, admin: psycopg.Connection) -> None:
    admin.execute(f"create database blind template template0 {BLIND}")  # type: ignore[arg-type]
    try:
        with psycopg.connect(with_name(server.admin, "blind"), autocommit=True) as connection:
            connection.execute("create extension pg_trgm")
            connection.execute("set role wasl_app")
            found = selftest.failings(connection, throw_away=True)
    finally:
        admin.execute("drop database blind with (force)")
    assert len(found) == 1
    assert "blind to Arabic" in found[0]
    assert "LC_CTYPE 'C.UTF-8'" in found[0]


def test_a_missing_extension_is_named(server: TestServer) -> None:
    with psycopg.connect(server.admin, autocommit=True) as connection:
        connection.execute("set role wasl_app")
        assert "create extension pg_trgm" in selftest.failings(connection, throw_away=True)[0]


class Answers:
    """A server that answers as told: the ones with ICU or an older version cannot be built here."""

    def __init__(self, **settings: str) -> None:
        self.settings = {"server_version_num": "180006", "fsync": "on", "synchronous_commit": "on"} | settings
        self.settings.setdefault("full_page_writes", "on")

    def execute(self, query: str, parameters: list[str] | None = None) -> "Answers":
        self.row: tuple[object, ...] = (1,) if "show_trgm" in query else (self.settings.get("by_code_point") != "no",)
        if parameters:
            self.row = (self.settings[parameters[0]],)
        elif "pg_roles" in query:
            self.row = (False, False, True)
        return self

    def fetchone(self) -> tuple[object, ...]:
        return self.row


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, ""),
        ({"server_version_num": "170004"}, "The server is PostgreSQL 17: use PostgreSQL 18 or newer."),
        ({"fsync": "off"}, "set fsync = on in postgresql.conf"),
        ({"synchronous_commit": "off"}, "set synchronous_commit = on"),
        ({"synchronous_commit": "remote_apply"}, ""),
        ({"full_page_writes": "off"}, "set full_page_writes = on"),
        ({"by_code_point": "no"}, "BUILTIN_LOCALE 'PG_UNICODE_FAST'"),
    ],
)
def test_a_server_that_would_lose_or_misorder_is_refused(settings: dict[str, str], sentence: str) -> None:
    found = selftest.failings(Answers(**settings))  # type: ignore[arg-type]
    assert [sentence in text for text in found] == ([True] if sentence else [])


@pytest.mark.parametrize("line", ["fsync = off", "synchronous_commit = off", "full_page_writes = off"])
def test_our_own_server_made_unsafe_does_not_start(directory: Path, line: str, quick_home: Home) -> None:
    conf = next(quick_home.database.glob("data-*/postgresql.conf"))
    conf.write_text(f"{line}\n")
    with pytest.raises(CannotStart, match=f"^{line.split()[0]} is off on the database server"):
        opening.open_database(quick_home, lambda text: None)


def test_an_application_role_that_walks_through_walls_is_refused(quick_home: Home) -> None:
    opened = opening.open_database(quick_home, lambda text: None)
    assert opened.cluster
    try:
        superuser = Addresses(app=with_name(str(opened.admin), "wasl"), owner=opened.addresses.owner)
        with pytest.raises(CannotStart, match="role of DATABASE_URL .*row-level security"):
            opening.check(superuser)
        with psycopg.connect(superuser.app) as administrator:
            administrator.execute("create table stray (id int); alter table stray owner to wasl_app")
        with pytest.raises(CannotStart, match="owns the database or a table in it"):
            opening.check(opened.addresses)
        owner = Addresses(app=opened.addresses.owner, owner=opened.addresses.owner)
        with pytest.raises(CannotStart, match="owns the database"):
            opening.check(owner)
    finally:
        opened.cluster.stop()


@pytest.fixture
def quick_home(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WASL_HOME", str(directory))
    monkeypatch.delenv("WASL_KEYS")
    home = Home(directory).prepare()
    opened = opening.open_database(home, lambda text: None)
    assert isinstance(opened.cluster, Cluster)
    opened.cluster.stop()
    return home


def test_lost_field_keys_stop_the_start_instead_of_being_drawn_anew(quick_home: Home) -> None:
    opened = opening.open_database(quick_home, lambda text: None)
    assert opened.cluster
    opened.cluster.stop()
    (quick_home.keys / "fields.json").rename(quick_home.root / "elsewhere.json")
    with pytest.raises(CannotStart, match="field keys are missing .* put the file back from its safe copy"):
        opening.open_database(quick_home, lambda text: None)
    (quick_home.root / "elsewhere.json").rename(quick_home.keys / "fields.json")
    again = opening.open_database(quick_home, lambda text: None)
    assert again.cluster
    again.cluster.stop()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"WASL_PORT": "eighty"}, "WASL_PORT=eighty is not a whole number from 1 to 65535"),
        ({"WASL_PORT": "70000"}, "WASL_PORT=70000 is not a whole number"),
        ({"WASL_WORKERS": "0"}, "WASL_WORKERS=0 is not a whole number from 1 to 64"),
        ({"WASL_TLS_CERTIFICATE": "/nowhere.pem"}, "WASL_TLS_CERTIFICATE=/nowhere.pem is not a file"),
        ({"WASL_TLS_KEY": "/etc/passwd"}, "WASL_TLS_CERTIFICATE is not set: a certificate and its key"),
    ],
)
def test_a_bad_setting_is_one_sentence(given: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as refused:
        configuration.read()
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"DATABASE_URL": "postgresql://a:b@127.0.0.1:1/w"}, "DATABASE_URL is set without WASL_OWNER_DATABASE_URL"),
        (
            {
                "DATABASE_URL": "postgresql://a:b@127.0.0.1:1/w",
                "WASL_OWNER_DATABASE_URL": "postgresql://o@127.0.0.1:1/w",
            },
            "The database of DATABASE_URL cannot be reached",
        ),
        ({"DATABASE_URL": "mysql://x/y", "WASL_OWNER_DATABASE_URL": "z"}, "DATABASE_URL must read postgresql://"),
        ({"WASL_HTTPS": "maybe"}, "WASL_HTTPS='maybe' is neither yes nor no: set it to 1 or 0"),
        ({"WASL_SESSION_MINUTES": "half"}, "WASL_SESSION_MINUTES='half' is not a whole number"),
        ({"WASL_HOST": "192.0.2.77"}, "WASL_HOST=192.0.2.77 is not an address of this machine"),
        ({"WASL_HOME": "/proc/nothing"}, "/proc/nothing cannot be made"),
    ],
)
def test_the_command_says_one_sentence_and_ends_with_1(directory: Path, given: dict[str, str], sentence: str) -> None:
    refused = Launched(directory / "home").wasl("up", **given)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"wasl: {sentence}")
    assert len(refused.stderr.splitlines()) == 1


def test_a_bad_line_of_the_settings_file_is_named(directory: Path) -> None:
    path = directory / "wasl.env"
    path.write_text("# a comment\n\nWASL_FROM_FILE='8080'\nWASL PORT\n")
    with pytest.raises(CannotStart, match="^Line 4 of .*wasl.env is not NAME=value"):
        configuration.load_file(path)
    assert os.environ.pop("WASL_FROM_FILE") == "8080"


def test_the_environment_wins_over_the_settings_file(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WASL_PORT", "9001")
    (directory / "wasl.env").write_text("WASL_PORT=9002\n")
    configuration.load_file(directory / "wasl.env")
    assert configuration.read().port == 9001


def test_the_lock_says_who_holds_it(directory: Path) -> None:
    home = Home(directory).prepare()
    State(pid=4711, address="http://127.0.0.1:8000/").write(home)
    with (
        sole_launcher(home),
        pytest.raises(CannotStart, match="already runs .* at http://127.0.0.1:8000/: .*kill 4711"),
        sole_launcher(home),
    ):
        pass
    with sole_launcher(home):
        pass
