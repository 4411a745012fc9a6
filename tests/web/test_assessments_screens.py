"""Questionnaires asked on screen: by age, with their points, their draft and their versions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.access import factories as access
from tests.assistance.factories import case, person
from tests.assistance.test_assessments import NEEDS, assess, version
from wasl.catalogue.commands import approve, propose
from wasl.catalogue.models import Questionnaire
from wasl.core.identifiers import new_id

LANGUAGES = ["fr", "ar"]


def form(**changes):
    answers = {f"a-{code}": values[0] for code, values in NEEDS.items()}
    given = {"questionnaire": str(version(on=timezone.localdate()).pk), "language": "shi", "command_id": str(new_id())}
    return given | answers | changes


@pytest.fixture
def dossier(place):
    worker = place.worker()
    return worker, case(worker, person(worker, birth_precision="YEAR", birth_year=1988))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_list_to_the_points_that_explain_the_level(dossier, open_as, language):
    worker, row = dossier
    client = open_as(worker, language)
    listed = client.get(f"/cases/{row.pk}/assessments/")
    assert [one.code for one in listed.context["offered"]] == ["NEEDS", "WG_SS", "DANGER_W"]
    answer = client.post(f"/cases/{row.pk}/assessments/new/NEEDS/", form(**{"a-depend": "٣"}))
    page = client.get(answer["Location"]).content.decode()
    assert "23 / 44" in page
    assert {"fr": "Pourquoi ce total", "ar": "لماذا هذا المجموع"}[language] in page


def test_a_missing_answer_is_named_and_nothing_typed_is_lost(dossier, open_as):
    worker, row = dossier
    answer = open_as(worker).post(f"/cases/{row.pk}/assessments/new/NEEDS/", form(**{"a-meals": ""}))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"a-meals", "__all__"}
    assert 'value="street" checked' in answer.content.decode().replace(' id="id_a-sleeps_4"', "").replace(
        " required", ""
    )


def test_each_question_says_what_shows_it(dossier, open_as):
    worker, row = dossier
    page = open_as(worker).get(f"/cases/{row.pk}/assessments/new/NEEDS/").content.decode()
    assert 'data-shown-if="a-afraid=unknown,yes"' in page


def changed(place):
    earlier = version(on=timezone.localdate())
    parts = [part for part in earlier.content["parts"] if part["code"] != "WISH"]
    new = Questionnaire(
        pk=new_id(), code="NEEDS", since=timezone.localdate(), label_fr="Besoins", label_ar="الاحتياجات", use="NEEDS",
        content=earlier.content | {"parts": parts},
    )  # fmt: skip
    one, other = (access.actor("STATISTICIAN", place.hq) for _ in range(2))
    propose(actor=one, row=new, now=timezone.now())
    approve(actor=other, kind=Questionnaire, row_id=new.pk, now=timezone.now())
    return earlier


def test_a_draft_keeps_the_version_it_was_begun_with_and_says_what_to_do(place, dossier, open_as):
    worker, row = dossier
    client, address = open_as(worker), f"/cases/{row.pk}/assessments/new/NEEDS/"
    client.post(f"/drafts/assessment-NEEDS-{row.pk}/", form(**{"a-first": "Un toit"}))
    earlier = changed(place)
    begun = client.get(address)
    assert begun.context["is_old"] is True
    assert "Un toit" in begun.content.decode()
    assert "recommencez avec la nouvelle" in begun.content.decode()
    assert client.get(f"{address}?fresh=1").context["is_old"] is False
    sent = client.post(address, form(questionnaire=str(earlier.pk)))
    assert sent.status_code == 302


def test_a_supervisor_holds_another_level_with_a_reason(place, dossier, open_as):
    worker, row = dossier
    made = assess(worker, row, now=timezone.now())
    client, address = open_as(place.worker(role="SUPERVISOR")), f"/cases/{row.pk}/assessments/{made.pk}/"
    assert client.post(f"{address}override/", {"band": "VERY_HIGH", "reason": ""}).status_code == 422
    client.post(f"{address}override/", {"band": "VERY_HIGH", "reason": "Un enfant malade"})
    page = client.get(address).content.decode()
    assert "Un enfant malade" in page and "Besoins très élevés" in page and "Besoins élevés" in page


def test_two_assessments_are_compared(dossier, open_as):
    worker, row = dossier
    assess(worker, row, now=timezone.now() - timedelta(days=90))
    assess(worker, row, typed=NEEDS | {"sleeps": ["hosted"], "must_leave": ["no"]}, now=timezone.now())
    page = open_as(worker).get(f"/cases/{row.pk}/assessments/compare/NEEDS/")
    assert [question.code for question, _said, has_changed in page.context["lines"] if has_changed] == [
        "sleeps", "must_leave",
    ]  # fmt: skip


def test_an_assessment_under_another_dossier_is_not_there(dossier, open_as):
    worker, row = dossier
    made = assess(worker, row, now=timezone.now())
    assert open_as(worker).get(f"/cases/{case(worker).pk}/assessments/{made.pk}/").status_code == 404


def test_the_page_of_a_nominative_dossier_names_nobody_in_its_title_and_can_be_left_at_once(place, open_as):
    officer = place.worker(role="WOMEN_OFFICER")
    row = case(officer, situations=[("VIOL_CONJ", 3, timezone.localdate())])
    page = open_as(officer).get(f"/cases/{row.pk}/assessments/new/DANGER_W/").content.decode()
    assert "data-hide-now" in page
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert "Évaluation du danger" not in title


def test_the_language_of_an_act_and_its_interpreter_are_shown(dossier, open_as):
    worker, row = dossier
    client = open_as(worker)
    act = {"service": "INF", "place": "centre", "language": "rif", "has_interpreter": "on"}
    client.post(f"/cases/{row.pk}/act/", act | {"command_id": str(new_id())})
    page = client.get(f"/cases/{row.pk}/").content.decode()
    assert "Tarifit" in page and "avec un interprète" in page
