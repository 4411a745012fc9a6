import ast
from pathlib import Path

import pytest
from django.urls import reverse

from tests.access.factories import account, posting
from tests.network.factories import SmallInstitution
from wasl.access.grants import GRANTS
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.network.models import Institution
from wasl.vocabulary.queries import terms
from wasl.web import context as frame
from wasl.web.menu import ENTRIES, MOST, ORDER, menu_of, others_of, permitted

ROLES = sorted(GRANTS)


def actor(role):
    return Actor(account_id=new_id(), unit_id=new_id(), path="MA.", role=role, level=0, permissions=GRANTS[role])


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_has_nine_entries_at_most_and_nothing_permitted_is_out_of_reach(role):
    menu, others = menu_of(actor(role), "/"), others_of(actor(role))
    assert 1 <= len(menu) <= MOST
    assert {entry.key for entry in (*menu, *others)} - {"more"} == set(permitted(actor(role)))
    assert (menu[-1].key == "more") is bool(others)


def test_every_entry_leads_to_a_page_that_exists():
    assert [key for key, entry in ENTRIES.items() if not reverse(entry.view)] == []


def test_one_entry_at_most_is_where_one_is():
    menu = menu_of(actor("ADJUDICATOR"), reverse("people:doubles"))
    assert [entry.key for entry in menu if entry.is_here] == ["doubles"]


@pytest.mark.parametrize("role", ["CHILD_OFFICER", "WOMEN_OFFICER", "DELEGATE"])
def test_who_may_confirm_within_the_hour_has_emergency_openings_in_the_menu_itself(role):
    menu = {entry.key: entry.address for entry in menu_of(actor(role), "/")}
    assert menu["glass"] == reverse("glass:list")


def test_nobody_else_is_shown_emergency_openings():
    holders = {role for role in ROLES if "glass" in permitted(actor(role))}
    assert holders == {"CHILD_OFFICER", "WOMEN_OFFICER", "DELEGATE"}


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


def given_names(source):
    """Keys of the dictionaries that a module hands over as `context`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "context":
            waiting = [node.value]
            while waiting:
                one = waiting.pop()
                waiting += [one.left, one.right] if isinstance(one, ast.BinOp) else []
                keys = one.keys if isinstance(one, ast.Dict) else ()
                yield from (key.value for key in keys if isinstance(key, ast.Constant))


def test_no_page_takes_a_word_of_the_frame():
    """A page that says `who` or `unit_name` of its own would take the name of whoever is signed in off the top bar."""
    web = Path(frame.__file__).parent
    taken = {
        f"{path.relative_to(web)}: {name}"
        for path in web.rglob("*.py")
        for name in given_names(path.read_text())
        if name in frame.EMPTY
    }
    assert taken == set()
    assert list(given_names("context = {'who': 1, 'rows': [{'who': 2}]}")) == ["who", "rows"]
