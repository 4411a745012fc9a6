import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from tests.access import factories
from tests.network.test_imports import AGENTS, GOOD, UNITS, agent_row, sheet

from wasl.access.models import Account
from wasl.network.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client, small, reference):
    client.force_login(factories.posting("SYSTEM_ADMIN", small.hq).account)
    return client


def send(client, rows, kind="units"):
    layout = UNITS if kind == "units" else AGENTS
    file = SimpleUploadedFile(f"{kind}.xlsx", sheet(layout, rows))
    return client.post("/network/imports/", {"kind": kind, "file": file})


@pytest.mark.parametrize("kind", ["units", "agents"])
def test_a_model_can_be_fetched(admin_client, kind):
    answer = admin_client.get(f"/network/imports/model/{kind}.xlsx")
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).sheet_names) >= 3


def test_sent_reviewed_taken_and_undone(admin_client):
    review = send(admin_client, GOOD)["Location"]
    assert "4 lignes acceptées" in admin_client.get(review).content.decode()
    assert not Unit.objects.filter(code="E1").exists()
    admin_client.post(f"{review}take/")
    assert Unit.objects.filter(code="E1").exists()
    assert "importé" in admin_client.get(review).content.decode()
    admin_client.post(f"{review}undo/")
    assert not Unit.objects.filter(code="E1").exists()


def test_agents_follow_units(admin_client, small):
    review = send(admin_client, [agent_row("AZ77", small.centre.code, "SOCIAL_WORKER")], "agents")["Location"]
    admin_client.post(f"{review}take/")
    assert Account.objects.filter(staff_number="AZ77").exists()


def test_refused_rows_are_told_and_the_others_taken(admin_client):
    review = send(admin_client, [GOOD[2], GOOD[1] | {"kind": "palais"}])["Location"]
    page = admin_client.get(review).content.decode()
    assert "1 ligne refusée" in page and "«\u00a0palais\u00a0» n’est pas dans la liste" in page
    verdicts = admin_client.get(f"{review}verdicts.xlsx")
    lines = CalamineWorkbook.from_filelike(io.BytesIO(verdicts.content)).get_sheet_by_index(0).to_python()
    assert [line[-2] for line in lines[1:]] == ["ligne acceptée", "ligne refusée"]
    admin_client.post(f"{review}take/")
    assert Unit.objects.filter(code="C05").exists() and not Unit.objects.filter(code="D81").exists()


def test_a_second_press_imports_nothing_again(admin_client):
    review = send(admin_client, GOOD)["Location"]
    for _press in range(2):
        assert admin_client.post(f"{review}take/", follow=True).status_code == 200
    assert Unit.objects.filter(code="E1").count() == 1


def test_an_unreadable_file_is_refused_with_what_to_do(admin_client):
    file = SimpleUploadedFile("unites.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    answer = admin_client.post("/network/imports/", {"kind": "units", "file": file})
    assert answer.status_code == 422 and ".xls" in answer.content.decode()


def test_anothers_file_is_not_there(admin_client, client, small):
    review = send(admin_client, GOOD)["Location"]
    client.force_login(factories.posting("SYSTEM_ADMIN", small.hq).account)
    assert client.get(review).status_code == 404
