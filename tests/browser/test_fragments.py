"""Fragments under the content policy: what is swapped, and what only says a calm line."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(site):
    page = site.page(role="SOCIAL_WORKER")
    page.goto(site.address + "/gallery/")
    return page


def ask(page, status):
    page.locator("main .btn", has_text=str(status)).click()


@pytest.mark.parametrize("status", [200, 422])
def test_an_answer_and_a_faulty_form_are_swapped(page, status):
    ask(page, status)
    expect(page.locator("#fragment")).to_have_text(f"POST {status}")


@pytest.mark.parametrize(
    ("status", "words"), [(403, "accès"), (404, "recommencez"), (409, "autre compte"), (500, "recommencez")]
)
def test_a_refusal_leaves_the_page_and_says_what_to_do(page, status, words):
    page.fill("#id_name", "Fatima")
    ask(page, status)
    expect(page.locator("#said")).to_contain_text(words)
    assert page.locator("#fragment").inner_text() == ""
    assert page.input_value("#id_name") == "Fatima"


def test_a_fragment_refused_for_want_of_a_session_offers_to_sign_in(page):
    ask(page, 401)
    expect(page.locator("#sign-in-again")).to_be_visible()


def test_a_page_made_for_another_account_gets_no_fragment(page, site):
    site.sign_in(page.context, site.account_of("SOCIAL_WORKER"))
    ask(page, 200)
    expect(page.locator("#said")).to_contain_text("autre compte")
    assert page.locator("#fragment").inner_text() == ""
