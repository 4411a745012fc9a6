"""The previous commit's installation, with data in place, taken over by this one."""

import subprocess
from pathlib import Path

import psycopg
import pytest
from tests.config.launched import Launched
from tests.server import ROOT

from wasl.config.backup.comparing import prints_of
from wasl.config.launcher.database import with_name
from wasl.config.launcher.home import Home, database_secrets


def is_kept(table: str) -> bool:
    """Not the framework's own books, which every migration and every worker rewrites."""
    return (
        table not in {"django_migrations", "django_content_type", "auth_permission"} and "procrastinate_" not in table
    )


def previous_source(directory: Path) -> Path:
    """`src` of the commit before this one; the test is skipped outside a clone that has it."""
    archive = directory / "previous.tar"
    done = subprocess.run(
        ["git", "-C", ROOT, "archive", "-o", archive, "HEAD~1", "src"], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no previous commit here: not a clone, or a shallow one")
    subprocess.run(["tar", "-C", directory, "-xf", archive], check=True)
    return directory / "src"


def rows(launched: Launched) -> dict[str, int]:
    password = database_secrets(Home(launched.home))["postgres"]
    url = f"postgresql://postgres:{password}@127.0.0.1:{launched.state()['database_port']}/postgres"
    with psycopg.connect(with_name(url, "wasl")) as connection:
        return {table: count for table, (count, _) in prints_of(connection).items()}


def test_the_previous_installation_is_taken_over_with_its_data(directory: Path) -> None:
    old = Launched(directory / "home")
    old.source = previous_source(directory)
    first = ["--administrator", "A1:Amina:Alaoui", "--administrator", "A2:Samir:Idrissi"]
    founded = old.wasl("init", "--name-fr", "Entraide", "--name-ar", "التعاون", *first)
    assert founded.returncode == 0, founded.stderr
    before = rows(old.start())
    assert old.stop() == 0

    new = Launched(directory / "home").start()
    after = rows(new)
    assert new.stop() == 0
    assert before["access_account"] == 2
    kept = {table: count for table, count in before.items() if is_kept(table)}
    assert {table: after.get(table) for table in kept} == kept
