from datetime import date

import pytest
from tests.access.factories import actor
from tests.network.factories import OPENED

from wasl.core.authority import NotAllowed
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.network.commands import (
    CannotChange,
    Profile,
    apply_due_changes,
    change_state,
    close_unit,
    correct_change,
    correct_closing,
    correct_opening,
    create_unit,
    move_unit,
    set_coverage,
)
from wasl.network.models import Unit, UnitState
from wasl.network.queries import ancestors_on, coverage_on, units_on
from wasl.network.rules import Kind, Refusal

TODAY = date(2026, 11, 21)
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
NEXT_YEAR = date(2027, 1, 1)
RENUMBERED, NEW_CODE = "01.051.05.01", r"01\.051\.11\.01"
PROFILE = Profile(name_fr="Dar Taliba Tifni", name_ar="دار الطالبة تفني", type="DAR_TALIBA", capacity=60)


def refusal_of(command, **given):
    with pytest.raises(CannotChange) as caught:
        command(today=TODAY, **given)
    assert str(caught.value)
    return caught.value.refusal


def create(who, parent, **given):
    asked = {"code": "E9001", "kind": Kind.CENTRE, "parent_id": parent.pk, "opened_on": JUNE, "profile": PROFILE}
    return create_unit(actor=who, today=TODAY, **(asked | given))


def test_a_new_unit_stands_under_its_parent_from_its_day(small, admin):
    unit = create(admin, small.delegation)
    assert unit.path == f"{small.delegation.path}E9001."
    assert not units_on(date(2026, 5, 31), under=small.delegation.pk).filter(unit=unit).exists()
    assert units_on(JUNE, under=small.delegation.pk).get(unit=unit).capacity == 60


def test_a_delegate_opens_units_at_home_only(small):
    delegate = actor("DELEGATE", small.delegation)
    assert create(delegate, small.delegation).code == "E9001"
    with pytest.raises(NotAllowed):
        create(delegate, small.other, code="E9002")


def test_a_social_worker_opens_nothing(small):
    with pytest.raises(NotAllowed):
        create(actor("SOCIAL_WORKER", small.centre), small.delegation)


def test_a_delegate_does_not_change_the_delegation_itself(small):
    delegate = actor("DELEGATE", small.delegation)
    with pytest.raises(NotAllowed):
        close_unit(actor=delegate, unit_id=small.delegation.pk, closed_on=JUNE, today=TODAY, with_units_below=True)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"code": "A.B"}, Refusal.CODE_SHAPE),
        ({"code": "ma"}, Refusal.CODE_TAKEN),
        ({"kind": Kind.HQ}, Refusal.PARENT_KIND),
        ({"opened_on": date(1950, 1, 1)}, Refusal.BEFORE_FOUNDATION),
        ({"opened_on": date(2009, 1, 1)}, Refusal.PARENT_CLOSED),
        ({"opened_on": date(2062, 6, 1)}, Refusal.TOO_FAR),
        ({"profile": Profile(name_fr="", name_ar="و", type="CAS")}, Refusal.NAME_NEEDED),
        ({"profile": Profile(name_fr="X", name_ar="و")}, Refusal.TYPE_NEEDED),
        ({"profile": Profile(name_fr="X", name_ar="و", type="CASINO")}, Refusal.UNKNOWN_CODE),
        ({"profile": Profile(name_fr="X", name_ar="و", type="CAS", commune_code="99.1")}, Refusal.COMMUNE_UNKNOWN),
    ],
)
def test_what_is_wrong_with_a_new_unit(small, admin, given, refusal):
    asked = {"code": "E9", "kind": Kind.CENTRE, "parent_id": small.delegation.pk, "opened_on": JUNE, "profile": PROFILE}
    assert refusal_of(create_unit, actor=admin, **(asked | given)) is refusal


def test_a_place_gives_its_province(small, admin, reference):
    profile = Profile(name_fr="CAS", name_ar="مركز", type="CAS", commune_code="05.081.15.21")
    unit = create(admin, small.delegation, profile=profile)
    assert unit.states.get().province_code == "05.081"


def test_a_renumbered_commune_is_answered_with_its_new_code(small, admin, reference):
    profile = Profile(name_fr="CAS", name_ar="مركز", type="CAS", commune_code=RENUMBERED)
    with pytest.raises(CannotChange, match=NEW_CODE) as caught:
        create(admin, small.delegation, profile=profile)
    assert caught.value.refusal is Refusal.COMMUNE_RENUMBERED
    assert caught.value.field == "commune_code"


def test_a_change_holds_from_its_day_on(small, admin):
    change_state(actor=admin, unit_id=small.centre.pk, since=JUNE, changes={"capacity": 40}, today=TODAY)
    assert units_on(date(2026, 5, 31)).get(unit=small.centre).capacity is None
    assert units_on(JUNE).get(unit=small.centre).capacity == 40


def test_a_later_change_keeps_what_it_did_not_touch(small, admin):
    centre = small.centre.pk
    change_state(actor=admin, unit_id=centre, since=NEXT_YEAR, changes={"capacity": 80}, today=TODAY)
    change_state(actor=admin, unit_id=centre, since=JUNE, changes={"name_fr": "Nouveau", "capacity": 50}, today=TODAY)
    planned = units_on(NEXT_YEAR).get(unit=centre)
    assert (planned.name_fr, planned.capacity) == ("Nouveau", 80)


def test_a_change_that_changes_nothing_is_said(small, admin):
    given = {"actor": admin, "unit_id": small.centre.pk, "since": JUNE, "changes": {"area": "URB"}}
    assert refusal_of(change_state, **given) is Refusal.NOTHING_CHANGED


def test_moving_a_delegation_carries_all_below(small, admin):
    south = create(admin, small.hq, code="C99", kind=Kind.COORD, profile=Profile(name_fr="Sud", name_ar="جنوب"))
    move_unit(actor=admin, unit_id=small.delegation.pk, parent_id=south.pk, since=JULY, today=TODAY)
    small.centre.refresh_from_db()
    assert small.centre.path == f"MA.C99.{small.delegation.code}.{small.centre.code}."
    chains = [[state.unit.code for state in ancestors_on(small.centre.pk, day)] for day in (JUNE, JULY)]
    assert [chain[1] for chain in chains] == [small.coordination.code, "C99"]


@pytest.mark.parametrize("target", ["delegation", "centre"])
def test_a_unit_never_moves_under_itself_or_its_own(small, admin, target):
    given = {"actor": admin, "unit_id": small.delegation.pk, "parent_id": getattr(small, target).pk, "since": JUNE}
    assert refusal_of(move_unit, **given) is Refusal.UNDER_ITSELF


def test_a_unit_does_not_move_where_it_stands(small, admin):
    given = {"actor": admin, "unit_id": small.centre.pk, "parent_id": small.delegation.pk, "since": JUNE}
    assert refusal_of(move_unit, **given) is Refusal.SAME_PARENT


def test_a_unit_does_not_move_under_one_that_closes(small, admin):
    close_unit(actor=admin, unit_id=small.other.pk, closed_on=JULY, today=TODAY, with_units_below=True)
    given = {"actor": admin, "unit_id": small.centre.pk, "parent_id": small.other.pk, "since": JUNE}
    assert refusal_of(move_unit, **given) is Refusal.PARENT_CLOSED


def test_a_planned_move_takes_effect_on_its_day_and_once(small, admin):
    move_unit(actor=admin, unit_id=small.centre.pk, parent_id=small.other.pk, since=NEXT_YEAR, today=TODAY)
    before = Unit.objects.get(pk=small.centre.pk).path
    assert before.startswith(small.delegation.path)
    assert apply_due_changes(today=date(2026, 12, 31)) == 0
    assert [apply_due_changes(today=NEXT_YEAR), apply_due_changes(today=NEXT_YEAR)] == [1, 0]
    assert Unit.objects.get(pk=small.centre.pk).path.startswith(small.other.path)


def test_a_delegate_moves_nothing_to_another_delegation(small):
    delegate = actor("DELEGATE", small.delegation)
    with pytest.raises(NotAllowed):
        move_unit(actor=delegate, unit_id=small.centre.pk, parent_id=small.other.pk, since=JUNE, today=TODAY)


def test_closing_waits_for_the_units_below(small, admin):
    given = {"actor": admin, "unit_id": small.delegation.pk, "closed_on": JULY}
    assert refusal_of(close_unit, **given) is Refusal.CHILDREN_OPEN
    close_unit(**given, today=TODAY, with_units_below=True)
    assert set(Unit.objects.filter(closed_on=JULY)) == {small.delegation, small.centre, small.sister}
    assert not units_on(JULY, under=small.delegation.pk).exclude(unit=small.delegation).exists()


def test_a_closed_unit_takes_no_more_change(small, admin):
    close_unit(actor=admin, unit_id=small.centre.pk, closed_on=JUNE, today=TODAY)
    centre = {"actor": admin, "unit_id": small.centre.pk}
    assert refusal_of(change_state, **centre, since=JULY, changes={"capacity": 1}) is Refusal.AFTER_CLOSING
    assert refusal_of(close_unit, **centre, closed_on=JULY) is Refusal.ALREADY_CLOSED


def test_nothing_happens_before_the_opening(small, admin):
    centre = {"actor": admin, "unit_id": small.centre.pk}
    early = date(2009, 5, 5)
    assert refusal_of(change_state, **centre, since=early, changes={"capacity": 1}) is Refusal.BEFORE_OPENING
    assert refusal_of(close_unit, **centre, closed_on=OPENED) is Refusal.CLOSES_TOO_EARLY


def test_the_second_of_two_administrators_is_told(small, admin):
    seen = small.centre.version
    change_state(actor=admin, unit_id=small.centre.pk, since=JUNE, changes={"capacity": 4}, today=TODAY, version=seen)
    given = {"actor": admin, "unit_id": small.centre.pk, "parent_id": small.other.pk, "since": JUNE, "version": seen}
    assert refusal_of(move_unit, **given) is Refusal.CHANGED_MEANWHILE


def test_a_wrong_opening_is_set_right(small, admin):
    assert correct_opening(actor=admin, unit_id=small.centre.pk, day=JUNE, today=TODAY).opened_on == JUNE
    assert not units_on(date(2026, 5, 31)).filter(unit=small.centre).exists()
    given = {"actor": admin, "unit_id": small.delegation.pk, "day": date(2030, 1, 1)}
    assert refusal_of(correct_opening, **given) is Refusal.TOO_FAR


def test_an_opening_is_not_moved_past_units_below(small, admin):
    given = {"actor": admin, "unit_id": small.delegation.pk, "day": JUNE}
    assert refusal_of(correct_opening, **given) is Refusal.CHILDREN_OUTSIDE


def test_a_wrong_closing_is_set_right_or_taken_back(small, admin):
    centre = {"actor": admin, "unit_id": small.centre.pk}
    assert refusal_of(correct_closing, **centre, day=JUNE) is Refusal.NO_SUCH_DATE
    close_unit(**centre, closed_on=JUNE, today=TODAY)
    assert correct_closing(**centre, day=JULY, today=TODAY).closed_on == JULY
    assert correct_closing(**centre, day=None, today=TODAY).closed_on is None
    assert units_on(NEXT_YEAR).filter(unit=small.centre).exists()


def test_a_wrong_day_of_a_change_is_set_right(small, admin):
    centre = {"actor": admin, "unit_id": small.centre.pk}
    change_state(**centre, since=JULY, changes={"capacity": 40}, today=TODAY)
    correct_change(**centre, was=JULY, day=JUNE, today=TODAY)
    assert units_on(JUNE).get(unit=small.centre).capacity == 40
    assert refusal_of(correct_change, **centre, was=JULY, day=JUNE) is Refusal.NO_SUCH_DATE
    assert refusal_of(correct_change, **centre, was=JUNE, day=date(2009, 1, 1)) is Refusal.NOT_BETWEEN


def test_territories_covered_are_dated(small, admin):
    unit = {"actor": admin, "unit_id": small.coordination.pk, "today": TODAY}
    set_coverage(**unit, territory_codes=["05", "08.363"], since=OPENED)
    set_coverage(**unit, territory_codes=["05", "06"], since=JULY)
    covered = [[row.territory_code for row in coverage_on(day, unit_id=small.coordination.pk)] for day in (JUNE, JULY)]
    assert covered == [["05", "08.363"], ["05", "06"]]


def test_both_territories_read_of_a_move(small, admin):
    move_unit(actor=admin, unit_id=small.centre.pk, parent_id=small.other.pk, since=JUNE, today=TODAY, reason="réforme")
    with entered(admin):
        paths = set(Line.objects.filter(verb="unit:move").values_list("path", flat=True))
    assert {path[: len(small.other.path)] for path in paths} == {small.delegation.path, small.other.path}


def test_states_of_a_unit_never_overlap_nor_leave_a_gap(small, admin):
    centre = {"actor": admin, "unit_id": small.centre.pk, "today": TODAY}
    for day, capacity in ((JULY, 3), (JUNE, 2), (NEXT_YEAR, 4)):
        change_state(**centre, since=day, changes={"capacity": capacity})
    states = list(UnitState.objects.filter(unit=small.centre).order_by("since"))
    assert [state.until for state in states] == [JUNE, JULY, NEXT_YEAR, None]
