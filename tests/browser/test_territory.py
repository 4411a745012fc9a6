"""The map is drawn, in both languages and on a phone; nothing is wider than the screen."""

import pytest

from wasl.territory.commands import load_reference

PAGES = {
    "country": "/territory/?indicator=disability_prevalence",
    "province": "/territory/05.081/?indicator=illiteracy_rate_10_plus",
    "unknown-figures": "/territory/12/?level=commune&indicator=illiteracy_rate_10_plus",
}


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_places_are_drawn(site, record_picture, lang, width):
    load_reference()
    page = site.page(role="STATISTICIAN", lang=lang, width=width)
    for name, address in PAGES.items():
        page.goto(site.address + address)
        page.wait_for_selector("#page svg path")
        parts = page.locator("#page table tbody tr").count() - 1
        assert page.locator("#page svg path[stroke]").count() >= parts
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        record_picture(page, f"territory-{name}-{lang}-{width}")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_click_on_the_map_opens_the_place(site, lang):
    load_reference()
    page = site.page(role="STATISTICIAN", lang=lang)
    page.goto(f"{site.address}/territory/")
    box = page.locator("#page svg").bounding_box()
    page.wait_for_selector("#page svg path")
    page.mouse.click(box["x"] + box["width"] * 0.72, box["y"] + box["height"] * 0.22)
    page.wait_for_url("**/territory/0*/")
