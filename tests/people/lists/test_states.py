"""The life of a list, whatever is asked of it."""

import pytest

from wasl.people.rules.lists import BUSY, NEXT, ListState, may_follow


@pytest.mark.parametrize("state", ListState)
@pytest.mark.parametrize("wanted", ListState)
def test_a_list_goes_where_its_table_leads(state, wanted):
    assert may_follow(state, wanted) is (wanted in NEXT[state])


def test_the_worker_always_leaves_a_list_to_somebody():
    for state in BUSY:
        reached, more = set(), set(NEXT[state])
        while more:
            reached |= more
            more = set().union(*(NEXT[one] for one in more if one in BUSY)) - reached
        assert reached - BUSY
