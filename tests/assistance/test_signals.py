from datetime import timedelta

import pytest
from django.db import connection

from tests.assistance.factories import NOW, again, working
from tests.network.factories import unit
from wasl.access.models import NamedAccess
from wasl.assistance.commands import deny_reader
from wasl.assistance.commands.duty import CannotSetDuty, set_duty
from wasl.assistance.commands.reporters import open_reporter, read_reporter
from wasl.assistance.commands.signals import (
    CannotSignal,
    WhoReports,
    dismiss_signal,
    join_signal,
    open_from_signal,
    record_signal,
    take_signal,
)
from wasl.assistance.models import Case, CircuitStep, Reporter, SignalChild
from wasl.assistance.queries.signals import (
    counted_children,
    siblings_of,
    signal_of_case,
    signal_sheet,
    signals,
)
from wasl.assistance.rules.signals import Child, SignalFault, SignalState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.models import Registration

TEACHER = WhoReports(name="Hassan Naciri", phone="0600000000", quality="Instituteur")
GIRL = Child(name="Salma", sex="F", age=11, described="Cartable rouge")


@pytest.fixture
def upe(place):
    return unit("CELL", parent=place.delegation, type="UPE")


@pytest.fixture
def officer(place, upe):
    return place.worker(upe, role="CHILD_OFFICER")


def signal(actor, **values):
    given = {
        "signal_id": new_id(), "way": "phone", "urgency": "danger", "situation": "MALTRAIT",
        "words": "Des traces de coups, elle ne veut pas rentrer", "children": [GIRL],
    } | values  # fmt: skip
    with working(actor) as who:
        return record_signal(actor=who, now=NOW, **given)


def opened(actor, row, index=0):
    with working(actor) as who:
        children = SignalChild.objects.visible_to(who, Permission.SIGNAL_RECORD).filter(signal_id=row.pk)
        child = list(children.order_by("recorded_at", "id"))[index]
        return open_from_signal(actor=who, now=NOW + timedelta(minutes=4), child_id=child.pk, case_id=new_id())


def on_duty(actor, agent, **values):
    times = {"since_at": NOW - timedelta(hours=1), "until_at": NOW + timedelta(hours=11)} | values
    with working(actor) as who:
        return set_duty(actor=who, duty_id=new_id(), circuit="CHILD", account_id=agent.account_id, **times)


def inbox(actor):
    with working(actor) as who:
        return signals(actor=who)


def test_a_signal_is_read_by_the_cell_that_received_it_and_by_nobody_else(place, upe, officer):
    colleague, elsewhere = place.worker(upe, role="CHILD_OFFICER"), place.worker(role="CHILD_OFFICER")
    row = signal(officer)
    assert inbox(officer) == inbox(colleague) == [row]
    assert inbox(elsewhere) == []
    assert b"coups" not in bytes(row.sealed)


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "WOMEN_OFFICER", "CENTRE_DIRECTOR"])
def test_only_agents_of_child_protection_write_signals(place, upe, role):
    with pytest.raises(NotAllowed):
        signal(place.worker(upe, role=role))


def test_a_relative_of_the_child_in_the_cell_never_reads_it(place, upe, officer):
    uncle = place.worker(upe, role="CHILD_OFFICER")
    row = signal(officer, keep_from=[uncle.account_id])
    assert inbox(uncle) == []
    assert row.pk in again(uncle).denied


def test_a_signal_at_night_reaches_the_agent_on_duty_wherever_they_are_posted(place, officer):
    night = place.worker(role="CHILD_OFFICER")
    on_duty(officer, night)
    row = signal(officer)
    assert (row.on_duty_id, row.to_unit_id) == (night.account_id, place.centre.pk)
    assert inbox(night) == [row]


def test_two_agents_are_not_on_duty_at_once(place, officer):
    night = place.worker(role="CHILD_OFFICER")
    on_duty(officer, night)
    with pytest.raises(CannotSetDuty) as raised:
        on_duty(officer, officer)
    assert raised.value.fault is SignalFault.DUTY_OVERLAPS


def test_an_agent_of_another_circuit_is_not_on_duty_for_children(place, officer):
    with pytest.raises(CannotSetDuty) as raised:
        on_duty(officer, place.worker(role="WOMEN_OFFICER"))
    assert raised.value.fault is SignalFault.DUTY_AGENT


def test_nobody_of_the_case_team_reads_who_reported(officer):
    row = signal(officer, reporter=TEACHER)
    with working(officer) as who:
        assert read_reporter(actor=who, signal_id=row.pk) is None
        assert not Reporter.objects.visible_to(who, Permission.SIGNAL_RECORD).exists()


def test_a_colleague_is_named_on_the_reporter_for_some_hours(place, upe, officer):
    colleague = place.worker(upe, role="CHILD_OFFICER")
    row = signal(officer, reporter=TEACHER)
    with working(officer) as who:
        open_reporter(actor=who, now=NOW, signal_id=row.pk, account_id=colleague.account_id, reason="justice")
    assert NamedAccess.objects.filter(account_id=colleague.account_id, until_at__isnull=False).exists()
    with working(colleague) as who:
        assert read_reporter(actor=who, signal_id=row.pk).name == TEACHER.name
    with working(officer) as who:
        assert read_reporter(actor=who, signal_id=row.pk) is None


def test_nobody_opens_the_reporter_to_themselves_or_to_a_stranger(place, officer):
    row = signal(officer, reporter=TEACHER)
    for account_id, fault in (
        (officer.account_id, SignalFault.ALONE),
        (place.worker(role="CHILD_OFFICER").account_id, SignalFault.NOT_NAMED),
    ):
        with working(officer) as who, pytest.raises(CannotSignal) as raised:
            open_reporter(actor=who, now=NOW, signal_id=row.pk, account_id=account_id, reason="justice")
        assert raised.value.fault is fault


def test_the_reporter_may_not_stand_in_the_words(officer):
    with pytest.raises(CannotSignal) as raised:
        signal(officer, reporter=TEACHER, words="M. Naciri a vu des coups")
    assert raised.value.fault is SignalFault.REPORTER_NAMED


def test_the_same_form_sent_twice_is_one_signal(officer):
    pk = new_id()
    assert signal(officer, signal_id=pk) == signal(officer, signal_id=pk)
    with pytest.raises(CannotSignal) as raised:
        signal(officer, signal_id=pk, words="Autre chose")
    assert raised.value.fault is SignalFault.OTHER_CONTENT


def test_an_unknown_child_has_a_dossier_whose_clock_began_with_the_call(officer):
    run = opened(officer, signal(officer, children=[Child(sex="F", age=11)]))
    with working(officer) as who:
        case = Case.objects.visible_to(who, Permission.CASE_READ).get()
        her = Registration.objects.visible_to(who, Permission.PERSON_READ).get(pk=case.registration_id)
        (step,) = CircuitStep.objects.visible_to(who, Permission.CASE_READ)
    assert (run.started_at, case.level, her.is_anonymous, her.stated_age) == (NOW, 4, True, 11)
    assert step.code == "REPERAGE"


def test_brothers_and_sisters_have_each_their_dossier_and_one_event(officer):
    row = signal(officer, children=[GIRL, Child(name="Adam", sex="M", age=8)])
    first, second = opened(officer, row), opened(officer, row, 1)
    assert first.case_id != second.case_id
    with working(officer) as who:
        (sibling,) = siblings_of(actor=who, case_id=first.case_id)
        assert sibling.case_id == second.case_id
        assert signal_of_case(actor=who, case_id=first.case_id) == row


def test_a_relative_denied_one_dossier_is_denied_the_event_and_the_brothers_and_sisters(place, upe, officer):
    uncle = place.worker(upe, role="CHILD_OFFICER")
    row = signal(officer, children=[GIRL, Child(name="Adam", sex="M", age=8)])
    first, second = opened(officer, row), opened(officer, row, 1)
    with working(officer) as who:
        deny_reader(actor=who, now=NOW, case_id=first.case_id, account_id=uncle.account_id, reason="relative")
    assert {row.pk, first.case_id, second.case_id} <= again(uncle).denied
    assert inbox(uncle) == []


def test_opening_twice_answers_the_dossier_already_opened(officer):
    row = signal(officer)
    assert opened(officer, row) == opened(officer, row)


def test_a_second_signal_of_one_event_is_proposed_joined_and_counted_once(officer):
    first = signal(officer)
    second = signal(officer, way="post", words="Une voisine entend crier", children=[Child(sex="F", age=12)])
    with working(officer) as who:
        assert signal_sheet(actor=who, signal_id=second.pk).likely == [first]
        assert len(year(who)) == 2
        join_signal(actor=who, now=NOW, signal_id=second.pk, event_id=first.pk)
        assert len(year(who)) == 1
        assert [words for _, words in signal_sheet(actor=who, signal_id=first.pk).duplicates] == [
            "Une voisine entend crier"
        ]


def year(who):
    return counted_children(actor=who, since=NOW.date().replace(month=1, day=1), until=NOW.date() + timedelta(days=1))


def test_a_signal_with_a_dossier_is_not_joined_away(officer):
    first, second = signal(officer), signal(officer, words="Encore")
    opened(officer, second)
    with working(officer) as who, pytest.raises(CannotSignal) as raised:
        join_signal(actor=who, now=NOW, signal_id=second.pk, event_id=first.pk)
    assert raised.value.fault is SignalFault.HAS_CASE


def test_a_signal_is_not_joined_to_itself(officer):
    row = signal(officer)
    with working(officer) as who, pytest.raises(CannotSignal) as raised:
        join_signal(actor=who, now=NOW, signal_id=row.pk, event_id=row.pk)
    assert raised.value.fault is SignalFault.SAME_SIGNAL


def test_one_put_aside_needs_a_reason_and_may_be_taken_up_again(officer):
    row = signal(officer)
    with working(officer) as who:
        with pytest.raises(CannotSignal):
            dismiss_signal(actor=who, now=NOW, signal_id=row.pk, reason="")
        assert dismiss_signal(actor=who, now=NOW, signal_id=row.pk, reason="no_facts").state == SignalState.DISMISSED
        assert take_signal(actor=who, now=NOW, signal_id=row.pk).state == SignalState.TAKEN


def test_the_delegate_counts_what_nobody_lets_the_delegate_read(place, officer):
    opened(officer, signal(officer))
    delegate = place.worker(place.delegation, role="DELEGATE")
    with working(delegate) as who:
        (one,) = year(who)
    assert (one.situation, one.minutes) == ("MALTRAIT", 4)


def test_the_second_wall_alone_hides_a_reporter(officer):
    signal(officer, reporter=TEACHER)
    with connection.cursor() as cursor:
        with system("load demo"):
            cursor.execute("SELECT count(*) FROM assistance_reporter")
            assert cursor.fetchone() == (1,)
        with working(officer):
            cursor.execute("SELECT count(*) FROM assistance_reporter")
            assert cursor.fetchone() == (0,)
