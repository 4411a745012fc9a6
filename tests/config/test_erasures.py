"""What was anonymised is listed outside the database, and anonymised again in whatever is restored."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from tests.config.launched import Launched

from wasl.config import erasures
from wasl.config.launcher.database import with_name
from wasl.config.launcher.home import Home, database_secrets

ONE, TWO = UUID(int=1), UUID(int=2)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def list_home(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WASL_BACKUPS", str(directory / "elsewhere"))
    return Home(directory / "home")


def test_both_places_hold_the_list_and_either_is_enough(list_home: Home) -> None:
    erasures.note(list_home, ONE, "retention.social_days", NOW)
    erasures.note(list_home, TWO, "retention.sensitive_days", NOW)
    first, second = erasures.places(list_home)
    assert first.read_text() == second.read_text() and first.stat().st_mode & 0o077 == 0
    first.unlink()
    assert erasures.listed(list_home) == {ONE: "retention.social_days", TWO: "retention.sensitive_days"}


def test_a_line_cut_by_a_power_cut_is_left_out(list_home: Home) -> None:
    erasures.note(list_home, ONE, "retention.social_days", NOW)
    with erasures.places(list_home)[0].open("a") as stream:
        stream.write("2026-11-22T00:00:00 0000")
    assert list(erasures.listed(list_home)) == [ONE]


#: Without its unit: foreign keys sleep in a session that replays.
REGISTER = (
    "insert into people_registration (id, unit_id, path, level, given_latin, family_latin, given_ar, family_ar,"
    " known_as, father, mother, sex, birth_precision, birth_place, commune_code, douar, languages, idcs_status,"
    " rsu_status, keys, keys_version, version, none_of_these, is_simulated)"
    f" values ('{ONE}', '{TWO}', 'MA.C1.', 2, 'Zoubida', 'Moulouya', '', '', '', '', '', 'F', 'NONE', '', '', '',"
    " '{}', '', '', '{}', 0, 1, '', false)"
)


def superuser(home: Launched) -> psycopg.Connection:
    password = database_secrets(Home(home.home))["postgres"]
    port = home.state()["database_port"]
    return psycopg.connect(with_name(f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres", "wasl"))


def names(home: Launched) -> list[str]:
    with superuser(home) as connection:
        return [name for (name,) in connection.execute("select given_latin from people_registration").fetchall()]


def test_a_restored_backup_is_anonymised_before_anybody_reads_it(home: Launched) -> None:
    home.start()
    with superuser(home) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(REGISTER)
    assert home.wasl("backup").returncode == 0
    assert home.stop() == 0
    backup = next(home.home.glob("backups/*.wasl"))
    erasures.note(Home(home.home), ONE, "retention.social_days", NOW)
    said = home.wasl("restore", "--yes", str(backup))
    assert said.returncode == 0, said.stderr
    assert "1 erased again" in said.stdout
    home.start()
    assert names(home) == [""]
    assert home.stop() == 0
