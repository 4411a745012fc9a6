from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests import server as test_server
from tests.conftest import default_connection_to
from wasl.config.launcher.database import Addresses
from wasl.simulation import demo

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def world(server: test_server.TestServer, django_test_environment: None, django_db_blocker: Any) -> Iterator[Addresses]:
    """The demo world, loaded once; what a test changes is rolled back by `in_world`."""
    with (
        server.clone("demo_world") as addresses,
        django_db_blocker.unblock(),
        default_connection_to(addresses.app),
    ):
        demo.load(progress=lambda line: None, today=TODAY)
        yield addresses


@pytest.fixture
def in_world(world: Addresses, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), default_connection_to(world.app), transaction.atomic():
        yield
        transaction.set_rollback(True)
