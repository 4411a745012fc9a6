import pytest

from tests.assistance.factories import Place


@pytest.fixture
def place(db, reference):
    return Place()
