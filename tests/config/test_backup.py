"""A backup is encrypted, whole or refused, and true: restored and compared, also one taken under load."""

import base64
import io
import os
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from tests.config.launched import Launched
from tests.config.test_kills import Writers

from wasl.config.backup.comparing import differences
from wasl.config.backup.container import Damaged, Opener, Sealer
from wasl.config.backup.keeping import superfluous

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
LONG = os.urandom(2_500_000)


def sealed() -> bytearray:
    stream = io.BytesIO()
    sealer = Sealer(stream, KEY, {"taken": "now"})
    for name, content in {"first": b"one", "empty": b"", "long": LONG}.items():
        sealer.begin(name)
        sealer.write(content)
    sealer.finish()
    return bytearray(stream.getvalue())


def opened(content: bytes, key: bytes = KEY) -> dict[str, bytes]:
    return {name: section.read() for name, section in Opener(io.BytesIO(content), key).sections()}


def test_what_is_sealed_comes_back() -> None:
    assert opened(sealed()) == {"first": b"one", "empty": b"", "long": LONG}


def test_an_unread_section_is_skipped() -> None:
    names = [name for name, _ in Opener(io.BytesIO(sealed()), KEY).sections()]
    assert names == ["first", "empty", "long"]


def test_nothing_is_readable_without_the_key() -> None:
    content = sealed()
    assert LONG[:32] not in content
    with pytest.raises(Damaged, match="made with another key: .* --key"):
        opened(content, OTHER)


@pytest.mark.parametrize("left", [3, 60, 1_000_000, -1, -30])
def test_a_file_cut_short_is_refused(left: int) -> None:
    with pytest.raises(Damaged):
        opened(sealed()[:left])


@pytest.mark.parametrize("place", [10, 400, 1_200_000, -2])
def test_one_changed_bit_is_noticed(place: int) -> None:
    content = sealed()
    content[place] ^= 1
    with pytest.raises((Damaged, ValueError, KeyError)):
        opened(content)


def test_another_file_is_refused() -> None:
    with pytest.raises(Damaged, match="not a backup of Wasl"):
        opened(b"PK\x03\x04 something else")


@pytest.mark.parametrize(
    ("before", "after", "restored", "found"),
    [
        ([3, 77], [3, 77], [3, 77], []),
        ([3, 77], [3, 77], [3, 78], ["t differs"]),
        ([3, 77], [3, 77], [2, 70], ["t differs"]),
        ([3, 77], [5, 99], [4, 80], []),
        ([3, 77], [5, 99], [6, 80], ["t has 6 rows, not 3 to 5"]),
        ([5, 77], [3, 99], [4, 80], []),
    ],
)
def test_comparison(before: list[int], after: list[int], restored: list[int], found: list[str]) -> None:
    said = differences(before={"t": before}, after={"t": after}, restored={"t": restored})
    assert [text[: len(start)] for text, start in zip(said, found, strict=True)] == found


def test_a_lost_table_is_noticed() -> None:
    assert differences(before={"t": [0, 0]}, after={"t": [0, 0]}, restored={}) == ["t is missing"]


def test_fourteen_days_and_twelve_months_are_kept() -> None:
    newest = datetime(2026, 11, 21, 13, 30, tzinfo=UTC)
    taken = [newest - timedelta(hours=12 * number) for number in range(2 * 500)]
    kept = sorted(set(taken) - superfluous(taken), reverse=True)
    assert kept[:14] == [newest - timedelta(days=number) for number in range(14)]
    assert [instant.strftime("%Y-%m") for instant in kept[14:]] == [
        "2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05",
        "2026-04", "2026-03", "2026-02", "2026-01", "2025-12",
    ]  # fmt: skip


def test_a_backup_under_load_restores_to_the_same_rows(home: Launched, directory: Path) -> None:
    (home.home / "files").mkdir()
    (home.home / "files" / "slip.pdf").write_bytes(b"a slip")
    home.start()
    with Writers(home) as writers:
        threading.Event().wait(0.5)
        acknowledged = set(writers.acknowledged)
        said = home.wasl("backup", "--verify")
        assert said.returncode == 0, said.stderr
        written_after = len(writers.acknowledged)
    assert "Restored beside and compared" in said.stdout
    assert written_after > len(acknowledged)
    assert home.stop() == 0
    backup = next(home.home.glob("backups/*.wasl"))
    assert backup.stat().st_mode & 0o077 == 0

    other = Launched(directory / "other")
    subprocess.run(["mkdir", "-p", other.home], check=True)
    subprocess.run(["cp", "-a", home.home / "keys", other.home / "keys"], check=True)
    said = other.wasl("restore", "--yes", str(backup))
    assert said.returncode == 0, said.stderr
    assert (other.home / "files" / "slip.pdf").read_bytes() == b"a slip"
    other.start()
    with psycopg.connect(Writers(other).address()) as connection:
        rows = set(connection.execute("select writer, number from probe").fetchall())
    assert acknowledged <= rows <= set(writers.acknowledged)
    assert other.stop() == 0


def test_a_restore_asks_first_and_keeps_what_was_there(home: Launched, directory: Path) -> None:
    made = home.wasl("backup")
    backup = made.stdout.split(" (")[0].splitlines()[-1]
    assert "add --yes" in home.wasl("restore", backup).stderr
    assert home.wasl("restore", "--yes", backup).returncode == 0
    assert len(list(home.home.glob("postgresql/replaced-*"))) == 1
    (directory / "wrong.key").write_text(base64.b64encode(OTHER).decode())
    refused = home.wasl("restore", "--yes", "--key", str(directory / "wrong.key"), backup)
    assert "made with another key" in refused.stderr
    assert home.wasl("manage", "showmigrations", "--list").returncode == 0


def test_a_damaged_backup_touches_nothing(home: Launched, directory: Path) -> None:
    backup = directory / "damaged.wasl"
    assert home.wasl("backup", "--to", str(directory)).returncode == 0
    content = bytearray(next(directory.glob("wasl-*.wasl")).read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    refused = home.wasl("restore", "--yes", str(backup))
    assert "altered or damaged: use another one" in refused.stderr
    assert not list(home.home.glob("postgresql/replaced-*"))
    assert not list(home.home.glob("postgresql/restore-*"))
