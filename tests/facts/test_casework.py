"""Dossiers, answers and protection as figures, against a recount of the rows themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.assistance.factories import NOW, Place, case, orientation, person, reception, working
from tests.assistance.test_circuits import FIRST, did, started
from tests.assistance.test_transfers import allowed, proposed, taken
from wasl.assistance import commands
from wasl.assistance.models import Case, CaseTransfer, CircuitStep, Orientation, OrientationStep, Reception
from wasl.assistance.rules import OrientationState, Via
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.core.scope import entered, system
from wasl.facts.engine.compute import figures_of, relation_of
from wasl.facts.engine.shapes import Place as Territory
from wasl.facts.engine.shapes import Wanted
from wasl.facts.engine.sql import counts, listed
from wasl.facts.feeds import needs
from wasl.facts.indicators import built_in
from wasl.facts.indicators.casework import INDICATORS
from wasl.reports.definitions.casework import REPORT

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
YEAR = Period.parse("2026")


@pytest.fixture
def place() -> Place:
    return Place()


def figures(period=YEAR, path=""):
    answers = figures_of(
        codes=[one.code for one in INDICATORS],
        known=built_in(),
        place=Territory("MA", path),
        period=period,
        today=TODAY,
    )
    return {code: answer.figure.value if answer.figure else None for code, answer in answers.items()}


def recount(kind, **conditions):
    with system("load demo"):
        return kind.objects.for_system("load demo").filter(**conditions).count()


def answered(worker, sent, state, *, days=1, reason=""):
    with working(worker) as who:
        commands.answer_orientation(
            actor=who,
            now=NOW + timedelta(days=days),
            orientation_id=sent.pk,
            answer=state,
            via=Via.PHONE,
            reason=reason,
        )


def a_year_of_the_desk(place):
    worker = place.worker()
    for _ in range(4):
        orientation(worker, registration_id=person(worker).pk, destination="CSU")
    with system("load demo"):
        rows = list(Orientation.objects.for_system("load demo").order_by("id"))
    answered(worker, rows[0], OrientationState.SERVED)
    answered(worker, rows[1], OrientationState.REFUSED, reason="NO_PLACE")
    answered(worker, rows[2], OrientationState.SERVED, days=40)
    for _ in range(3):
        case(worker)
    with working(worker) as who:
        closed = Case.objects.visible_to(who, "case:read").first()
        commands.close_case(actor=who, now=NOW, case_id=closed.pk, reason="OBJ_ATTEINT", outcome="REACHED")


def test_orientations_and_dossiers_equal_their_rows(place):
    a_year_of_the_desk(place)
    found = figures()
    assert found["orientations.sent"] == recount(Orientation) == 4
    served = recount(OrientationStep, step="SERVIE")
    assert (found["orientations.served"], found["orientations.in_time"]) == (served, 2) and served == 2
    assert (found["orientations.take_up"], found["orientations.in_time_share"]) == (50, 50)
    assert found["cases.opened"] == recount(Case) == 3
    assert (found["cases.closed"], found["cases.reached"]) == (recount(Case, closed_at__isnull=False), 1) == (1, 1)


def test_a_child_who_is_followed_counts_once_and_is_counted_without_being_opened(place):
    officer = place.worker(role="CHILD_OFFICER")
    run = started(officer)
    did(officer, run, "REPERAGE", FIRST)
    did(officer, run, "SIGNALEMENT", {"sent_on": "2026-11-24", "way": "hand"})
    did(officer, run, "REPONSE", {"answer": "placement", "answered_on": "2026-11-24"})
    did(officer, run, "PLACEMENT", {
        "ordered_by": "prosecutor", "order_number": "7", "order_on": "2026-11-24", "establishment": "Dar",
        "placed_on": "2026-11-24",
    })  # fmt: skip
    found = figures()
    assert [found[f"protection.{code}"] for code in ("children", "reported", "placed", "same_day")] == [1, 1, 1, 0]
    due = recount(CircuitStep, code__in=["SUIVI", "REVISION"], due_at__lt=datetime(2027, 1, 1, tzinfo=UTC))
    assert found["protection.follow_up_due"] == min(due, 1) and found["protection.follow_up_in_time"] == 0
    relation, wanted = relation_of(built_in()["protection.placed"], period=YEAR, today=TODAY)
    delegate = place.worker(place.delegation, role="DELEGATE")
    with entered(delegate):
        rows, in_all = listed(
            actor=delegate, relation=relation, wanted=wanted, place=Territory("MA"), after="", limit=10
        )
    assert (rows, in_all) == ([], 0)


def test_another_province_and_another_year_have_none_of_it(place):
    a_year_of_the_desk(place)
    for found in (figures(path=place.other.path), figures(Period.parse("2025"))):
        assert found["orientations.sent"] == found["cases.opened"] == 0 and found["orientations.take_up"] is None


def test_children_are_hidden_like_children():
    protected = [one for one in INDICATORS if one.code.startswith("protection.")]
    assert protected and all(one.is_sensitive for one in protected)
    assert {str(one.unit) for one in protected} == {"child", "percent", "minute"}


def test_the_report_asks_for_indicators_that_there_are():
    contents = REPORT.contents(YEAR, TODAY)
    asked = {cell.indicator for row in contents.rows for cell in row.cells}
    # Agents are counted to share the dossiers between them.
    assert asked | {"cases.workers"} == {one.code for one in INDICATORS} | contents.indicators.keys()
    keys = {(row.number, cell.measure) for row in contents.rows for cell in row.cells}
    assert all({group.whole, *group.parts} <= keys for group in contents.groups)


def test_the_reasons_of_the_vocabulary_add_up_to_the_dossiers_that_were_closed(place):
    a_year_of_the_desk(place)
    worker = place.worker()
    for reason in ("KAFALA", "DEMENAG", "DEMENAG"):
        with working(worker) as who:
            commands.close_case(actor=who, now=NOW, case_id=case(worker).pk, reason=reason, outcome="REACHED")
    reasons = REPORT.contents(YEAR, TODAY).indicators
    found = figures_of(codes=reasons, known=built_in() | reasons, place=Territory("MA"), period=YEAR, today=TODAY)
    counted = {code.removeprefix("cases.closed."): int(one.figure.value) for code, one in found.items()}
    assert {reason: n for reason, n in counted.items() if n} == {"OBJ_ATTEINT": 1, "KAFALA": 1, "DEMENAG": 2}
    assert sum(counted.values()) == figures()["cases.closed"] and figures()["protection.kafala"] == 1


def test_dossiers_in_hand_are_shared_between_those_who_have_some(place):
    a_year_of_the_desk(place)
    case(place.worker())
    found = figures()
    assert (found["cases.open"], found["cases.workers"], found["cases.per_worker"]) == (3, 2, 1.5)
    assert figures(Period.parse("2025"))["cases.per_worker"] is None


def test_half_of_those_who_came_waited_less(place):
    worker = place.worker()
    rows = [reception(worker) for _ in range(4)]
    with system("load demo"):
        every = Reception.objects.for_system("load demo")
        for row, minutes in zip(rows, (5, 10, 60, 7), strict=True):
            heard = NOW + timedelta(minutes=minutes)
            every.filter(pk=row.pk).update(arrived_at=NOW, heard_at=heard, form_number="X-1" if minutes == 7 else "")
    assert figures()["reception.wait"] == 10


def test_what_a_dossier_did_before_it_left_stays_with_the_centre_that_did_it(place):
    here, there = place.worker(), place.worker(place.stranger)
    dossier = case(here)
    orientation(here, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU")
    taken(there, allowed(place, proposed(here, dossier, place.stranger)))
    with system("load demo"):
        CaseTransfer.objects.for_system("load demo").update(answered_at=NOW + timedelta(hours=2))
    with working(there) as who:
        commands.close_case(
            actor=who, now=NOW + timedelta(days=1), case_id=dossier.pk, reason="AUTRE", outcome="REACHED"
        )
    mine, theirs = (figures(path=unit.path) for unit in (place.centre, place.stranger))
    assert [mine[code] for code in ("cases.opened", "orientations.sent", "cases.closed")] == [1, 1, 0]
    assert [theirs[code] for code in ("cases.opened", "orientations.sent", "cases.closed")] == [0, 0, 1]


def test_what_was_lacked_is_counted_where_it_was_heard(place):
    here, there = place.worker(), place.worker(place.stranger)
    her = person(here)
    came = reception(here, registration_id=her.pk, sex="", age_band="")
    with working(here) as who:
        commands.record_unmet_request(
            actor=who, now=NOW, request_id=new_id(), service="JUR", reason="NO_PLACE", reception_id=came.pk
        )  # fmt: skip
    dossier = case(here, her, situations=[("PAUVRETE", 2, NOW.date())], reception_id=came.pk)
    sent = orientation(here, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU")
    answered(here, sent, OrientationState.REFUSED, days=0, reason="NO_PLACE")
    taken(there, allowed(place, proposed(here, dossier, place.stranger)))
    with system("load demo"):
        CaseTransfer.objects.for_system("load demo").update(answered_at=NOW + timedelta(hours=2))
    relation, every = needs.relation(period=YEAR), Wanted()
    for unit, rows in ((place.centre, 3), (place.stranger, 0)):
        (count,) = counts(relation=relation, wanted=[every], place=Territory("MA", unit.path))
        assert count.rows == rows
