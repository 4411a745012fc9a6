from collections.abc import Iterator

import pytest
from tests.network.factories import SmallInstitution

from wasl.core import sealed


@pytest.fixture
def institution(db: None) -> SmallInstitution:
    return SmallInstitution()


@pytest.fixture(autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    directory = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("WASL_KEYS", str(directory))
    sealed.ring.cache_clear()
    sealed.create_ring(directory)
    yield
    sealed.ring.cache_clear()
