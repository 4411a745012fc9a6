import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.config.launched import Launched, first_home, open_directory

from wasl.config.launcher.postgres import Cluster


@pytest.fixture
def directory() -> Iterator[Path]:
    with open_directory() as path:
        yield path


@pytest.fixture
def cluster(directory: Path) -> Iterator[Cluster]:
    """A durable server of its own, made and not started."""
    cluster = Cluster(directory / "postgresql", "secret")
    cluster.create()
    yield cluster
    cluster.stop()


@pytest.fixture
def home(directory: Path) -> Iterator[Launched]:
    """A copy of the first home, to be started again."""
    subprocess.run(["cp", "-a", first_home(), directory / "home"], check=True)
    launched = Launched(directory / "home")
    yield launched
    launched.end()
