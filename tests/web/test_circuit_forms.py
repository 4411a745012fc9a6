"""The form of a circuit's step, made from its definition."""

import pytest
from django.http import QueryDict
from django.utils import translation

from wasl.assistance.circuits import circuits
from wasl.assistance.rules.circuits import AnswerFault, CircuitFault, Kind
from wasl.web.circuits.forms import StepForm
from wasl.web.circuits.views import _prints, _said
from wasl.web.circuits.words import ANSWER_FAULTS, FAULTS

CHECK = circuits()["ENQUIRY"].by_code["RELECTURE"]
STEPS = [pytest.param(step, id=f"{one.code}.{step.code}") for one in circuits().values() for step in one.steps]


def test_every_refusal_has_its_sentence():
    assert set(FAULTS) == set(CircuitFault) and set(ANSWER_FAULTS) == set(AnswerFault)


def test_several_ticks_come_back_as_one_answer():
    form = StepForm(CHECK, QueryDict("relecture-verified=facts&relecture-verified=identity"))
    assert form.is_valid() and form.answers() == {"verified": "facts identity"}


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_form_with_all_its_fields(step, lang):
    with translation.override(lang):
        page = StepForm(step).as_p()
    assert all(f'name="{step.code.lower()}-{field.name}' in page for field in step.records)


def test_what_was_ticked_is_said_in_words():
    with translation.override("fr"):
        ((_, text),) = _said(CHECK, {"verified": "identity facts"})
    assert text == "Noms, dates et numéros · Faits et avis séparés"


def test_steps_with_a_paper_of_their_own_offer_it():
    offered = {step.code for one in circuits().values() for step in one.steps if _prints(step)}
    assert {"ATTESTATION", "SIGNATURE", "ENVOI", "RNP_RSU"} <= offered and "SIGNALEMENT" not in offered
    assert any(field.kind is Kind.SEVERAL for field in CHECK.records)
