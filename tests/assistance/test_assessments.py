from datetime import date, timedelta

import pytest

from tests.access import factories as access
from tests.assistance.factories import NOW, case, person, working
from wasl.assistance import commands
from wasl.assistance.commands import CannotAssess
from wasl.assistance.models import Assessment
from wasl.assistance.queries.assessments import assessment_sheet, compared, offered
from wasl.assistance.rules import AssessmentFault
from wasl.catalogue.commands import approve, propose
from wasl.catalogue.models import Questionnaire
from wasl.catalogue.queries import questionnaires_on
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission

ADULT = {code: ["1"] for code in ("see", "hear", "walk", "remember", "care", "speak")}
NEEDS = {
    "sleeps": ["street"], "water": ["no"], "meals": ["one"], "income": ["none"], "depend": ["3"], "debt": ["no"],
    "ill": ["no"], "cover": ["no"], "pregnant": ["no"], "school": ["no"], "afraid": ["no"], "alone": ["yes"],
    "first": ["Un toit\u202e"],
}  # fmt: skip


def version(code="NEEDS", on=None):
    return questionnaires_on(on or NOW.date()).get(code=code)


def assess(worker, dossier, code="NEEDS", **values):
    given = {
        "assessment_id": new_id(), "questionnaire_id": version(code).pk, "language": "shi", "conclusion": "À suivre",
        "typed": NEEDS if code == "NEEDS" else ADULT, "now": NOW,
    } | values  # fmt: skip
    with working(worker) as who:
        return commands.record_assessment(actor=who, case_id=dossier.pk, **given)


def refusal(worker, dossier, **values):
    with pytest.raises(CannotAssess) as raised:
        assess(worker, dossier, **values)
    return raised.value


def test_points_are_counted_and_the_answers_sealed(place):
    worker = place.worker()
    row = assess(worker, case(worker))
    assert (row.total, row.band, row.findings) == (23, "HIGH", ["STREET"])
    with working(worker) as who:
        sheet = assessment_sheet(actor=who, assessment_id=row.pk)
    assert sheet.answers["first"] == ["Un toit\u202e"]
    assert sheet.conclusion == "À suivre"
    assert b"street" not in bytes(row.sealed)


def test_a_difficulty_reaches_the_published_cut_off_without_points(place):
    worker = place.worker()
    row = assess(worker, case(worker), code="WG_SS", typed=ADULT | {"walk": ["4"]})
    assert (row.total, row.band, row.findings) == (None, "", ["DISABILITY", "WALK"])


def test_sent_twice_it_is_one_and_with_other_answers_it_is_refused(place):
    worker, one = place.worker(), new_id()
    dossier = case(worker)
    assess(worker, dossier, assessment_id=one)
    assess(worker, dossier, assessment_id=one)
    fault = refusal(worker, dossier, assessment_id=one, conclusion="Autre").fault
    assert fault == AssessmentFault.OTHER_CONTENT


def test_what_is_not_answered_is_named(place):
    worker = place.worker()
    error = refusal(worker, case(worker), typed=NEEDS | {"meals": []})
    assert (error.fault, set(error.missing)) == (AssessmentFault.UNANSWERED, {"meals"})


def child(worker, **values):
    return case(worker, person(worker, birth_precision="YEAR", birth_year=2023, **values))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": "WG_SS"}, AssessmentFault.NOT_OFFERED),
        ({"questionnaire_id": new_id()}, AssessmentFault.NOT_OFFERED),
        ({"language": ""}, AssessmentFault.NO_LANGUAGE),
    ],
)
def test_what_cannot_be_asked_of_a_child_of_three(place, changes, fault):
    worker = place.worker()
    assert refusal(worker, child(worker), **changes).fault == fault


def test_a_person_without_a_name_any_more_is_not_assessed(place):
    worker = place.worker()
    gone = person(worker, given_latin="", family_latin="", given_ar="", family_ar="")
    assert refusal(worker, case(worker, gone)).fault == AssessmentFault.PERSON_GONE


def test_a_dossier_that_is_over_takes_none(place):
    worker = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        commands.close_case(actor=who, now=NOW, case_id=dossier.pk, reason="OBJ_ATTEINT", outcome="REACHED")
    assert refusal(worker, dossier).fault == AssessmentFault.CASE_OVER


def test_the_set_offered_is_that_of_the_age(place):
    worker = place.worker()
    dossier = child(worker)
    with working(worker) as who:
        codes = {row.code for row in offered(actor=who, case_id=dossier.pk, on=NOW.date())}
    assert codes == {"NEEDS", "CFM_2_4", "RISK_C"}


@pytest.fixture
def changed(place):
    """The questionnaire of needs changes on 1 December 2026: a question less."""
    earlier = version()
    parts = [part for part in earlier.content["parts"] if part["code"] != "WISH"]
    row = Questionnaire(
        pk=new_id(), code="NEEDS", since=date(2026, 12, 1), label_fr="Besoins", label_ar="الاحتياجات", use="NEEDS",
        content=earlier.content | {"parts": parts},
    )  # fmt: skip
    one, other = (access.actor("STATISTICIAN", place.hq) for _ in range(2))
    propose(actor=one, row=row, now=NOW)
    approve(actor=other, kind=Questionnaire, row_id=row.pk, now=NOW)
    return earlier


@pytest.mark.parametrize(("days", "fault"), [(3, None), (7 + 14, AssessmentFault.OLD_VERSION)])
def test_answers_typed_before_a_change_stay_with_their_version_for_a_while(place, changed, days, fault):
    worker = place.worker()
    given = {"questionnaire_id": changed.pk, "now": NOW + timedelta(days=7 + days - 1)}
    dossier = case(worker)
    if fault:
        assert refusal(worker, dossier, **given).fault == fault
    else:
        assert assess(worker, dossier, **given).questionnaire_id == changed.pk


def test_past_answers_keep_their_words_after_a_change(place, changed):
    worker = place.worker()
    row = assess(worker, case(worker))
    with working(worker) as who:
        sheet = assessment_sheet(actor=who, assessment_id=row.pk)
    assert "first" in {question.code for question in sheet.form.questions()}


def override(who, row, band="VERY_HIGH", reason="Un enfant malade"):
    with working(who) as actor:
        return commands.override_assessment(actor=actor, now=NOW, assessment_id=row.pk, band=band, reason=reason)


def test_a_supervisor_puts_another_level_and_both_stay(place):
    worker, supervisor = place.worker(), place.worker(role="SUPERVISOR")
    row = override(supervisor, assess(worker, case(worker)))
    with working(worker) as who:
        sheet = assessment_sheet(actor=who, assessment_id=row.pk)
    assert (sheet.row.band, sheet.row.decided_band, sheet.reason) == ("HIGH", "VERY_HIGH", "Un enfant malade")


@pytest.mark.parametrize(
    ("band", "reason", "fault"),
    [
        ("VERY_HIGH", " ", AssessmentFault.NO_REASON), ("HIGH", "x", AssessmentFault.SAME_LEVEL),
        ("MOON", "x", AssessmentFault.NO_SUCH_LEVEL),
    ],
)  # fmt: skip
def test_an_override_that_cannot_be(place, band, reason, fault):
    worker = place.worker()
    row = assess(worker, case(worker))
    with pytest.raises(CannotAssess) as raised:
        override(place.worker(role="SUPERVISOR"), row, band, reason)
    assert raised.value.fault == fault


def test_nobody_overrides_their_own(place):
    supervisor = place.worker(role="SUPERVISOR")
    row = assess(supervisor, case(supervisor))
    with pytest.raises(CannotAssess):
        override(supervisor, row)


def test_a_worker_overrides_nothing(place):
    worker = place.worker()
    row = assess(worker, case(worker))
    with pytest.raises(NotAllowed):
        override(place.worker(), row)


def test_two_assessments_stand_side_by_side(place):
    worker = place.worker()
    dossier = case(worker)
    assess(worker, dossier)
    assess(worker, dossier, typed=NEEDS | {"sleeps": ["hosted"], "must_leave": ["no"]}, now=NOW + timedelta(days=90))
    with working(worker) as who:
        side = compared(actor=who, case_id=dossier.pk, code="NEEDS")
    assert [one.score.total for one in side.sheets] == [23, 16]
    assert {line.question.code for line in side.lines if line.has_changed} == {"sleeps", "must_leave"}


def test_a_colleague_elsewhere_reads_none(place):
    worker, stranger = place.worker(), place.worker(place.stranger)
    row = assess(worker, case(worker))
    with working(stranger) as who, pytest.raises(Assessment.DoesNotExist):
        assessment_sheet(actor=who, assessment_id=row.pk)


def test_a_dossier_that_turns_nominative_takes_its_assessments_along(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer)
    row = assess(officer, dossier)
    with working(officer) as who:
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_CONJ")
    with working(place.worker()) as who:
        assert not Assessment.objects.visible_to(who, Permission.CASE_READ).filter(pk=row.pk).exists()
    with working(officer) as who:
        assert Assessment.objects.visible_to(who, Permission.CASE_READ).get(pk=row.pk).level == 4
