from datetime import UTC, datetime

import pytest

from tests.assistance import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def place(db):
    """The institution of the tests, with the catalogue as shipped."""
    return factories.Place()
