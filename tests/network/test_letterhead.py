from datetime import date

import pytest
from tests.network.factories import OPENED, SmallInstitution

from wasl.network.letterhead import issuing_unit
from wasl.network.models import Institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    Institution.objects.create(mode="demo", name_fr="Entraide", name_ar="التعاون")
    return SmallInstitution()


def test_a_paper_bears_the_names_of_its_day(small):
    head = issuing_unit(small.centre, on=OPENED)
    assert (head.path, head.institution("ar"), head.is_demo) == (small.centre.path, "التعاون", True)
    assert head.name("fr") == f"Unité {small.centre.code}"


def test_a_unit_that_was_not_open_puts_no_paper_out(small):
    with pytest.raises(KeyError):
        issuing_unit(small.centre, on=date(1990, 1, 1))
