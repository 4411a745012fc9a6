"""A throw-away database of its own for a bench: migrated, on the launcher's own PostgreSQL, reached as wasl_app."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

from wasl.config.launcher.database import Addresses


@dataclass(frozen=True)
class Place(Addresses):
    """`admin` is the server's own way in, which may put triggers to sleep while rows are filled in."""

    admin: str = ""


def prepare() -> None:
    """Django under the tests' settings; the content of the database comes later."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()


@contextmanager
def database(name: str) -> Iterator[Place]:
    """Django's default connection points to a fresh clone of the migrated template."""
    from tests.conftest import default_connection_to
    from tests.server import running

    from wasl.core import sealed

    with tempfile.TemporaryDirectory() as keys, running() as server, server.clone(name) as addresses:
        os.environ["WASL_KEYS"] = keys
        sealed.create_ring(Path(keys))
        with default_connection_to(addresses.app):
            yield Place(addresses.app, addresses.owner, admin=server.admin.rpartition("/")[0] + f"/{name}")
