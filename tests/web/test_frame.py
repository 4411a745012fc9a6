import pytest
from django.urls import reverse

from tests.access.factories import account, posting
from tests.network.factories import SmallInstitution
from wasl.access.grants import GRANTS
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.network.models import Institution
from wasl.vocabulary.queries import terms
from wasl.web.menu import ENTRIES, MOST, ORDER, entries_for

ROLES = sorted(GRANTS)


def actor(role):
    return Actor(account_id=new_id(), unit_id=new_id(), path="MA.", role=role, level=0, permissions=GRANTS[role])


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_has_nine_entries_at_most_and_only_permitted_ones(role):
    keys = entries_for(actor(role))
    assert 1 <= len(keys) <= MOST
    assert all(actor(role).may(ENTRIES[key].permission) for key in keys)


@pytest.mark.parametrize("role", sorted(ORDER))
def test_a_role_may_open_every_entry_its_menu_names(role):
    assert [key for key in ORDER[role] if not actor(role).may(ENTRIES[key].permission)] == []


def test_menus_are_ordered_for_known_roles_only():
    assert set(ORDER) <= {term.code for term in terms("roles")}


@pytest.fixture
def signed_in(client):
    place = SmallInstitution()
    holder = account(place.centre)
    posting("SOCIAL_WORKER", place.centre, holder=holder)
    client.force_login(holder)
    return client, place, holder


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "shown"), [("demo", True), ("real", False)])
def test_a_demo_says_so_on_every_page_and_a_real_house_never_does(client, mode, shown):
    Institution.objects.create(mode=mode, name_fr="Institution", name_ar="المؤسسة")
    for address in (reverse("account_login"), "/no-such-page/"):
        assert ("demo-banner" in client.get(address).content.decode()) is shown


@pytest.mark.django_db
def test_the_frame_says_where_one_works_and_offers_the_other_postings(signed_in):
    client, place, holder = signed_in
    posting("SUPERVISOR", place.sister, holder=holder)
    page = client.get("/no-such-page/").content.decode()
    assert "drop-panel" not in page  # the frame of an error is bare
    page = client.get(reverse("home"), follow=True).content.decode()
    assert f"Unité {place.centre.code}" in page
    assert f"Unité {place.sister.code}" in page


@pytest.mark.django_db
def test_an_account_without_a_posting_is_told_what_to_do(client):
    client.force_login(account(SmallInstitution().centre))
    assert "administrateur des comptes" in client.get("/", follow=True).content.decode()
