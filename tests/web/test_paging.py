from datetime import date

import pytest
from django.test import RequestFactory

from tests.network.factories import unit
from wasl.network.models import Unit
from wasl.web.paging import page_by_key

pytestmark = pytest.mark.django_db
ORDER = ("-opened_on", "code")


@pytest.fixture
def hq():
    top = unit("HQ")
    for number in range(7):
        unit(parent=top, code=f"P{number}", opened_on=date(2016, 1, 1 + number % 2))
    return top


def page(key=""):
    request = RequestFactory().get("/", {"key": key} if key else {})
    return page_by_key(request, Unit.objects.exclude(kind="HQ"), order=ORDER, size=3)


def test_pages_follow_one_another_without_a_gap_or_a_repeat(hq):
    codes, key = [], ""
    while key is not None:
        one = page(key)
        codes += [row.code for row in one.rows]
        key = one.next_key
    assert codes == ["P1", "P3", "P5", "P0", "P2", "P4", "P6"]


def test_going_back_gives_the_page_before(hq):
    first = page()
    second = page(first.next_key)
    back = page(second.previous_key)
    assert [row.code for row in back.rows] == [row.code for row in first.rows]
    assert first.previous_key is None and back.previous_key is None and back.next_key is not None


@pytest.mark.parametrize("key", ["x", "////", "bnVsbA", "WzAsIlx1MDAwMCIsImEiXQ", "W10"])
def test_a_key_that_means_nothing_gives_the_first_page(hq, key):
    assert page(key).rows == page().rows
