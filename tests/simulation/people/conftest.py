from collections.abc import Callable
from functools import cache

import pytest

from wasl.simulation.people.records import Record
from wasl.simulation.people.registry import Truth, rows

Rows = list[tuple[Record, Truth]]


@cache
def made(noise: str, records: int = 30_000) -> Rows:
    return list(rows(records=records, seed=5, noise=noise))


@pytest.fixture(scope="session")
def registry() -> Callable[..., Rows]:
    """Of seed 5, by noise and number of records; each is made once."""
    return made
