import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from tests.access import factories
from tests.network.factories import SmallInstitution
from wasl.access.models import Agent, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return SmallInstitution()


def signed_in(client, role, unit, *, number=None):
    """A client signed in without the form, under one posting."""
    posting = factories.posting(role, unit, holder=factories.account(unit, number=number))
    client.force_login(posting.account)
    return posting.account


def test_staff_number_and_password_open_the_door(client, world):
    account = factories.account(world.centre, number="DM001", password=factories.PASSWORD)
    factories.posting("SOCIAL_WORKER", world.centre, holder=account)
    answer = client.post("/account/sign-in/", {"login": " dm001 ", "password": factories.PASSWORD})
    assert answer.status_code == 302 and answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_number_get_the_same_answer(client, world):
    factories.account(world.centre, number="DM001", password=factories.PASSWORD)
    pages = [
        re.sub(
            r'value="[^"]*"|[A-Za-z0-9]{64}',
            "",
            client.post("/account/sign-in/", {"login": n, "password": "faux"}).content.decode(),
        )
        for n in ("DM001", "ZZ999")
    ]
    assert pages[0] == pages[1]
    assert "bulletin" in pages[0]


def test_the_fifth_wrong_password_slows_down(client, world):
    factories.account(world.centre, number="DM001", password=factories.PASSWORD)
    for _ in range(6):
        answer = client.post("/account/sign-in/", {"login": "DM001", "password": "faux"})
    answer = client.post("/account/sign-in/", {"login": "DM001", "password": factories.PASSWORD})
    assert answer.status_code == 200


def test_a_role_of_nominative_files_first_adds_its_telephone(client, world):
    account = factories.account(world.centre, number="DM002", password=factories.PASSWORD)
    factories.posting("WOMEN_OFFICER", world.centre, holder=account)
    client.post("/account/sign-in/", {"login": "DM002", "password": factories.PASSWORD})
    answer = client.get("/accounts/")
    assert answer["Location"] == "/account/second-factor/activate/"
    assert client.get(answer["Location"]).status_code == 200


def test_the_page_of_the_second_factor_says_since_when(client, world):
    account = factories.posting("DELEGATE", world.delegation).account
    client.force_login(account)
    TOTP.activate(account, generate_totp_secret())
    assert f"{timezone.localdate():%d/%m/%Y}" in client.get("/account/second-factor/").content.decode()


def test_an_account_is_opened_posted_and_given_a_slip_by_two_persons(client, world):
    signed_in(client, "LOCAL_ADMIN", world.delegation)
    agent = {"number": "dm014", "given_name": "Ilham", "family_name": "Zitouni", "unit": world.centre.code}
    address = client.post("/accounts/new/", agent)["Location"]
    posting = {"role": "SOCIAL_WORKER", "unit": world.centre.code}
    posting |= {"since_day": "1", "since_month": "12", "since_year": "2026"}
    assert client.post(f"{address}post/", posting)["Location"] == address
    client.post(f"{address}reset/")
    assert "attend" in client.get("/accounts/resets/").content.decode()
    signed_in(client, "DELEGATE", world.delegation)
    approve = re.search(r'action="(/accounts/resets/[^"]+approve/)"', client.get("/accounts/resets/").content.decode())
    slip = client.post(approve[1]).content.decode()
    code = re.search(r"\b(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}\b", slip)[0]
    client.logout()
    new = {
        "staff_number": "DM014",
        "code": code,
        "password": "une phrase bien longue",
        "again": "une phrase bien longue",
    }
    assert client.post("/accounts/slip/", new)["Location"] == "/account/sign-in/"


def test_another_territorys_account_is_not_there(client, world):
    signed_in(client, "LOCAL_ADMIN", world.delegation)
    stranger = factories.account(world.stranger)
    assert client.get(f"/accounts/{stranger.pk}/").status_code == 404
    assert client.post(f"/accounts/{stranger.pk}/reset/").status_code == 404


def test_a_role_without_the_permission_is_refused_and_the_refusal_is_written(client, world):
    signed_in(client, "SOCIAL_WORKER", world.centre)
    answer = client.get("/accounts/")
    assert answer.status_code == 403
    from wasl.core.scope import system
    from wasl.journal.models import Line

    with system("seal journal"):
        line = Line.objects.get(is_refused=True)
    assert (line.verb, line.subject_id) == ("account:read", "access:accounts")


def test_nobody_signs_up(client):
    assert client.get("/account/signup/").status_code == 404


def test_a_bad_posting_says_what_to_do_and_keeps_what_was_typed(client, world):
    signed_in(client, "LOCAL_ADMIN", world.delegation)
    account = factories.account(world.centre)
    typed = {"role": "SOCIAL_WORKER", "unit": "NOWHERE", "since_day": "1", "since_month": "12", "since_year": "2026"}
    answer = client.post(f"/accounts/{account.pk}/post/", typed)
    assert answer.status_code == 422
    assert "NOWHERE" in answer.content.decode()


def standing_in(client, world, words):
    signed_in(client, "LOCAL_ADMIN", world.delegation)
    typed = {"role": "SUPERVISOR", "unit": world.centre.code, "stands_in_for": words}
    typed |= {"since_day": "1", "since_month": "12", "since_year": "2026"}
    typed |= {"until_day": "1", "until_month": "2", "until_year": "2027"}
    return client.post(f"/accounts/{factories.account(world.sister).pk}/post/", typed)


def test_a_stand_in_is_found_by_the_name_of_the_absent_agent(client, world):
    absent = factories.posting("SUPERVISOR", world.centre)
    Agent.objects.filter(pk=absent.account.agent_id).update(given_name="Ilham", family_name="Zitouni")
    assert standing_in(client, world, "zitouni ilh").status_code == 302
    assert Posting.objects.get(stands_in_for=absent).role == "SUPERVISOR"


def test_an_unknown_name_is_answered_with_those_who_hold_the_role(client, world):
    absent = factories.posting("SUPERVISOR", world.centre)
    answer = standing_in(client, world, "personne")
    assert answer.status_code == 422
    assert f'<option value="{absent.account.staff_number}"' in answer.content.decode()


def test_a_role_that_nobody_holds_is_not_stood_in_for(client, world):
    answer = standing_in(client, world, "zitouni")
    assert answer.status_code == 422 and "Personne ne tient ce rôle" in answer.content.decode()


def test_a_label_is_not_repeated_inside_its_field(client, world):
    signed_in(client, "SOCIAL_WORKER", world.centre)
    assert "placeholder" not in client.get("/account/password/").content.decode().partition("<main")[2]


def test_the_posting_in_force_is_switched_and_only_to_ones_own(client, world):
    account = signed_in(client, "SOCIAL_WORKER", world.centre)
    second = factories.posting("CENTRE_DIRECTOR", world.sister, holder=account)
    foreign = factories.posting("DELEGATE", world.other)
    client.post("/accounts/posting/", {"posting": str(second.pk)})
    assert client.session["posting"] == str(second.pk)
    client.post("/accounts/posting/", {"posting": str(foreign.pk)})
    assert client.session["posting"] == str(second.pk)


def test_an_ended_posting_is_ended_at_the_next_request(client, world):
    account = signed_in(client, "LOCAL_ADMIN", world.delegation)
    assert client.get("/accounts/").status_code == 200
    account.postings.update(until="2026-01-01")
    assert client.get("/accounts/").status_code != 200


def test_an_account_without_a_password_is_told_where_to_get_one(client, world):
    account = factories.account(world.centre, number="DM009")
    account.set_unusable_password()
    account.save(update_fields=["password"])
    client.force_login(account)
    answer = client.get("/account/password/", follow=True)
    assert answer.status_code == 200 and answer.redirect_chain[0][0] == "/"


@pytest.mark.parametrize("named", [lambda state: state.name_fr, lambda state: state.name_ar])
def test_the_unit_of_a_posting_is_named_in_words(client, world, named):
    signed_in(client, "LOCAL_ADMIN", world.delegation)
    account = factories.account(world.centre)
    state = world.centre.states.get()
    typed = {"role": "SOCIAL_WORKER", "unit": named(state), "since_day": "1", "since_month": "12", "since_year": "2026"}
    answer = client.post(f"/accounts/{account.pk}/post/", typed)
    assert answer.status_code == 302 or f'<option value="{world.centre.code}">' in answer.content.decode()
