from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.assistance.rules import Place
from wasl.assistance.rules.appointments import (
    CIRCUIT_OF_TYPE,
    NEXT_APPOINTMENT,
    AppointmentFault,
    AppointmentState,
    Closure,
    Hours,
    fault_of_change,
    fault_of_slot,
    hours_of,
    instant,
)
from wasl.catalogue.rules import PARAMETERS
from wasl.catalogue.shipped import PERIODS
from wasl.network.rules import SECRET_TYPES

CASABLANCA = ZoneInfo("Africa/Casablanca")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)
OPEN = Hours(510, 990)
VALUES = {code: row[0] for code, row in PARAMETERS.items()}
SHIPPED = [Closure(row["since"], row["last_on"], row["kind"]) for row in PERIODS]
F, S = AppointmentFault, AppointmentState


def slot(**values):
    given = {
        "day": date(2026, 11, 26), "starts": time(10), "minutes": 30, "place": Place.CENTRE, "hours": OPEN, "now": NOW,
        "ahead_days": 180, "zone": CASABLANCA,
    }  # fmt: skip
    return fault_of_slot(**given | values)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, None),
        ({"day": TUESDAY, "starts": time(8, 45)}, F.PAST),
        ({"day": date(2027, 5, 24)}, F.TOO_FAR),
        ({"minutes": 0}, F.LENGTH),
        ({"minutes": 481}, F.LENGTH),
        ({"hours": None}, F.CLOSED_DAY),
        ({"starts": time(8, 15)}, F.OUT_OF_HOURS),
        ({"starts": time(16, 15)}, F.OUT_OF_HOURS),
        ({"starts": time(16)}, None),
        ({"starts": time(19), "place": Place.HOME}, None),
        ({"hours": None, "place": Place.HOME}, F.CLOSED_DAY),
    ],
)
def test_when_an_appointment_may_be_given(values, fault):
    assert slot(**values) == fault


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 26), OPEN),
        (date(2026, 11, 28), None),
        (date(2026, 11, 18), None),
        (date(2027, 2, 9), Hours(540, 900)),
        (date(2027, 3, 10), None),
        (date(2027, 3, 12), OPEN),
        (date(2027, 1, 14), None),
    ],
)
def test_the_hours_of_a_day_as_shipped(day, hours):
    assert hours_of(day, values=VALUES, closures=SHIPPED) == hours


def test_ten_o_clock_stays_ten_o_clock_when_the_clock_is_moved():
    """Until March 2026 the clock stood one hour back in Ramadan."""
    before, during = date(2026, 2, 13), date(2026, 2, 16)
    assert instant(before, time(10), CASABLANCA) == datetime(2026, 2, 13, 9, tzinfo=UTC)
    assert instant(during, time(10), CASABLANCA) == datetime(2026, 2, 16, 10, tzinfo=UTC)
    for day in (before, during):
        assert instant(day, time(10), CASABLANCA).astimezone(CASABLANCA).time() == time(10)


def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_the_first():
    jumped = date(2026, 3, 22)
    assert instant(jumped, time(2, 30), CASABLANCA) is None
    early = datetime(2026, 3, 1, tzinfo=UTC)
    assert slot(day=jumped, starts=time(2, 30), now=early, place=Place.HOME) == F.NO_SUCH_TIME
    assert instant(date(2026, 2, 15), time(2, 30), CASABLANCA) == datetime(2026, 2, 15, 1, 30, tzinfo=UTC)


AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("to", S)
def test_no_step_that_the_table_does_not_hold(state, to):
    fault = fault_of_change(state=state, to=to, at=AT, now=AT + timedelta(minutes=5), reason="PERSON")
    assert (fault is None) == (to in NEXT_APPOINTMENT[state])


@pytest.mark.parametrize(
    ("to", "minutes", "reason", "fault"),
    [
        (S.ABSENT, -1, "", F.NOT_YET),
        (S.ABSENT, 0, "", None),
        (S.CAME, -30, "", None),
        (S.CAME, -24 * 60, "", F.NOT_YET),
        (S.CANCELLED, -60, "", F.NO_REASON),
        (S.CANCELLED, -60, "WHIM", F.NO_REASON),
        (S.CANCELLED, -60, "AGENT", None),
        (S.MOVED, -60, "", None),
    ],
)
def test_what_may_be_said_of_it_when(to, minutes, reason, fault):
    now = AT + timedelta(minutes=minutes)
    assert fault_of_change(state=S.PLANNED, to=to, at=AT, now=now, reason=reason) == fault


@given(st.lists(st.sampled_from(list(S)), max_size=8))
def test_whatever_is_tried_a_life_ends_where_the_table_says(steps):
    state, lived = S.PLANNED, [S.PLANNED]
    for to in steps:
        if fault_of_change(state=state, to=to, at=AT, now=AT + timedelta(hours=1), reason="PERSON") is None:
            state = to
            lived.append(to)
    # Until it is confirmed again it may change hands as often as it must; all else happens once.
    assert len([one for one in lived if one not in {S.PLANNED, S.TO_CONFIRM}]) <= 2
    assert all(after in NEXT_APPOINTMENT[before] for before, after in zip(lived, lived[1:], strict=False))


def test_every_unit_whose_name_is_a_secret_stands_in_a_guarded_circuit():
    assert set(CIRCUIT_OF_TYPE) == set(SECRET_TYPES)


def test_every_shipped_period_has_a_code_that_can_be_proposed_again():
    codes = [row["code"] for row in PERIODS]
    assert len(codes) == len(set(codes)) and max(map(len, codes)) <= 20
