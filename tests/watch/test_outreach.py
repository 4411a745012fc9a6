from datetime import date, timedelta

import pytest
from django.db import connection

from tests.access import factories as access
from tests.assistance.factories import NOW, case, person, reception, working
from tests.people.factories import kept
from wasl.access.models import NamedAccess
from wasl.assistance.models import Assessment, Case, CaseTask
from wasl.catalogue.commands import CannotDecide as CannotApprove
from wasl.catalogue.queries import questionnaires_on
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.models import Household, Membership, Registration
from wasl.watch.commands.outreach import (
    CannotDecide,
    contest_proposal,
    decide_proposal,
    end_proposal,
    issue_reasons,
    reasons_paper,
)
from wasl.watch.commands.score_versions import (
    CannotScore,
    approve_score,
    propose_score,
    refuse_score,
    score_in_force,
    seed_score,
)
from wasl.watch.commands.scores import score_households
from wasl.watch.models import HouseholdScore, ScoreVersion
from wasl.watch.queries.outreach import fairness, proposal_sheet, proposals, trial
from wasl.watch.rules.outreach import ProposalFault
from wasl.watch.rules.scores import SHIPPED, version_of

TODAY = NOW.date()
EVENTS = [("SANS_EMPLOI", 2, TODAY), ("DECES_SOUT", 2, TODAY)]


@pytest.fixture
def live(monkeypatch):
    """As if enough outcomes were known."""
    monkeypatch.setattr("wasl.watch.commands.scores.outcomes_known", lambda: 2_000)


def struck(worker, *, situations=EVENTS, **values):
    """Somebody to whom things happened, in a dossier of the worker."""
    her = person(worker, **values)
    return her, case(worker, her, situations=situations)


def night(days=0):
    return score_households(now=NOW + timedelta(days=days), today=TODAY + timedelta(days=days))


def scores():
    with system("load demo"):
        return list(HouseholdScore.objects.for_system("load demo").order_by("computed_on", "id"))


def inbox(actor, state="open"):
    with working(actor) as who:
        return list(proposals(actor=who, state=state))


def household(worker, *members):
    with working(worker) as who:
        rows = Household.objects.visible_to(who, Permission.PERSON_READ)
        home = rows.create(unit_id=who.unit_id, path=who.path)
        for number, one in enumerate(members):
            kept(Membership, who, one, household=home, role="CHEF" if number == 0 else "AUTRE")
    return home


def act(command, actor, row, **values):
    with working(actor) as who:
        return command(actor=who, now=NOW, proposal_id=row.pk, **values)


DECISION = {"to": "contact", "reason": "event", "words": "Deux événements graves ce mois"}


def test_a_household_gets_the_points_of_all_who_live_in_it(place):
    worker = place.worker()
    father, _case = struck(worker, situations=EVENTS[:1])
    mother, _case = struck(worker, situations=EVENTS[1:])
    household(worker, father, mother)
    assert night()["scored"] == 1
    (row,) = scores()
    assert (row.points, row.registration_id, row.members) == (7, father.pk, 2)
    assert {line["code"]: line["points"] for line in row.lines} == {"SANS_EMPLOI": 3, "DECES_SOUT": 4}
    assert sum(line["points"] for line in row.lines) == row.points


def test_each_line_leads_to_the_row_that_says_it(place):
    _her, opened = struck(place.worker())
    night()
    assert {(line["source"], line["source_id"]) for line in scores()[0].lines} == {("case", str(opened.pk))}


@pytest.mark.parametrize(
    "other",
    [
        {"sex": "M"}, {"commune_code": "05.081.03.13"}, {"douar": "Aït X"}, {"languages": ["zgh"]},
        {"birth_place": "Bamako"}, {"birth_year": 1950, "birth_precision": "YEAR"}, {"given_latin": "Mamadou"},
        {"father": "X", "mother": "Y"}, {"rsu_status": "NONE"},
    ],
)  # fmt: skip
def test_changing_only_who_somebody_is_changes_nothing(place, other):
    worker = place.worker()
    struck(worker)
    struck(worker, **other)
    night()
    one, two = scores()
    assert (one.points, one.is_proposed) == (two.points, two.is_proposed)
    assert [line["code"] for line in one.lines] == [line["code"] for line in two.lines]


def test_run_again_it_writes_nothing_more(place, live):
    struck(place.worker())
    assert night()["scored"] == 1
    assert night() == dict.fromkeys(("scored", "proposed", "told", "expired", "judged"), 0)


def test_in_the_trial_it_is_worked_out_and_proposed_to_nobody(place):
    worker = place.worker()
    struck(worker)
    assert night()["proposed"] == 0
    assert scores()[0].is_proposed
    assert inbox(worker) == []
    with working(worker) as who:
        assert trial(actor=who, today=TODAY).is_shadow


def test_once_enough_is_known_a_contact_is_proposed_where_they_are_followed_and_above(place, live):
    worker = place.worker()
    her, _case = struck(worker)
    assert night()["proposed"] == 1
    (row,) = inbox(worker)
    with working(worker) as who:
        sheet = proposal_sheet(actor=who, proposal_id=row.pk)
    assert (sheet.person.pk, sheet.score.points) == (her.pk, 7)
    assert inbox(place.worker(place.sister)) == inbox(place.worker(place.stranger)) == []
    with pytest.raises(NotAllowed):
        inbox(place.worker(place.delegation, role="WATCH_CELL"))


def test_a_person_decides_and_says_why_and_what_was_found(place, live):
    worker = place.worker()
    struck(worker)
    night()
    (row,) = inbox(worker)
    with pytest.raises(CannotDecide) as raised:
        act(decide_proposal, worker, row, **DECISION | {"words": ""})
    assert raised.value.fault is ProposalFault.NO_WORDS
    decided = act(decide_proposal, worker, row, **DECISION)
    assert decided.decided_by_id == worker.account_id and b"graves" not in bytes(decided.words)
    act(end_proposal, worker, row, was_found=True)
    assert (scores()[0].was_found, inbox(worker)) == (True, [])


def test_nothing_is_decided_of_a_proposal_out_of_date(place, live):
    worker = place.worker()
    struck(worker)
    night()
    (row,) = inbox(worker)
    with working(worker) as who, pytest.raises(CannotDecide) as raised:
        decide_proposal(actor=who, now=NOW + timedelta(days=200), proposal_id=row.pk, **DECISION)
    assert raised.value.fault is ProposalFault.EXPIRED


def test_who_asked_not_to_be_contacted_is_not_proposed_again(place, live):
    worker = place.worker()
    struck(worker)
    night()
    act(decide_proposal, worker, inbox(worker)[0], to="declined", reason="wish", words="Elle ne le souhaite pas")
    night(days=200)
    assert inbox(worker) == []


def test_scores_expire_and_are_worked_out_again(place, live):
    worker = place.worker()
    struck(worker)
    night()
    done = night(days=182)
    assert done["expired"] == 1
    first, *later = scores()
    assert first.replaced_on == TODAY + timedelta(days=182) and later == []
    assert [row.state for row in inbox(worker, "over")] == ["expired"]


def protected(place):
    """A woman in danger, in a nominative dossier of an officer of the centre, to whom the same things happened."""
    officer = place.worker(role="WOMEN_OFFICER")
    her, opened = struck(officer, situations=[*EVENTS, ("VIOL_CONJ", 3, TODAY)])
    assert opened.level == 4
    return officer, her, opened


def test_somebody_protected_is_never_proposed_and_leaves_no_row(place, live):
    officer, _her, _opened = protected(place)
    done = night()
    assert (done["scored"], done["proposed"], scores()) == (0, 0, [])
    assert inbox(officer) == inbox(place.worker()) == []


def test_the_owner_of_the_dossier_is_told_in_it_and_nobody_else_sees_that(place, live):
    officer, _her, opened = protected(place)
    assert night()["told"] == 1
    with working(officer) as who:
        tasks = CaseTask.objects.visible_to(who, Permission.CASE_READ).filter(kind="review", case_id=opened.pk)
        assert [task.responsible_id for task in tasks] == [officer.account_id]
    with working(place.worker()) as who, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assistance_casetask")
        assert cursor.fetchone() == (0,)
        assert not Case.objects.visible_to(who, Permission.CASE_READ).exists()
    assert night(days=1)["told"] == 0


def test_who_is_protected_after_the_night_is_gone_at_once(place, live):
    officer = place.worker(role="WOMEN_OFFICER")
    her, _opened = struck(officer)
    night()
    assert len(inbox(officer)) == 1
    case(officer, her, situations=[("VIOL_CONJ", 3, TODAY)])
    assert inbox(officer) == []
    night(days=1)
    assert scores() == []


def test_the_home_of_somebody_protected_is_not_proposed_either(place, live):
    officer = place.worker(role="WOMEN_OFFICER")
    him, _opened = struck(officer)
    her = person(officer)
    household(officer, him, her)
    night()
    case(officer, her, situations=[("VIOL_CONJ", 3, TODAY)])
    with working(place.worker()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM watch_householdscore")
        assert cursor.fetchone() == (0,)
    night(days=1)
    assert scores() == []


def test_a_colleague_kept_from_the_dossier_is_kept_from_its_points(place, live):
    worker, cousin = place.worker(), place.worker()
    _her, opened = struck(worker)
    access.named(cousin, opened.pk, is_denied=True)
    night()
    assert len(inbox(worker)) == 1 and inbox(cousin) == []
    with working(cousin), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM watch_householdscore), (SELECT count(*) FROM watch_contactproposal)"
        )
        assert cursor.fetchone() == (0, 0)


def test_points_that_rest_on_two_closed_dossiers_are_not_given(place, live):
    worker = place.worker()
    one, first = struck(worker, situations=EVENTS[:1])
    two, second = struck(worker, situations=EVENTS[1:])
    household(worker, one, two)
    for opened in (first, second):
        NamedAccess.objects.create(dossier_id=opened.pk, account=access.account(place.centre), is_denied=True)
    night()
    assert scores() == []


def test_another_unit_brings_nothing(place):
    struck(place.worker(place.stranger), situations=EVENTS[:1])
    struck(place.worker(), situations=EVENTS[1:])
    night()
    assert sorted(row.points for row in scores()) == [3, 4]


def test_requests_that_were_not_met_and_coming_back_count(place):
    worker = place.worker()
    her, _opened = struck(worker)
    for _ in range(3):
        reception(worker, registration_id=her.pk, is_confirmed=True, sex="")
    night()
    assert "RETURNED" in {line["code"] for line in scores()[0].lines}


def test_the_household_reads_why_in_its_language(place, live):
    worker = place.worker()
    struck(worker)
    night()
    (row,) = inbox(worker)
    for lang in ("fr", "ar"):
        with working(worker) as who:
            made = issue_reasons(actor=who, now=NOW, proposal_id=row.pk, lang=lang)
        assert bytes(made.pdf).startswith(b"%PDF")
    paper = reasons_paper(scores()[0], lang="fr")
    assert sum(one.points for one in paper.reasons) == paper.total == 7
    assert act(contest_proposal, worker, row).contested_on == TODAY


def test_the_score_is_changed_at_headquarters_by_two(place):
    seed_score()
    one, two = (place.worker(place.hq, role="STATISTICIAN") for _ in range(2))
    content = SHIPPED | {"propose_from": 9}
    pk, since = new_id(), date(2027, 1, 1)
    with working(one) as who:
        propose_score(actor=who, row_id=pk, content=content, since=since, now=NOW)
        with pytest.raises(CannotApprove):
            approve_score(actor=who, row_id=pk, now=NOW)
    with working(two) as who:
        approve_score(actor=who, row_id=pk, now=NOW)
    assert score_in_force(on=since)[1] == version_of(content)
    assert score_in_force(on=TODAY)[1] == version_of(SHIPPED)


def test_nobody_else_changes_it_and_a_wrong_one_is_refused(place):
    given = {"row_id": new_id(), "since": TODAY, "now": NOW}
    for role, unit in (("DELEGATE", place.delegation), ("SOCIAL_WORKER", place.centre), ("SYSTEM_ADMIN", place.hq)):
        with working(place.worker(unit, role=role)) as who, pytest.raises(NotAllowed):
            propose_score(actor=who, content=SHIPPED, **given)
    with working(place.worker(place.hq, role="STATISTICIAN")) as who, pytest.raises(CannotScore) as raised:
        propose_score(actor=who, content=SHIPPED | {"neighbourhood": 1}, **given)
    assert raised.value.fault is ProposalFault.SCORE


def test_a_refused_version_stays_readable_with_its_reason(place):
    seed_score()
    one, two = (place.worker(place.hq, role="STATISTICIAN") for _ in range(2))
    with working(one) as who:
        row = propose_score(actor=who, row_id=new_id(), content=SHIPPED, since=date(2027, 1, 1), now=NOW)
    with working(two) as who:
        refuse_score(actor=who, row_id=row.pk, reason="Pas assez d’essais", now=NOW)
    assert ScoreVersion._default_manager.get(pk=row.pk).decision_reason == "Pas assez d’essais"


def test_an_assessment_afterwards_says_whether_there_was_a_need(place):
    worker = place.worker()
    _her, opened = struck(worker)
    night()
    with system("load demo"):
        where = {"unit_id": opened.unit_id, "path": opened.path, "level": opened.level, "seal": opened.pk}
        Assessment.objects.for_system("load demo").create(
            case=opened, questionnaire=questionnaires_on(TODAY).get(code="NEEDS"), code="NEEDS", language="ar",
            assessed_at=NOW + timedelta(days=5), sealed=b"x", band="HIGH", **where,
        )  # fmt: skip
    assert night(days=6)["judged"] == 1
    assert scores()[0].was_found is True


def test_headquarters_read_how_right_it_was_without_reading_anybody(place):
    worker = place.worker()
    for number in range(24):
        struck(worker, sex="F" if number % 2 else "M")
    night()
    with system("load demo"):
        for number, row in enumerate(scores()):
            HouseholdScore.objects.for_system("load demo").filter(pk=row.pk).update(
                was_found=number % 3 > 0, found_on=TODAY
            )
    planner = place.worker(place.hq, role="STATISTICIAN")
    with working(planner) as who:
        report = fairness(actor=who, year=2026, today=TODAY)
        assert not Registration.objects.visible_to(who, Permission.WATCH_SCORE_EVALUATE).exists()
    assert (report.count, report.found, report.order) == (24, 16, 0.5)
    assert {line.group for line in report.recalls} == {"area", "sex", "disability"}
    with working(worker) as who, pytest.raises(NotAllowed):
        fairness(actor=who, year=2026, today=TODAY)
