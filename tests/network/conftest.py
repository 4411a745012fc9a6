import pytest
from tests.access.factories import actor
from tests.network.factories import SmallInstitution

from wasl.core.actor import Actor


@pytest.fixture
def small(db: None) -> SmallInstitution:
    return SmallInstitution()


@pytest.fixture
def admin(small: SmallInstitution) -> Actor:
    return actor("SYSTEM_ADMIN", small.hq)
