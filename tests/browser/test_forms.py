"""What is typed is never lost, and a second press does nothing twice."""

import pytest
from playwright.sync_api import expect

from tests.browser import gallery


@pytest.fixture(autouse=True)
def nothing_done():
    gallery.DONE.clear()
    gallery.DRAFTS.clear()


@pytest.fixture
def account(site):
    return site.account_of("SOCIAL_WORKER")


@pytest.fixture
def page(site, account):
    page = site.page()
    site.sign_in(page.context, account)
    page.goto(site.address + "/gallery/")
    page.fill("#id_name", "فاطمة")
    page.check("input[name=sex][value=F]")
    return page


def sign_out(page):
    page.context.clear_cookies(name="wasl")


def test_a_form_is_sent_and_the_page_says_so(page):
    page.click("form.form button")
    expect(page.locator(".message-success")).to_be_visible()
    assert len(gallery.DONE) == 1


def test_two_presses_do_it_once(page):
    page.dblclick("form.form button")
    expect(page.locator(".message-success")).to_be_visible()
    assert len(gallery.DONE) == 1


def test_a_faulty_form_comes_back_with_what_was_typed_and_the_errors_in_focus(page):
    page.fill("#id_day", "31")
    page.select_option("#id_day_month", "2")
    page.click("form.form button")
    expect(page.locator(".errors")).to_be_focused()
    assert page.input_value("#id_name") == "فاطمة"
    page.click(".errors a")
    expect(page.locator("#id_day")).to_be_focused()


def test_a_form_waits_for_the_same_account(page, site, account):
    sign_out(page)
    page.click("form.form button")
    expect(page.locator("#sign-in-again")).to_be_visible()
    assert gallery.DONE == []
    site.sign_in(page.context, account)
    page.click("[data-try-again]")
    expect(page.locator(".message-success")).to_be_visible()
    assert len(gallery.DONE) == 1


def test_a_form_never_goes_out_under_another_account(page, site):
    sign_out(page)
    page.click("form.form button")
    expect(page.locator("#sign-in-again")).to_be_visible()
    site.sign_in(page.context, site.account_of("SOCIAL_WORKER"))
    page.click("[data-try-again]")
    expect(page.locator("#said")).to_contain_text("autre compte")
    page.click("form.form button")
    expect(page.locator("#said")).to_be_visible()
    assert gallery.DONE == []


def test_a_cut_line_keeps_the_form_until_it_is_back(page):
    page.context.set_offline(True)
    page.click("form.form button")
    expect(page.locator("#to-send")).to_contain_text("(1)")
    page.context.set_offline(False)
    expect(page.locator(".message-success")).to_be_visible()
    assert len(gallery.DONE) == 1


def test_a_draft_holds_what_was_typed_and_no_secret(page):
    expect(page.locator("[data-draft-note]")).to_have_text("Brouillon enregistré")
    assert gallery.DRAFTS[-1]["name"] == "فاطمة"
    assert not {"csrfmiddlewaretoken", "command_id"} & set(gallery.DRAFTS[-1])


def test_nothing_is_kept_in_the_browser(page):
    expect(page.locator("[data-draft-note]")).to_have_text("Brouillon enregistré")
    kept = "[localStorage.length, sessionStorage.length]"
    assert page.evaluate(kept) == [0, 0]


def test_hide_now_leaves_no_way_back(page, site):
    page.click("[data-hide-now]")
    page.wait_for_url("**/calendar/")
    page.go_back()
    assert "/gallery/" not in page.url


def test_escape_twice_hides_too(page):
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/calendar/")
