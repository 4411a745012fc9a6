import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.config.launched import Launched, eventually

from wasl.config.doctor import findings, machine
from wasl.config.doctor.findings import Grade
from wasl.config.launcher.home import Home

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
QUIET = {"https": False, "certificate": False, "proxies": [], "names": ["localhost"], "origins": []}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"host": "127.0.0.1"}, "fit together"),
        ({"host": "10.0.0.5"}, "WASL_TLS_CERTIFICATE"),
        ({"host": "10.0.0.5", "https": True, "certificate": True}, "fit together"),
        ({"host": "127.0.0.1", "https": True}, "WASL_TRUSTED_PROXIES"),
        ({"host": "127.0.0.1", "https": True, "proxies": ["127.0.0.1"]}, "fit together"),
        ({"host": "127.0.0.1", "proxies": ["*"]}, "addresses of the proxies"),
        ({"host": "127.0.0.1", "names": ["*"]}, "WASL_HOSTS"),
        ({"host": "::1", "https": True, "certificate": True, "origins": ["http://w.ma"]}, "https://"),
    ],
)
def test_exposure(change: dict[str, object], words: str) -> None:
    (found,) = findings.of_exposure(**(QUIET | change))  # type: ignore[arg-type]
    assert words in found.text + found.remedy
    assert (found.grade == Grade.WELL) == (words == "fit together")


@pytest.mark.parametrize(("free", "grade"), [(4, Grade.BAD), (5, Grade.CARE), (14, Grade.CARE), (15, Grade.WELL)])
def test_disk(free: int, grade: Grade) -> None:
    assert findings.of_disk(free=free, total=100).grade == grade


@pytest.mark.parametrize(
    ("newest", "verified", "grades"),
    [
        (None, None, ["bad"]),
        (timedelta(hours=5), timedelta(hours=5), ["well"]),
        (timedelta(hours=37), timedelta(hours=37), ["bad"]),
        (timedelta(hours=5), None, ["bad"]),
        (timedelta(hours=50), timedelta(days=4), ["bad", "bad"]),
    ],
)
def test_backups(newest: timedelta | None, verified: timedelta | None, grades: list[str]) -> None:
    found = findings.of_backups(
        newest=newest and NOW - newest, verified=verified and NOW - verified, now=NOW, is_demo=False
    )
    assert [finding.grade for finding in found] == grades


@pytest.mark.parametrize(
    ("line", "database", "synchronised", "grade"),
    [
        (None, NOW, True, Grade.WELL),
        (NOW + timedelta(hours=1), NOW, True, Grade.BAD),
        (NOW, NOW + timedelta(minutes=1), True, Grade.BAD),
        (NOW, NOW, False, Grade.CARE),
    ],
)
def test_clocks(line: datetime | None, database: datetime, synchronised: bool, grade: Grade) -> None:
    (found,) = findings.of_clocks(database=database, host=NOW, newest_line=line, synchronised=synchronised)
    assert found.grade == grade


def test_a_database_behind_on_moroccos_clock_is_told() -> None:
    ours = {NOW + timedelta(days=day): timedelta() for day in range(3)}
    found = findings.of_zone(ours=ours, database=ours | {NOW + timedelta(days=1): timedelta(hours=1)})
    assert "from 2026-11-22 on" in found.text


def test_readable_secrets_are_told(directory: Path) -> None:
    home = Home(directory).prepare()
    (home.secrets / "database.json").write_text("{}")
    (home.secrets / "database.json").chmod(0o644)
    found = [finding for finding in machine.rights(home) if finding.subject == "secrets"]
    assert [finding.remedy for finding in found] == [f"Run `chmod go= {home.secrets}/database.json`."]


def test_a_new_home_lacks_only_backups(home: Launched) -> None:
    said = home.wasl("doctor", "--json")
    graded = {finding["subject"]: finding["grade"] for finding in json.loads(said.stdout)}
    assert {subject for subject, grade in graded.items() if grade == "bad"} == {"backups"}
    assert {"database", "tables", "second wall", "journal", "time zone", "exposure"} <= set(graded)
    assert graded["time zone"] == "well"
    assert said.returncode == 1


def test_the_doctor_names_what_stops_a_start(home: Launched) -> None:
    next(home.home.glob("postgresql/data-*/postgresql.conf")).write_text("fsync = off\n")
    said = home.wasl("doctor")
    assert said.returncode == 1
    assert "set fsync = on in postgresql.conf" in said.stdout


def test_after_a_rotation_both_keys_are_needed(home: Launched) -> None:
    ring = home.home / "keys" / "fields.json"
    first = ring.read_text()
    assert home.wasl("keys", "rotate").returncode == 0
    assert len(json.loads(ring.read_text())["keys"]) == 2
    second = ring.read_text()
    ring.write_text(first)
    refused = home.wasl("up")
    assert "put the right file back" in refused.stderr
    ring.write_text(second)
    assert home.wasl("keys", "show").returncode == 0


def test_a_rotation_while_running_reaches_every_part(home: Launched) -> None:
    home.start()
    before = {name: home.pid_of(name) for name in ("web server", "worker")}
    said = home.wasl("keys", "rotate")
    assert said.returncode == 0, said.stderr
    eventually(lambda: all(home.pid_of(name) not in {0, pid} for name, pid in before.items()))
    assert home.stop() == 0
