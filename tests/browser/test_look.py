"""The gallery in both languages and widths: nothing refused by the content policy, nothing wider than the page."""

import pytest

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
