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
from wasl.config.launcher.postgres import Cluster


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


def rows(url: str) -> dict[str, int]:
    with psycopg.connect(with_name(url, "wasl")) as connection:
        return {table: count for table, (count, _) in prints_of(connection).items() if is_kept(table)}


def test_the_previous_installation_is_taken_over_with_its_data(directory: Path) -> None:
    home = Home(directory / "home")
    old = Launched(home.root)
    old.source = previous_source(directory)
    first = ["--administrator", "A1:Amina:Alaoui", "--administrator", "A2:Samir:Idrissi"]
    founded = old.wasl("init", "--name-fr", "Entraide", "--name-ar", "التعاون", *first)
    assert founded.returncode == 0, founded.stderr
    password = database_secrets(home)["postgres"]
    cluster = Cluster(home.database, password)
    cluster.start()
    before = rows(cluster.url("postgres", password, "postgres"))
    cluster.stop()

    new = Launched(home.root).start()
    port = new.state()["database_port"]
    after = rows(f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres")
    assert new.stop() == 0
    assert before["access_account"] == 2
    # The new worker may have chained the journal's lines meanwhile.
    before.pop("journal_sealedline")
    shipped = {table for table in before if table.startswith("catalogue_")}
    assert {table: after.get(table) for table in before.keys() - shipped} == {
        table: count for table, count in before.items() if table not in shipped
    }
    # A newer program may ship new codes; it takes none away.
    assert all(after[table] >= before[table] for table in shipped)
