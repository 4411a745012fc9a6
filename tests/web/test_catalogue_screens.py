"""A deadline changed on screen: one account proposes, another approves."""

import pytest

from tests.access import factories
from tests.network.factories import unit
from wasl.catalogue.commands import seed
from wasl.catalogue.models import Parameter, Questionnaire, Service
from wasl.catalogue.queries import KINDS
from wasl.core.identifiers import new_id

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "ar"]
DAY = {"since_day": "1", "since_month": "1", "since_year": "2099"}


@pytest.fixture
def signed_in(client):
    seed()
    hq = unit("HQ")

    def as_role(role, language="fr"):
        client.force_login(factories.posting(role, hq).account)
        client.cookies["wasl_language"] = language
        return client

    return as_role


def deadline(**values):
    return {"command_id": str(new_id()), "code": "orientation.reply_days.urgent", "value": "٥"} | DAY | values


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_what_is_in_force_and_how_to_change_it(signed_in, kind, language):
    client = signed_in("STATISTICIAN", language)
    assert client.get(f"/catalogue/{kind}/").status_code == 200
    assert client.get(f"/catalogue/{kind}/propose/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deadline_is_proposed_by_one_and_approved_by_another(signed_in, language):
    page = signed_in("SYSTEM_ADMIN", language).post("/catalogue/parameters/propose/", deadline())["Location"]
    assert "approve" not in signed_in("SYSTEM_ADMIN", language).get(page).content.decode()
    assert signed_in("STATISTICIAN", language).post(f"{page}approve/").status_code == 302
    row = Parameter.objects.get(origin="")
    assert (row.state, row.value) == ("approved", 5)


@pytest.mark.parametrize(("language", "sentence"), [("fr", "un autre compte en décide"), ("ar", "القرار لحساب آخر")])
def test_who_proposed_is_told_that_another_decides(signed_in, language, sentence):
    client = signed_in("STATISTICIAN", language)
    page = client.post("/catalogue/parameters/propose/", deadline())["Location"]
    answer = client.post(f"{page}approve/")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"value": "999"}, "limites"), ({"since_year": "1950"}, "ne réécrit pas"), ({"value": "five"}, "chiffres")],
)
def test_a_faulty_proposal_says_what_to_change_and_keeps_what_was_typed(signed_in, changes, sentence):
    answer = signed_in("STATISTICIAN").post("/catalogue/parameters/propose/", deadline(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="1"' in answer.content.decode()


def test_a_new_service_is_offered_without_a_deployment(signed_in):
    form = {"command_id": str(new_id()), "code": "CIRQUE", "label_fr": "Cirque", "label_ar": "سيرك", "mission": "M4",
            "counts": "act", "since_day": "1", "since_month": "1", "since_year": "2020"}  # fmt: skip
    page = signed_in("SYSTEM_ADMIN").post("/catalogue/services/propose/", form)["Location"]
    signed_in("STATISTICIAN").post(f"{page}approve/")
    assert "Cirque" in signed_in("STATISTICIAN").get("/catalogue/services/").content.decode()
    assert Service.objects.get(code="CIRQUE").state == "approved"


def test_a_refusal_needs_a_reason(signed_in):
    page = signed_in("SYSTEM_ADMIN").post("/catalogue/parameters/propose/", deadline())["Location"]
    client = signed_in("STATISTICIAN")
    assert client.post(f"{page}refuse/", {"reason": " "}).status_code == 422
    assert client.post(f"{page}refuse/", {"reason": "Trop long"}).status_code == 302
    assert "Trop long" in client.get(page).content.decode()


def questionnaire(client, **changes):
    """The form as the page shows it, with some of its fields changed."""
    address = "/catalogue/questionnaires/propose/?code=NEEDS"
    form = client.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields if name not in {"since", "is_ended"}}
    sent = {name: value for name, value in fields.items() if value is not None and value is not False}
    return client.post(address, {"command_id": str(new_id())} | sent | DAY | changes)


def test_a_questionnaire_is_changed_question_by_question(signed_in):
    client = signed_in("STATISTICIAN")
    answer = questionnaire(client, **{"q-sleeps-fr": "Où avez-vous dormi ?", "q-water-drop": "on"})
    page = client.get(answer["Location"])
    assert [code for code, _old, _new in page.context["changes"]] == ["sleeps", "water"]
    assert "Où avez-vous dormi" in page.content.decode()


def test_a_question_is_added_to_a_part(signed_in):
    client = signed_in("STATISTICIAN")
    new = {
        "code": "heating",
        "kind": "single",
        "fr": "Du chauffage ?",
        "ar": "التدفئة؟",
        "options": "yes | Oui | نعم | 0",
    }
    answer = questionnaire(client, **{f"q-NEWHOME-{name}": value for name, value in new.items()})
    assert answer.status_code == 302
    row = Questionnaire.objects.get(state="proposed")
    assert [one["code"] for one in row.content["parts"][0]["questions"]][-1] == "heating"


def test_a_questionnaire_that_contradicts_itself_says_where(signed_in):
    answer = questionnaire(signed_in("STATISTICIAN"), **{"q-must_leave-drop": "on"})
    assert answer.status_code == 422
    assert "leave_on" in answer.content.decode()
