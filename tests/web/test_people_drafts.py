"""A registration half typed is found again by the account that typed it, and by nobody else."""

import pytest

from tests.access import factories
from tests.network.factories import SmallInstitution

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return SmallInstitution()


@pytest.fixture
def worker(client, world):
    client.force_login(factories.posting("SOCIAL_WORKER", world.centre).account)
    return client


def test_what_was_typed_and_not_sent_comes_back(worker):
    assert worker.post("/drafts/registration/", {"given": "زهرة", "mother": "حليمة"}).status_code == 204
    page = worker.get("/people/new/").content.decode()
    assert "زهرة" in page and "حليمة" in page


def test_a_name_from_the_search_box_comes_before_an_old_draft(worker):
    worker.post("/drafts/registration/", {"given": "زهرة", "family": "الوردي"})
    page = worker.get("/people/new/", {"q": "Itto Amezian"}).content.decode()
    assert "Itto" in page and "زهرة" not in page


def test_a_colleague_does_not_see_it(worker, client, world):
    worker.post("/drafts/registration/", {"given": "زهرة"})
    client.force_login(factories.posting("SOCIAL_WORKER", world.centre).account)
    assert "زهرة" not in client.get("/people/new/").content.decode()


def test_a_sent_form_leaves_no_draft(worker):
    worker.post("/drafts/registration/", {"given": "زهرة", "mother": "حليمة"})
    sent = worker.post("/people/new/", {"given": "زهرة", "family": "الوردي", "sex": "F", "birth_year": "1990"})
    assert sent.status_code == 302
    assert "حليمة" not in worker.get("/people/new/").content.decode()


def test_a_draft_about_somebody_out_of_reach_is_not_kept(worker):
    import uuid

    assert worker.post(f"/drafts/correct-{uuid.uuid4()}/", {"given": "x"}).status_code == 404
