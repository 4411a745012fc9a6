import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.config.launched import Launched, open_directory

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


@pytest.fixture(scope="session")
def first_home() -> Iterator[Path]:
    """A home after its first start and clean stop; copied by the tests that start again."""
    with open_directory() as path:
        launched = Launched(path / "home").start()
        assert launched.stop() == 0
        assert launched.left() == []
        yield path / "home"


@pytest.fixture
def home(first_home: Path, directory: Path) -> Iterator[Launched]:
    subprocess.run(["cp", "-a", first_home, directory / "home"], check=True)
    launched = Launched(directory / "home")
    yield launched
    launched.end()
