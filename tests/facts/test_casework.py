"""Dossiers, answers and protection as figures, against a recount of the rows themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.assistance.factories import NOW, Place, case, orientation, person, working
from tests.assistance.test_circuits import FIRST, did, started
from wasl.assistance import commands
from wasl.assistance.models import Case, CircuitStep, Orientation, OrientationStep
from wasl.assistance.rules import OrientationState, Via
from wasl.core.period import Period
from wasl.core.scope import entered, system
from wasl.facts.engine.compute import figures_of, relation_of
from wasl.facts.engine.shapes import Place as Territory
from wasl.facts.engine.sql import listed
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
    assert protected and all(one.is_sensitive and one.unit == "child" for one in protected)


def test_the_report_asks_for_indicators_that_there_are():
    rows = REPORT.contents(YEAR, TODAY).rows
    assert {cell.indicator for row in rows for cell in row.cells} == {one.code for one in INDICATORS}
