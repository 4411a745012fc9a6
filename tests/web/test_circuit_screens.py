"""From the step of a circuit to its questionnaire and back."""

import pytest
from django.utils import timezone

from tests.assistance.factories import case, person
from tests.assistance.test_assessments import ADULT, version
from tests.assistance.test_circuits import did, open_steps, started
from tests.assistance.test_requests import asked, waiting
from wasl.core.identifiers import new_id

LANGUAGES = ["fr", "ar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_opens_its_questionnaire_and_is_done_with_it(place, open_as, monkeypatch, language):
    now = timezone.now()
    monkeypatch.setattr("tests.assistance.test_circuits.NOW", now)
    officer = place.worker(role="DISABILITY_OFFICER")
    run = started(officer, "DISABILITY", file=case(officer, person(officer)))
    did(officer, run, "ACCUEIL", {"speaks": "self", "request": "Un fauteuil", "card": "no"}, now=now)
    step, client = open_steps(officer, run)["BESOINS"], open_as(officer, language)
    page, asks = f"/cases/{run.case_id}/circuits/{run.pk}/", f"/cases/{run.case_id}/assessments/new/WG_SS/"
    assert f"{asks}?step={step.pk}" in client.get(page).content.decode()
    assert f'name="step" value="{step.pk}"' in client.get(f"{asks}?step={step.pk}").content.decode()
    given = {f"a-{code}": answer[0] for code, answer in ADULT.items()}
    form = {"command_id": str(new_id()), "questionnaire": str(version("WG_SS").pk), "language": "ar", "step": step.pk}
    assert client.post(asks, form | given)["Location"] == page
    shown = client.get(page).content.decode()
    assert "/assessments/new/" not in shown and 'value="wg_ss" id="id_besoins-measured' in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_asked_for_are_listed_answered_and_shown_to_the_sender(place, open_as, language):
    officer = place.worker(role="DISABILITY_OFFICER")
    run, _ = asked(officer)
    first, second = waiting(officer)
    client = open_as(place.worker(role="DISABILITY_OFFICER"), language)
    page = client.get("/service-requests/?service=AT").content.decode()
    assert (str(first.pk) in page, str(second.pk) in page) == (True, False)
    assert client.post(f"/service-requests/{second.pk}/", {"do": "decline", "reason": ""}).status_code == 422
    assert client.post(f"/service-requests/{second.pk}/", {"do": "decline", "reason": "NO_STOCK"}).status_code == 302
    assert client.post(f"/service-requests/{first.pk}/", {"do": "take"}).status_code == 302
    assert str(first.pk) in client.get("/service-requests/?state=taken").content.decode()
    sender = open_as(officer, language)
    shown = sender.get(f"/cases/{run.case_id}/services/").content.decode()
    assert str(first.pk) in shown and str(second.pk) in shown
    assert sender.get(f"/service-requests/{second.pk}/").status_code == 200
