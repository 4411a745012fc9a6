"""A plan on screen, from its first goal to the note of its signature."""

import pytest
from django.utils import timezone

from tests.assistance import test_plans
from tests.assistance.factories import case, person
from tests.assistance.test_plans import GOAL, action, drafted, goal, sheet, start, validate
from wasl.core.identifiers import new_id


@pytest.fixture(autouse=True)
def this_hour(monkeypatch):
    monkeypatch.setattr(test_plans, "NOW", timezone.now())
    monkeypatch.setattr(test_plans, "TODAY", timezone.localdate())


def day(name, on):
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def typed(**changes):
    return {"what": "Avoir un toit", "measure": "nuits", "start": "0", "target": "30", "by_on_day": "1",
            "by_on_month": "2", "by_on_year": "2027", "command_id": str(new_id())} | changes  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_plan_is_written_validated_printed_and_its_signature_noted(place, open_as, language):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    row = case(worker)
    client = open_as(worker, language)
    begun = client.post(f"/cases/{row.pk}/plans/new/", {"language": "shi", "summary": "Un toit"})
    address = begun["Location"]
    client.post(f"{address}goals/new/", typed())
    (line,) = client.get(address).context["sheet"].goals
    due = day("due_on", timezone.localdate())
    client.post(f"{address}goals/{line.row.pk}/actions/new/", {"what": "Appeler", "responsible": "person"} | due)
    client = open_as(director, language)
    version = client.get(address).context["plan"].version
    assert client.post(f"{address}validate/", {"version": version}).status_code == 302
    client = open_as(worker, language)
    assert client.get(client.post(f"{address}paper/", {"lang": language})["Location"]).status_code == 200
    signed = {"version": version, "capacity": "person", "way": "cross", "witness_1": "Ali", "witness_2": "Fadma"}
    client.post(f"{address}sign/", signed | day("signed_on", timezone.localdate()))
    assert client.get(address).context["plan"].state == "signed"
    assert "Fadma" in client.get(address).content.decode()


def test_a_plan_signed_by_a_minor_alone_is_refused_and_says_who_signs(place, open_as):
    worker = place.worker()
    plan = drafted(worker, case(worker, person(worker, birth_precision="YEAR", birth_year=2014)))
    validate(place.worker(role="CENTRE_DIRECTOR"), plan)
    given = {"version": sheet(worker, plan).plan.version, "capacity": "person", "way": "signature"}
    address = f"/cases/{plan.case_id}/plans/{plan.pk}/sign/"
    answer = open_as(worker).post(address, given | day("signed_on", timezone.localdate()))
    assert answer.status_code == 422
    assert "Un mineur ne signe pas seul" in answer.content.decode()


def test_two_workers_on_one_goal_see_both_values_and_choose(place, open_as):
    worker, colleague = place.worker(), place.worker()
    plan = start(worker, case(worker))
    row = goal(worker, plan)
    address = f"/cases/{plan.case_id}/plans/{plan.pk}/goals/{row.pk}/"
    seen = {f"seen-{name}": value for name, value in GOAL.items()}
    goal(colleague, plan, row.pk, target="60", measure="semaines", seen=GOAL)
    answer = open_as(worker).post(address, typed(target="90") | seen)
    form = answer.context["form"]
    assert (answer.status_code, set(form.errors)) == (422, {"target"})
    assert "60" in str(form.errors["target"])
    again = {name: form[name].value() for name in form.fields if name != "by_on"}
    sent = open_as(worker).post(address, typed() | again)
    assert sent.status_code == 302
    (line,) = sheet(worker, plan).goals
    assert (line.values["target"], line.values["measure"]) == ("90", "semaines")


def test_the_plan_is_read_aloud_with_drawings_and_says_what_is_not_recorded(place, open_as):
    worker = place.worker()
    plan = drafted(worker)
    page = open_as(worker).get(f"/cases/{plan.case_id}/plans/{plan.pk}/aloud/").content.decode()
    assert "pictogram" in page and "Avoir un toit" in page
    assert "Pas encore enregistré" in page and "Tachelhit, Tamazight" in page


def test_a_goal_is_taken_out_of_a_draft(place, open_as):
    worker = place.worker()
    plan = start(worker, case(worker))
    row = goal(worker, plan)
    action(worker, row)
    open_as(worker).post(f"/cases/{plan.case_id}/plans/{plan.pk}/rows/{row.pk}/result/", {"result": "dropped"})
    assert sheet(worker, plan).goals == []
