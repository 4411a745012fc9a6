"""The daily job, follow-ups, and nobody out of sight unseen."""

from datetime import date, timedelta

import pytest

from tests.access import factories as access
from tests.assistance.factories import NOW, again, case, orientation, person, working
from tests.assistance.test_steps import closed, say, suspended, tasks_of
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Case, CaseTask, FollowUp
from wasl.assistance.rules import CaseState, Fault
from wasl.assistance.rules.followups import (
    NEXT_FOLLOW_UP,
    FollowUpState,
    due_days,
    fault_of_way,
    months_later,
    state_after_attempt,
)
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.commands import add_phone
from wasl.people.commands.details import NewPhone

TODAY = NOW.date()


def later(number):
    return {"now": NOW + timedelta(days=number), "today": TODAY + timedelta(days=number)}


def written(counts):
    return {name: count for name, count in counts.items() if count}


def lost(actor, dossier):
    with working(actor) as who:
        return [(task.reason, task.responsible_id) for task in tasks_of(who, dossier) if task.kind == "lost"]


def test_a_late_step_is_escalated_once(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        say(who, dossier, due=2)
    assert written(commands.follow_cases(**later(9))) == {}
    assert written(commands.follow_cases(**later(10))) == {"escalated": 1}
    assert written(commands.follow_cases(**later(10))) == {}
    with working(worker) as who:
        assert tasks_of(who, dossier)[0].escalated_on == TODAY + timedelta(days=10)


def test_a_rest_that_lasts_too_long_is_listed_with_a_name(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        suspended(who, dossier, until=20)
    assert commands.follow_cases(**later(27))["SUSPENSION"] == 0
    assert commands.follow_cases(**later(28))["SUSPENSION"] == 1
    assert commands.follow_cases(**later(29))["SUSPENSION"] == 0
    assert lost(worker, dossier) == [("SUSPENSION", worker.account_id)]


def test_a_dossier_without_news_is_listed_once(place):
    worker = place.worker()
    dossier = case(worker)
    for number in (60, 61, 62):
        commands.follow_cases(**later(number))
    assert lost(worker, dossier) == [("NO_NEWS", worker.account_id)]


def test_the_worker_gone_the_supervisor_answers_for_it(place):
    worker, supervisor = place.worker(), place.worker(role="SUPERVISOR")
    dossier = case(worker)
    access.Posting.objects.filter(account_id=worker.account_id).update(until=TODAY + timedelta(days=3))
    assert commands.follow_cases(**later(2))["WORKER_GONE"] == 0
    assert commands.follow_cases(**later(3))["WORKER_GONE"] == 1
    assert lost(supervisor, dossier) == [("WORKER_GONE", supervisor.account_id)]


def test_whoever_it_is_closed_to_never_answers_for_it(place):
    worker, cousin, director = place.worker(), place.worker(role="SUPERVISOR"), place.worker(role="CENTRE_DIRECTOR")
    dossier = case(worker)
    access.named(cousin, dossier.pk, is_denied=True)
    access.Posting.objects.filter(account_id=worker.account_id).update(until=TODAY + timedelta(days=3))
    commands.follow_cases(**later(3))
    assert lost(director, dossier) == [("WORKER_GONE", director.account_id)]


def test_of_a_nominative_dossier_only_a_named_colleague_is_asked(place):
    officer, named = place.worker(role="WOMEN_OFFICER"), place.worker(role="WOMEN_OFFICER")
    place.worker(role="SUPERVISOR")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, TODAY)])
    with working(officer) as who:
        commands.name_reader(actor=who, case_id=dossier.pk, account_id=named.account_id)
    access.Posting.objects.filter(account_id=officer.account_id).update(until=TODAY + timedelta(days=3))
    commands.follow_cases(**later(4))
    assert lost(again(named), dossier) == [("WORKER_GONE", named.account_id)]


def test_the_centre_closed_nobody_is_forgotten(place):
    worker = place.worker()
    supervisor = place.worker(place.delegation, role="SUPERVISOR")
    dossier = case(worker)
    type(place.centre).objects.filter(pk=place.centre.pk).update(closed_on=TODAY + timedelta(days=5))
    assert commands.follow_cases(**later(5))["UNIT_CLOSED"] == 1
    assert lost(supervisor, dossier) == [("UNIT_CLOSED", supervisor.account_id)]


@pytest.mark.parametrize(("born", "found"), [((2008, 11, 30), 1), ((2008, None, None), 1), ((2000, 1, 1), 0)])
def test_who_comes_of_age_is_listed_once(place, born, found):
    worker = place.worker()
    year, month, day = born
    dossier = case(worker, person(worker, birth_year=year, birth_month=month, birth_day=day))
    assert commands.follow_cases(**later(1))["MAJORITY"] == 0
    assert commands.follow_cases(**later(40))["MAJORITY"] == found
    assert commands.follow_cases(**later(41))["MAJORITY"] == 0
    assert [reason for reason, _ in lost(worker, dossier)].count("MAJORITY") == found


@pytest.mark.parametrize(("acts", "listed"), [(False, 1), (True, 0)])
def test_a_refused_orientation_nobody_followed_is_listed(place, acts, listed):
    worker = place.worker()
    her = person(worker)
    dossier = case(worker, her)
    sent = orientation(worker, registration_id=her.pk, case_id=dossier.pk, destination="CSU")
    with system("load demo"):
        rows = type(sent).objects.for_system("load demo").filter(pk=sent.pk)
        rows.update(state="REFUSEE", state_at=NOW + timedelta(days=2))
        if acts:
            tasks = CaseTask.objects.for_system("load demo").filter(case_id=dossier.pk)
            tasks.update(recorded_at=NOW + timedelta(days=3))
        else:
            CaseTask.objects.for_system("load demo").update(recorded_at=NOW)
    assert commands.follow_cases(**later(8))["ORIENTATION"] == 0
    assert commands.follow_cases(**later(10))["ORIENTATION"] == listed
    assert commands.follow_cases(**later(11))["ORIENTATION"] == 0


def over(worker, contact=None):
    her = person(worker)
    dossier = case(worker, her)
    with working(worker) as who:
        if contact:
            add_phone(actor=who, registration_id=her.pk, phone=NewPhone("0661234567", contact=contact))
        closed(who, dossier)
        rows = FollowUp.objects.visible_to(who, Permission.CASE_READ).filter(case_id=dossier.pk)
        return dossier, rows.order_by("due_on").first()


def test_she_was_reached_and_is_well(place):
    worker = place.worker()
    _, first = over(worker, "CALL")
    with working(worker) as who:
        given = {"follow_up_id": first.pk, "way": "call", "situation": "better", "words": "A trouvé du travail"}
        done = commands.record_follow_up(actor=who, now=NOW, **given)
        assert (done.state, b"travail" in bytes(done.words)) == ("reached", False)
        assert commands.record_follow_up(actor=who, now=NOW, **given).pk == first.pk


def test_worse_off_the_dossier_opens_again_with_a_next_step(place):
    worker = place.worker()
    dossier, first = over(worker)
    with working(worker) as who:
        commands.record_follow_up(
            actor=who, now=NOW, follow_up_id=first.pk, way="came", situation="worse", reopens=True
        )  # fmt: skip
        back = Case.objects.visible_to(who, Permission.CASE_READ).get(pk=dossier.pk)
        assert (back.state, [task.kind for task in tasks_of(who, dossier)]) == ("ROUVERT", ["next"])


@pytest.mark.parametrize(
    ("contact", "way", "refused"),
    [
        ("NEVER", "call", True), ("NEVER", "visit", True), ("VISIT", "visit", True), ("SMS", "call", True),
        ("NEVER", "came", False), ("CALL", "call", False), (None, "call", True), (None, "visit", False),
    ],
)  # fmt: skip
def test_a_way_she_refused_is_never_taken(place, contact, way, refused):
    worker = place.worker()
    _, first = over(worker, contact)
    with working(worker) as who:
        if not refused:
            assert commands.try_follow_up(actor=who, now=NOW, follow_up_id=first.pk, way=way).attempts == 1
            return
        with pytest.raises(Refused) as raised:
            commands.try_follow_up(actor=who, now=NOW, follow_up_id=first.pk, way=way)
    assert raised.value.fault == Fault.UNSAFE_CONTACT


def test_tried_three_times_she_is_lost_from_sight_until_she_comes(place):
    worker = place.worker()
    _, first = over(worker)
    with working(worker) as who:
        states = [
            commands.try_follow_up(actor=who, now=NOW, follow_up_id=first.pk, way="visit").state for _ in range(3)
        ]
        assert states == ["due", "due", "lost"]
        with pytest.raises(Refused):
            commands.try_follow_up(actor=who, now=NOW, follow_up_id=first.pk, way="visit")
        given = {"follow_up_id": first.pk, "way": "came", "situation": "same"}
        assert commands.record_follow_up(actor=who, now=NOW, **given).state == "reached"


def test_nobody_is_asked_any_more_when_she_says_so(place):
    worker = place.worker()
    dossier, first = over(worker)
    with working(worker) as who:
        commands.drop_follow_up(actor=who, now=NOW, follow_up_id=first.pk)
        rows = FollowUp.objects.visible_to(who, Permission.CASE_READ).filter(case_id=dossier.pk)
        assert set(rows.values_list("state", flat=True)) == {"dropped"}


def test_a_file_made_anonymous_has_nobody_to_ask(place):
    worker = place.worker()
    _dossier, first = over(worker)
    with system("load demo"):
        people = type(person(worker)).objects.for_system("load demo")
        people.update(given_ar="", family_ar="", given_latin="", family_latin="")
    with working(worker) as who, pytest.raises(Refused) as raised:
        commands.try_follow_up(actor=who, now=NOW, follow_up_id=first.pk, way="came")
    assert raised.value.fault == Fault.ANONYMISED


def test_no_new_dossier_is_opened_for_the_dead(place):
    worker = place.worker()
    her = person(worker)
    with working(worker) as who:
        pass
    dossier = case(worker, her)
    with working(worker) as who:
        closed(who, dossier, "DECES")
    with pytest.raises(Refused) as raised:
        case(worker, her)
    assert raised.value.fault == Fault.DEAD


def test_a_double_is_not_opened_again(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        closed(who, dossier, "DOUBLON")
        with pytest.raises(Refused) as raised:
            commands.advance_case(actor=who, now=NOW, case_id=dossier.pk, to=CaseState.REOPENED)
    assert raised.value.fault == Fault.MERGED


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)), (date(2026, 1, 15), 12, date(2027, 1, 15)),
    ],
)  # fmt: skip
def test_months_later_is_a_day_that_exists(day, months, then):
    assert months_later(day, months) == then


def test_follow_ups_are_parameters_and_none_is_asked_of_the_dead():
    given = {"closed_on": TODAY, "months": (12, 3, 3, 0)}
    assert [months for months, _ in due_days(reason="AUTRE", **given)] == [3, 12]
    assert due_days(reason="DECES", **given) == []


def test_the_table_of_follow_ups_has_no_way_back_from_its_ends():
    assert set(NEXT_FOLLOW_UP) == set(FollowUpState)
    assert NEXT_FOLLOW_UP[FollowUpState.REACHED] == NEXT_FOLLOW_UP[FollowUpState.DROPPED] == frozenset()
    assert [state_after_attempt(attempts=n, most=2) for n in (1, 2)] == ["due", "lost"]
    assert fault_of_way(way="SMS", contacts=frozenset({"CALL_SMS"})) == Fault.NO_WORDS
