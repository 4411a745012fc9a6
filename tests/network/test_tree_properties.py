"""Whatever is done to the tree, in whatever order: one chain to the root on every day, no gap, no overlap."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wasl.network.commands import (
    CannotChange,
    apply_due_changes,
    change_state,
    close_unit,
    correct_closing,
    correct_opening,
    move_unit,
)
from wasl.network.models import Unit, UnitState
from wasl.network.queries import ancestors_on, units_on
from wasl.network.rules import within

FIRST, TODAY = date(2009, 6, 1), date(2026, 11, 21)
UNITS = ("hq", "coordination", "delegation", "other", "centre", "sister", "stranger")
days = st.integers(0, 6_700).map(lambda n: FIRST + timedelta(n))
steps = st.lists(
    st.tuples(st.sampled_from(["move", "close", "change", "opening", "closing"]), st.sampled_from(UNITS),
              st.sampled_from(UNITS), days),
    max_size=8,
)  # fmt: skip


def take(step, small, admin):
    what, name, target, day = step
    unit = {"actor": admin, "unit_id": getattr(small, name).pk, "today": TODAY}
    try:
        if what == "move":
            move_unit(**unit, parent_id=getattr(small, target).pk, since=day)
        elif what == "close":
            close_unit(**unit, closed_on=day, with_units_below=day.day % 2 == 0)
        elif what == "change":
            change_state(**unit, since=day, changes={"capacity": day.day})
        elif what == "opening":
            correct_opening(**unit, day=day)
        else:
            correct_closing(**unit, day=day if day.day % 3 else None)
    except CannotChange:
        pass


def check(day):
    for state in units_on(day):
        chain = ancestors_on(state.unit_id, day)
        assert chain[0].unit.kind == "HQ" and chain[-1] == state
    units = {unit.pk: unit for unit in Unit.objects.all()}
    ends = {}
    for state in UnitState.objects.order_by("unit_id", "since"):
        unit = units[state.unit_id]
        assert state.since == ends.get(unit.pk, unit.opened_on)
        above = units[state.parent_id] if state.parent_id else unit
        assert within((state.since, state.until), (above.opened_on, above.closed_on))
        ends[unit.pk] = state.until
    assert ends == {unit.pk: unit.closed_on for unit in units.values()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, day=days)
def test_the_tree_stays_whole(small, admin, steps, day):
    with transaction.atomic():
        for step in steps:
            take(step, small, admin)
        check(day)
        for state in units_on(TODAY).select_related("unit"):
            chain = ancestors_on(state.unit_id, TODAY)
            assert state.unit.path == "".join(f"{one.unit.code}." for one in chain)
        assert apply_due_changes(today=TODAY) == 0
        transaction.set_rollback(True)


@pytest.mark.parametrize("day", [date(2030, 1, 1)])
def test_nothing_is_due_in_a_still_tree(small, day):
    assert apply_due_changes(today=day) == 0
