import pytest

from tests.access import factories as access
from tests.house.addresses import World
from tests.house.addresses.documents import issued
from tests.network.factories import SmallInstitution
from wasl.access.models import NamedAccess
from wasl.core.identifiers import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(SmallInstitution())


@pytest.mark.parametrize(("lang", "word"), [("fr", "est authentique"), ("ar", "هذه الوثيقة صحيحة")])
@pytest.mark.parametrize("address", ["/v/{code}", "/v/?code={code}"])
def test_anybody_learns_that_a_paper_is_genuine(client, world, lang, word, address):
    made = issued(world, "centre")
    client.cookies["wasl_language"] = lang
    page = client.get(address.format(code=made.code)).content.decode()
    assert word in page and made.number_in_print in page


def test_a_genuine_answer_tells_number_and_day_and_nothing_of_the_rest(client, world):
    made = issued(world, "centre")
    page = client.get(f"/v/{made.code}").content.decode()
    for secret in (world.institution.centre.path, "reception", "فاطمة", "Centre", "Institution", str(made.pk)):
        assert secret not in page


@pytest.mark.parametrize("code", ["K7QM-3F9T-0XAB-42ZD", "nonsense", "%3Cscript%3E", "%00", "a" * 400])
def test_any_other_code_is_not_genuine(client, code):
    answer = client.get(f"/v/{code}")
    assert answer.status_code in {200, 422}
    assert "authentique" not in answer.content.decode().replace("n’est pas authentique", "")


def test_trying_codes_is_slowed_down(client):
    answers = [client.get("/v/K7QM3F9T0XAB42ZD").status_code for _ in range(31)]
    assert answers[-1] == 429 and answers[0] == 200


def test_the_paper_itself_opens_in_the_browser_and_is_not_kept_there(client, world):
    made = issued(world, "centre")
    holder = access.account(world.institution.centre)
    client.force_login(access.posting("SOCIAL_WORKER", world.institution.centre, holder=holder).account)
    answer = client.get(f"/documents/{made.pk}/")
    assert answer["Content-Type"] == "application/pdf" and answer.content == made.pdf
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f'inline; filename="{made.number_in_print}.pdf"'


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_nominative_paper_asks_why_and_leaves_as_a_marked_copy(client, world, lang):
    seal, unit = new_id(), world.institution.centre
    made = issued(world, "centre", seal=seal)
    holder = access.account(unit)
    NamedAccess.objects.create(dossier_id=seal, account=holder)
    client.force_login(access.posting("WOMEN_OFFICER", unit, holder=holder).account)
    client.cookies["wasl_language"] = lang
    address = f"/documents/{made.pk}/"
    assert 'name="why"' in client.get(address).content.decode()
    assert client.post(address, {"why": "curious"}).status_code == 422
    answer = client.post(address, {"why": "receiver"})
    assert answer["Content-Type"] == "application/pdf" and answer.content != made.pdf
    assert "no-store" in answer["Cache-Control"]
