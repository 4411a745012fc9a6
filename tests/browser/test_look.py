"""The gallery in both languages and widths: nothing refused by the content policy, nothing wider than the page."""

import pytest

from tests.browser.accessibility import complaints

SIZES = [320, 1280]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_gallery_fits_and_draws(site, lang, width, record_picture):
    page = site.page(role="SOCIAL_WORKER", lang=lang, width=width)
    page.goto(site.address + "/gallery/")
    page.wait_for_selector("#page")
    assert overflow(page) == 0
    for name in ("bar", "line", "lying", "map"):
        page.wait_for_selector(f"[data-chart=chart-{name}] svg", timeout=5000)
    record_picture(page, f"gallery-{lang}-{width}")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_gallery_is_legible_in_the_dark(site, lang, record_picture):
    page = site.page(role="SOCIAL_WORKER", lang=lang, color_scheme="dark")
    page.goto(site.address + "/gallery/")
    page.wait_for_selector("[data-chart=chart-map] svg", timeout=5000)
    record_picture(page, f"gallery-dark-{lang}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 27, 26)"
    assert complaints(page) == []


def test_the_gallery_prints_without_its_frame(site, tmp_path):
    page = site.page(role="SOCIAL_WORKER")
    page.goto(site.address + "/gallery/")
    page.emulate_media(media="print")
    for part in (".topbar", ".side", ".page-act", ".hide-now"):
        assert not page.locator(part).first.is_visible()
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_whole_page_is_reached_by_keyboard(site, lang):
    page = site.page(role="SOCIAL_WORKER", lang=lang, width=320)
    page.goto(site.address + "/gallery/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    seen = set()
    for _press in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {"id_name", "id_day", "id_amount", "id_note", "id_agree"} <= seen


def test_on_a_phone_the_filters_of_a_list_fold_up(site):
    page = site.page(role="SOCIAL_WORKER", width=320)
    page.goto(site.address + "/network/")
    fields = page.locator("form.filters .field")
    assert fields.nth(0).is_visible() and not fields.nth(1).is_visible()
    page.click("[data-fold]")
    assert fields.nth(1).is_visible()
    assert page.locator("[data-fold]").get_attribute("aria-expanded") == "true"
