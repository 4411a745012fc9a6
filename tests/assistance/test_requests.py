"""Services that a circuit hands over, and what programmes do with them."""

from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, case, working
from tests.assistance.test_circuit_papers import MEASURED
from tests.assistance.test_circuits import did, started
from wasl.assistance.commands.circuits import CannotAdvance, undo_step
from wasl.assistance.commands.requests import CannotSettle, decline_request, take_request
from wasl.assistance.models import CaseTask
from wasl.assistance.queries.requests import counts_by_service, requests_of, requests_waiting
from wasl.assistance.rules.circuits import CircuitFault
from wasl.assistance.rules.requests import NEXT, RequestFault, RequestState, may_become
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission

ASKED = {"agrees": "yes", "services": "AT SCOL_H"}


@pytest.fixture
def officer(place):
    return place.worker(role="DISABILITY_OFFICER")


def asked(officer, **answers):
    run = started(officer, "DISABILITY", file=case(officer))
    did(officer, run, "ACCUEIL", {"speaks": "self", "request": "Un fauteuil", "card": "has"})
    did(officer, run, "BESOINS", MEASURED)
    return run, did(officer, run, "DEMANDES", ASKED | answers)


def waiting(officer, **how):
    with working(officer) as who:
        return requests_waiting(actor=who, **how)


def test_services_ticked_become_requests_of_the_dossier(officer):
    run, row = asked(officer)
    assert [(one.service, one.step_id, one.level, one.seal) for one in waiting(officer)] == [
        ("AT", row.pk, run.level, run.seal), ("SCOL_H", row.pk, run.level, run.seal)
    ]  # fmt: skip
    assert [one.service for one in waiting(officer, services={"AT"})] == ["AT"]


def test_nothing_is_handed_over_without_the_persons_word(officer):
    asked(officer, agrees="no")
    assert waiting(officer) == []


def test_a_request_is_taken_once(officer, place):
    asked(officer)
    first, _ = waiting(officer)
    with working(officer) as who:
        take_request(actor=who, now=NOW, request_id=first.pk)
        assert take_request(actor=who, now=NOW, request_id=first.pk).state == RequestState.TAKEN
    with working(place.worker(role="DISABILITY_OFFICER")) as who, pytest.raises(CannotSettle) as raised:
        take_request(actor=who, now=NOW, request_id=first.pk)
    assert raised.value.fault is RequestFault.SETTLED


def test_a_request_is_declined_with_a_reason_of_the_catalogue_only(officer):
    asked(officer)
    first, second = waiting(officer)
    with working(officer) as who:
        with pytest.raises(CannotSettle) as raised:
            decline_request(actor=who, now=NOW, request_id=first.pk, reason="because")
        assert raised.value.fault is RequestFault.NO_REASON
        assert decline_request(actor=who, now=NOW, request_id=first.pk, reason="NO_STOCK").reason == "NO_STOCK"
    assert waiting(officer) == [second]


def test_an_undone_step_withdraws_what_still_waits(officer):
    run, row = asked(officer)
    with working(officer) as who:
        undo_step(actor=who, now=NOW, step_id=row.pk, reason="mistake")
        assert {one.state for one in requests_of(actor=who, case_id=run.case_id)} == {RequestState.WITHDRAWN}


def test_what_a_programme_works_on_is_not_undone(officer):
    _, row = asked(officer)
    with working(officer) as who:
        take_request(actor=who, now=NOW, request_id=waiting(officer)[0].pk)
        with pytest.raises(CannotAdvance) as raised:
            undo_step(actor=who, now=NOW, step_id=row.pk, reason="mistake")
    assert raised.value.fault is CircuitFault.LATER_DONE


def test_a_stranger_meets_no_request(officer, place):
    asked(officer)
    (first, _), stranger = waiting(officer), place.worker(place.stranger)
    assert waiting(stranger) == []
    with working(stranger) as who, pytest.raises(NotAllowed):
        take_request(actor=who, now=NOW, request_id=first.pk)


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("new", RequestState)
def test_a_request_moves_as_its_table_says(state, new):
    assert may_become(state, new) is (new in NEXT[state])
    assert NEXT[RequestState.DECLINED] == NEXT[RequestState.WITHDRAWN] == frozenset()


def test_whoever_follows_the_dossier_is_told_the_outcome(officer, place):
    run, _ = asked(officer)
    first, second = waiting(officer)
    with working(place.worker(role="DISABILITY_OFFICER")) as who:
        take_request(actor=who, now=NOW, request_id=first.pk)
        decline_request(actor=who, now=NOW, request_id=second.pk, reason="NO_STOCK")
    with working(officer) as who:
        tasks = CaseTask.objects.visible_to(who, Permission.CASE_READ).filter(case_id=run.case_id, state="open")
        told = {task.about: task.responsible_id for task in tasks if task.about in {first.pk, second.pk}}
    assert told == {first.pk: officer.account_id, second.pk: officer.account_id}


def test_figures_say_what_waits_how_long_and_how_fast_it_was_answered(officer):
    asked(officer)
    first, _ = waiting(officer)
    with working(officer) as who:
        take_request(actor=who, now=NOW + timedelta(days=4), request_id=first.pk)
        taken, waits = counts_by_service(actor=who, now=NOW + timedelta(days=9))[::-1]
    assert (taken.service, taken.taken, taken.median, taken.oldest) == ("AT", 1, 4, None)
    assert (waits.service, waits.waiting, waits.median, waits.oldest) == ("SCOL_H", 1, None, 9)
