from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, again, case, working
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.steps import TaskConflict, words_of_task
from wasl.assistance.models import Case, CaseTask, FollowUp
from wasl.assistance.rules import CaseState, Fault
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission

TODAY = NOW.date()


def days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def worker(place):
    return place.worker()


def tasks_of(actor, dossier):
    rows = CaseTask.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=dossier.pk)
    return list(rows.filter(state=TaskState.OPEN).order_by("due_on", "id"))


def read(actor, dossier):
    return Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=dossier.pk)


def say(who, dossier, what="Call the school", due=3, **more):
    return commands.set_next_step(actor=who, now=NOW, case_id=dossier.pk, what=what, due_on=days(due), **more)


def finish(who, task, **more):
    return commands.finish_task(actor=who, now=NOW, task_id=task.pk, **more)


def test_a_new_dossier_asks_for_an_assessment_within_a_week(worker):
    dossier = case(worker)
    with working(worker) as who:
        (first,) = tasks_of(who, dossier)
        assert (first.kind, first.due_on, first.responsible_id) == ("first", days(7), who.account_id)
        assert read(who, dossier).next_on == days(7)


def test_a_step_that_is_said_takes_the_place_of_the_one_that_asked(worker):
    dossier = case(worker)
    with working(worker) as who:
        said = say(who, dossier)
        assert [task.pk for task in tasks_of(who, dossier)] == [said.pk]
        assert words_of_task(said) == "Call the school" and b"school" not in bytes(said.what)
        assert read(who, dossier).next_on == days(3)


def test_the_last_step_ends_only_when_the_next_is_said(worker):
    dossier = case(worker)
    with working(worker) as who:
        task = say(who, dossier)
        with pytest.raises(Refused) as raised:
            finish(who, task)
        assert raised.value.fault == Fault.NO_NEXT_STEP
        finish(who, task, how="Done by phone", next_what="Visit", next_due_on=days(9))
        assert [words_of_task(one) for one in tasks_of(who, dossier)] == ["Visit"]
        assert (read(who, dossier).next_on, read(who, dossier).news_on) == (days(9), TODAY)


def test_the_earliest_of_several_is_the_next(worker):
    dossier = case(worker)
    with working(worker) as who:
        far, near = say(who, dossier, due=20), say(who, dossier, due=2)
        assert read(who, dossier).next_on == near.due_on
        finish(who, near)
        assert read(who, dossier).next_on == far.due_on
        assert finish(who, near).state == TaskState.DONE


def test_a_task_of_another_part_moves_and_ends_with_its_row(worker):
    dossier, row = case(worker), new_id()
    with working(worker) as who:
        for due in (5, 8):
            commands.add_task(
                actor=who, now=NOW, case_id=dossier.pk, what="Hearing", due_on=days(due), kind=TaskKind.APPOINTMENT,
                about=row,
            )  # fmt: skip
        assert [task.due_on for task in tasks_of(who, dossier)] == [days(8)]
        given = {"actor": who, "now": NOW, "case_id": dossier.pk, "kind": TaskKind.APPOINTMENT, "about": row}
        assert (commands.end_tasks_about(**given), commands.end_tasks_about(**given)) == (1, 0)
        assert [task.kind for task in tasks_of(who, dossier)] == ["next"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [({"what": " "}, Fault.NO_WORDS), ({"due": -1}, Fault.NOT_IN_FUTURE), ({"what": "x" * 2001}, Fault.TOO_LONG)],
)
def test_a_step_that_says_nothing_or_is_past_is_refused(worker, given, fault):
    dossier = case(worker)
    with working(worker) as who, pytest.raises(Refused) as raised:
        say(who, dossier, **given)
    assert raised.value.fault == fault


def test_somebody_of_another_centre_is_not_made_responsible(place, worker):
    dossier, far = case(worker), place.worker(place.stranger)
    with working(worker) as who, pytest.raises(Refused) as raised:
        say(who, dossier, responsible_id=far.account_id)
    assert raised.value.fault == Fault.NOT_A_COLLEAGUE


def test_a_task_out_of_reach_is_like_one_that_is_not_there(place, worker):
    dossier = case(worker)
    with working(worker) as who:
        task = say(who, dossier)
    with working(place.worker(place.stranger)) as who, pytest.raises(NotAllowed):
        finish(who, task)


def changed(who, task, **given):
    values = {"what": "Call the school", "due_on": days(3), "responsible_id": who.account_id, "urgency": "normal"}
    return commands.change_task(actor=who, now=NOW, task_id=task.pk, version=1, **values | given)


def test_two_who_change_one_step_are_merged_by_field(place, worker):
    dossier, other = case(worker), place.worker()
    with working(worker) as who:
        task = say(who, dossier)
        changed(who, task, due_on=days(6))
    with working(other) as who:
        merged = changed(who, task, urgency="urgent", responsible_id=worker.account_id)
    assert (merged.due_on, merged.urgency, merged.version) == (days(6), "urgent", 3)


def test_two_who_change_the_same_thing_see_both_values(worker):
    dossier = case(worker)
    with working(worker) as who:
        task = say(who, dossier)
        changed(who, task, what="Visit the school")
        with pytest.raises(TaskConflict) as raised:
            changed(who, task, what="Write to the school")
        assert [tuple(one) for one in raised.value.conflicts] == [("what", "Write to the school", "Visit the school")]
        (kept,) = tasks_of(who, dossier)
        assert words_of_task(kept) == "Visit the school"


def suspended(who, dossier, until=30, reason="HOSPITAL"):
    return commands.suspend_case(actor=who, now=NOW, case_id=dossier.pk, reason=reason, until=days(until))


def test_a_rest_ends_on_its_day_by_a_task(worker):
    dossier = case(worker)
    with working(worker) as who:
        say(who, dossier)
        resting = suspended(who, dossier)
        assert (resting.state, resting.next_on) == ("SUSPENDU", days(30))
        assert {task.kind for task in tasks_of(who, dossier)} == {"step", "resume"}
        commands.advance_case(actor=who, now=NOW, case_id=dossier.pk, to=CaseState.RUNNING)
        back = read(who, dossier)
        assert (back.suspended_until, [task.kind for task in tasks_of(who, dossier)]) == (None, ["step"])


@pytest.mark.parametrize(
    ("until", "reason", "fault"),
    [(0, "AWAY", Fault.NOT_IN_FUTURE), (91, "AWAY", Fault.TOO_LONG), (5, "", Fault.NO_REASON)],
)
def test_a_rest_has_a_reason_and_an_end(worker, until, reason, fault):
    dossier = case(worker)
    with working(worker) as who, pytest.raises(Refused) as raised:
        suspended(who, dossier, until, reason)
    assert raised.value.fault == fault


def closed(who, dossier, reason="OBJ_ATTEINT"):
    return commands.close_case(actor=who, now=NOW, case_id=dossier.pk, reason=reason, outcome="PARTLY")


def follow_ups(who, dossier, state="due"):
    rows = FollowUp.objects.visible_to(who, Permission.CASE_READ).filter(case_id=dossier.pk, state=state)
    return list(rows.order_by("due_on").values_list("months", flat=True))


def test_closing_ends_what_was_open_and_asks_again_after_months(worker):
    dossier = case(worker)
    with working(worker) as who:
        over = closed(who, dossier)
        assert (over.outcome, over.next_on, tasks_of(who, dossier)) == ("PARTLY", None, [])
        assert follow_ups(who, dossier) == [3, 6, 12]
        with pytest.raises(Refused) as raised:
            say(who, dossier)
        assert raised.value.fault == Fault.CASE_OVER


@pytest.mark.parametrize("reason", ["DECES", "DOUBLON"])
def test_nobody_asks_after_the_dead_or_a_double(worker, reason):
    dossier = case(worker)
    with working(worker) as who:
        closed(who, dossier, reason)
        assert follow_ups(who, dossier) == []


def test_opened_again_it_has_a_next_step_and_nobody_asks_any_more(worker):
    dossier = case(worker)
    with working(worker) as who:
        closed(who, dossier)
        back = commands.advance_case(actor=who, now=NOW, case_id=dossier.pk, to=CaseState.REOPENED)
        assert (back.outcome, [task.kind for task in tasks_of(who, dossier)]) == ("", ["next"])
        assert back.next_on == days(14)
        assert (follow_ups(who, dossier), follow_ups(who, dossier, "dropped")) == ([], [3, 6, 12])


def test_closing_without_saying_what_was_reached_is_refused(worker):
    dossier = case(worker)
    with working(worker) as who, pytest.raises(Refused) as raised:
        commands.close_case(actor=who, now=NOW, case_id=dossier.pk, reason="AUTRE", outcome="")
    assert raised.value.fault == Fault.NO_OUTCOME


def test_a_dossier_that_turns_nominative_takes_its_tasks_with_it(place):
    officer, other = place.worker(role="WOMEN_OFFICER"), place.worker()
    dossier = case(officer)
    with working(officer) as who:
        say(who, dossier)
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_FAM")
    with working(other) as who:
        assert CaseTask.objects.visible_to(who, Permission.CASE_READ).count() == 0
    with working(again(officer)) as who:
        assert len(tasks_of(who, dossier)) == 1
