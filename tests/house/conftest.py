"""The world behind every address, made and committed once for all tests of a file; each test takes back its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.conftest import default_connection_to
from tests.house.addresses import World
from tests.house.lines import LINES
from tests.network.factories import SmallInstitution, unit
from tests.server import TestServer
from wasl.catalogue.commands import seed
from wasl.territory.commands import load_reference


@pytest.fixture(scope="module")
def made_world(server: TestServer, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with (
        server.clone("world_of_addresses") as database,
        django_db_blocker.unblock(),
        default_connection_to(database.app),
    ):
        with transaction.atomic():
            load_reference()
            institution = SmallInstitution()
            seed()
            institution.cell = unit("CELL", parent=institution.delegation, type="CVS")
            institution.team = unit("TEAM", parent=institution.delegation, type="SAMU")
            world = World(institution)
            for line in LINES.values():
                for make in (line.inside, line.outside, line.sealed):
                    if make:
                        make(world)
        django_db_blocker.block()
        yield world
        django_db_blocker.unblock()


@pytest.fixture
def world(made_world: World, db: None) -> World:
    return made_world
