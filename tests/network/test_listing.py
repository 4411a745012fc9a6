from datetime import date

import pytest
from tests.access.factories import actor
from tests.network.factories import OPENED, unit

from wasl.core.authority import NotAllowed
from wasl.network.commands import Profile, close_unit, create_unit
from wasl.network.queries import (
    Filters,
    counts_by_province,
    possible_parents,
    sheet_of,
    states_for,
    units_under,
    visible_names,
)
from wasl.network.rules import Kind

TODAY = date(2026, 11, 21)
JUNE = date(2026, 6, 1)


def codes(who, **filters):
    return {state.unit.code for state in states_for(actor=who, filters=Filters(**{"day": TODAY} | filters))}


@pytest.fixture
def shelter(small):
    """A women's space in `small.delegation`, with a name and a place that would give it away."""
    return unit(
        "CENTRE", parent=small.delegation, code="E777", type="EMF", name_fr="Espace des femmes Tifni",
        name_ar="فضاء النساء", province_code="05.081", commune_code="05.081.15.21", area="RUR",
    )  # fmt: skip


@pytest.mark.parametrize("post", ["hq", "coordination", "delegation"])
def test_those_above_see_a_secret_unit(small, shelter, post):
    roles = {"hq": "SYSTEM_ADMIN", "coordination": "COORDINATOR", "delegation": "DELEGATE"}
    who = actor(roles[post], getattr(small, post))
    assert shelter.code in codes(who, province="05.081")
    assert sheet_of(actor=who, code=shelter.code) is not None


def test_a_reader_from_outside_sees_none_even_from_headquarters(small, shelter):
    who = actor("READER", small.hq)
    assert shelter.code not in codes(who, words="Tifni")
    assert sheet_of(actor=who, code=shelter.code) is None


def test_it_sees_itself(small, shelter):
    assert shelter.code in codes(actor("WOMEN_OFFICER", shelter))


@pytest.mark.parametrize("post", ["centre", "stranger", "other"])
def test_a_secret_unit_is_nowhere_for_those_beside(small, shelter, post):
    who = actor("DELEGATE" if post == "other" else "SOCIAL_WORKER", getattr(small, post))
    for filters in (
        {},
        {"type": "EMF"},
        {"province": "05.081"},
        {"words": "Tifni"},
        {"words": "E777"},
        {"area": "RUR"},
    ):
        assert shelter.code not in codes(who, **filters)
    assert sheet_of(actor=who, code=shelter.code) is None
    assert not units_under(actor=who, unit_id=small.delegation.pk, day=TODAY).filter(unit=shelter).exists()
    assert visible_names(actor=who, unit_ids=[shelter.pk], day=TODAY, language="fr") == {}
    assert "05.081" not in counts_by_province(actor=who, filters=Filters(day=TODAY))


def test_a_unit_that_was_secret_stays_hidden(small, shelter):
    state = shelter.states.get()
    state.until = JUNE
    state.save()
    shelter.states.create(since=JUNE, parent=small.delegation, type="CAS", name_fr="CAS", name_ar="مركز")
    assert shelter.code not in codes(actor("SOCIAL_WORKER", small.centre))


def test_nobody_lists_without_the_right(small):
    who = actor("SOCIAL_WORKER", small.centre)
    stripped = type(who)(who.account_id, who.unit_id, who.path, who.role, who.level)
    with pytest.raises(NotAllowed):
        codes(stripped)


def test_open_closed_and_planned_on_a_day(small, admin):
    close_unit(actor=admin, unit_id=small.sister.pk, closed_on=JUNE, today=TODAY)
    create_unit(
        actor=admin, code="NEW", kind=Kind.CENTRE, parent_id=small.delegation.pk, opened_on=date(2027, 1, 1),
        profile=Profile(name_fr="N", name_ar="ن", type="CAS"), today=TODAY,
    )  # fmt: skip
    assert codes(admin, status="closed") == {small.sister.code}
    assert codes(admin, status="planned") == {"NEW"}
    assert small.sister.code in codes(admin, day=date(2026, 5, 31))
    assert small.sister.code not in codes(admin)


@pytest.mark.parametrize("words", ["dar taliba OUAOULA", "ouaou", "دار الطالبة", "دار الطالبه واولي"])
def test_found_in_either_script_however_spelled(small, words):
    one = unit(parent=small.delegation, type="DAR_TALIBA", name_fr="Dar Taliba Ouaoula", name_ar="دار الطالبة واولى")
    assert codes(actor("READER", small.hq), words=words) == {one.code}


def test_filters_narrow_together(small):
    who = actor("READER", small.hq)
    assert codes(who, kind="CENTRE", area="RUR") == {small.sister.code, small.stranger.code}
    assert codes(who, type="CAS", area="RUR") == {small.stranger.code}
    assert codes(who, day=date(2009, 1, 1)) == set()


def test_where_a_unit_may_move(small, admin):
    found = possible_parents(actor=admin, sheet=sheet_of(actor=admin, code=small.centre.code), day=TODAY)
    assert {state.unit.code for state in found} == {"MA", small.coordination.code, small.other.code}


def test_names_of_a_day(small, admin):
    given = {"actor": admin, "unit_ids": [small.centre.pk], "language": "fr"}
    assert visible_names(**given, day=OPENED) == visible_names(**given, day=date(2000, 1, 1)) != {}
