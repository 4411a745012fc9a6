import pytest
from tests.network.factories import SmallInstitution


@pytest.fixture
def institution(db: None) -> SmallInstitution:
    return SmallInstitution()
