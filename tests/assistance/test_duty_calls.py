"""Outside hours an urgent signal reaches the agent on duty by telephone, then the next one; no name leaves."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from tests.assistance.factories import working
from tests.assistance.test_signals import GIRL, NOW
from tests.network.factories import unit
from wasl.access.models import Account
from wasl.assistance.commands.duty import set_duty
from wasl.assistance.commands.duty_calls import call_duty, may_still_call
from wasl.assistance.commands.signals import record_signal, take_signal
from wasl.assistance.queries.signals import signal_sheet
from wasl.assistance.rules.appointments import Hours
from wasl.assistance.rules.duty import Turn, in_turn, is_outside, next_call
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.messages.models import Message
from wasl.messages.rules import Channel

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
SMS = (Channel.SMS,)


@pytest.mark.parametrize(
    ("at", "hours", "outside"),
    [
        (time(22), Hours(510, 990), True), (time(8, 29), Hours(510, 990), True), (time(8, 30), Hours(510, 990), False),
        (time(16, 30), Hours(510, 990), True), (time(12), None, True),
    ],
)  # fmt: skip
def test_when_nobody_is_at_the_counter(at, hours, outside):
    assert is_outside(at, hours) is outside


def turn(account, hours, phone="0600000001"):
    since = NIGHT + timedelta(hours=hours)
    return Turn(account, phone, since, since + timedelta(hours=12))


def test_who_is_on_duty_then_who_comes_then_who_was_and_each_once():
    now_on, coming, gone, mute, cousin = (uuid4() for _ in range(5))
    turns = [turn(gone, -30), turn(coming, 10), turn(now_on, -1), turn(now_on, 40), turn(mute, 5, ""), turn(cousin, 4)]
    order = in_turn(turns, now=NIGHT, kept_from=[cousin])
    assert [one.account_id for one in order] == [now_on, coming, gone]


@pytest.mark.parametrize(
    ("called", "minutes_ago", "who"), [((), None, 0), ((0,), 5, None), ((0,), 15, 1), ((0, 1), 60, None)]
)
def test_the_next_one_is_called_once_nobody_took_it_for_so_long(called, minutes_ago, who):
    order = [turn(UUID(int=number + 1), -1) for number in range(2)]
    last_at = None if minutes_ago is None else NIGHT - timedelta(minutes=minutes_ago)
    found = next_call(
        order, called=[order[one].account_id for one in called], last_at=last_at, now=NIGHT, minutes=15
    )  # fmt: skip
    assert found is (None if who is None else order[who])


@pytest.fixture
def officer(place):
    return place.worker(unit("CELL", parent=place.delegation, type="UPE"), role="CHILD_OFFICER")


def duty(actor, agent, hours, phone):
    since = NIGHT + timedelta(hours=hours)
    with working(actor) as who:
        set_duty(
            actor=who, duty_id=new_id(), circuit="CHILD", account_id=agent.account_id, since_at=since,
            until_at=since + timedelta(hours=12), phone=phone,
        )  # fmt: skip


def at_night(actor, **values):
    given = {"way": "phone", "urgency": "danger", "situation": "MALTRAIT", "words": "Des coups", "children": [GIRL]}
    with working(actor) as who:
        return record_signal(actor=who, now=NIGHT, signal_id=new_id(), **given | values)


def messages():
    with transaction.atomic(), system("load demo"):
        return list(Message.objects.for_system("load demo").order_by("queued_at"))


@pytest.fixture
def roster(place, officer):
    """Who is on duty now, and who comes next, posted elsewhere in the delegation."""
    first, second = (place.worker(place.delegation, role="CHILD_OFFICER") for _ in range(2))
    duty(officer, first, -1, "0600000001")
    duty(officer, second, 11, "0600000002")
    return first, second


def test_the_agent_on_duty_is_told_then_the_next_who_reads_it(officer, roster):
    row, (_, second) = at_night(officer), roster
    assert [call_duty(now=NIGHT + timedelta(minutes=more), carried=SMS) for more in (0, 1, 14, 15, 40)] == [
        1,
        0,
        0,
        1,
        0,
    ]
    assert [one.subject_id for one in messages()] == [row.pk, row.pk]
    with working(second) as who:
        sheet = signal_sheet(actor=who, signal_id=row.pk)
    assert sheet.signal.on_duty_id == second.account_id
    with working(officer) as who:
        assert len(signal_sheet(actor=who, signal_id=row.pk).calls) == 2


def test_taken_on_nobody_else_is_called_and_what_waits_does_not_leave(officer, roster):
    row = at_night(officer)
    call_duty(now=NIGHT, carried=SMS)
    (message,) = messages()
    with working(roster[0]) as who:
        take_signal(actor=who, now=NIGHT, signal_id=row.pk)
    assert call_duty(now=NIGHT + timedelta(hours=1), carried=SMS) == 0
    with transaction.atomic(), system("send messages"):
        assert not may_still_call(message)


@pytest.mark.parametrize(("values", "at"), [({"urgency": "normal"}, NIGHT), ({"urgency": "danger"}, NOW)])
def test_what_can_wait_or_comes_in_hours_calls_nobody(officer, roster, values, at):
    at_night(officer, **values, received_at=at)
    assert call_duty(now=at + timedelta(minutes=1), carried=SMS) == 0


def test_without_a_gateway_the_page_says_whom_to_call(officer, roster):
    row = at_night(officer)
    assert call_duty(now=NIGHT) == 1
    with working(officer) as who:
        (call,) = signal_sheet(actor=who, signal_id=row.pk).calls
    assert (call.must_call, call.phone) == (True, "0600000001")


def test_no_relative_and_no_closed_account_is_called(officer, roster):
    first, second = roster
    at_night(officer, keep_from=[first.account_id])
    Account.objects.filter(pk=second.account_id).update(is_active=False)
    assert call_duty(now=NIGHT, carried=SMS) == 0
