import pytest
from tests.network.factories import SmallInstitution

from wasl.catalogue.commands import seed


@pytest.fixture
def institution(db: None) -> SmallInstitution:
    seed()
    return SmallInstitution()
