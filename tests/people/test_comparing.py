"""The registry compared with itself: links, the queue, what was said, who is never linked by a machine."""

from datetime import UTC, datetime

import pytest
from tests.access.factories import actor
from tests.people.factories import registration
from tests.people.test_verdicts import are_one, decide, persons, waiting

from wasl.core.scope import entered, system
from wasl.people.commands.comparing import compare_registry
from wasl.people.commands.running import StillHalted
from wasl.people.models import LikelyDouble, LinkageRun, Registration
from wasl.people.rules import Answer, RunState

PERSON = {
    "given_latin": "Abdelhafid", "family_latin": "Ouahmane", "father": "Brahim", "mother": "Itto", "sex": "M",
    "birth_precision": "DAY", "birth_year": 1983, "birth_month": 5, "birth_day": 17, "commune_code": "05.081.01.01",
}  # fmt: skip
ARABIC = {"given_latin": "", "family_latin": "", "given_ar": "عبد الحفيظ", "family_ar": "وحمان", "father": "إبراهيم"}


def now():
    return datetime.now(UTC)


@pytest.fixture
def worker(institution):
    return actor("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def judge(institution):
    return actor("ADJUDICATOR", institution.hq)


@pytest.fixture
def two(worker):
    """One man, registered once in each script."""
    with entered(worker):
        return [registration(worker, **PERSON).pk, registration(worker, **PERSON | ARABIC).pk]


def run(**more):
    return compare_registry(**{"is_full": True, "now": now} | more)


def pair_of(ids):
    with system("find person"):
        return LikelyDouble.objects.for_system("find person").get(one=min(ids), other=max(ids))


def test_one_man_in_two_scripts_is_linked_or_queued_with_reasons(two, judge):
    outcome = run()
    assert outcome.state == RunState.DONE and outcome.records == 2
    assert are_one(*two) or waiting(judge) == {(min(two), max(two))}
    assert {"date_same", "given_other_script", "mother_same"} <= set(pair_of(two).reasons)


def test_no_reason_holds_a_name(two):
    run()
    assert all("_" in code and code.isascii() for code in pair_of(two).reasons)


def test_a_twin_waits_for_a_person(worker, judge, two):
    with entered(worker):
        twin = registration(worker, **PERSON | {"given_latin": "Mustapha"}).pk
    run()
    assert len(set(persons(twin, *two))) > 1
    assert not any(are_one(twin, one) for one in two)


def test_what_was_said_is_remembered(two, judge):
    run()
    decide(judge, *two, Answer.DIFFERENT)
    run()
    assert not are_one(*two) and waiting(judge) == set()


def test_a_sensitive_file_is_never_linked_by_a_machine(worker, two):
    with entered(worker):
        other = registration(worker, **PERSON, level=3).pk
    run()
    assert not any(are_one(other, one) for one in two)


def test_the_second_run_looks_at_what_is_new(worker, two):
    run()
    with system("find person"):
        Registration.objects.for_system("find person").update(doubles_checked_at=datetime(2020, 1, 1, tzinfo=UTC))
    nightly = run(is_full=False)
    assert (nightly.automatic, nightly.review) == (0, 0)
    with entered(worker):
        registration(worker, **PERSON)
    nightly = run(is_full=False)
    assert nightly.automatic + nightly.review == 2


def test_nothing_is_compared_while_a_halted_run_waits(two):
    LinkageRun.objects.create(state=RunState.HALTED, halt="SURGE", began_at=now(), is_full=True)
    with pytest.raises(StillHalted):
        run()


def test_a_run_that_breaks_is_kept_as_failed(two, monkeypatch):
    monkeypatch.setattr("wasl.people.commands.comparing.compare", lambda *one, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run()
    assert LinkageRun.objects.get().state == RunState.FAILED
