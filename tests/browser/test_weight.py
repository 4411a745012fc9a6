"""What travels over a weak line: first load at most 250 kB compressed, fonts and sheets included, then 20 kB a page."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

FIRST = 250_000
THEN = 20_000


def travelled(response):
    """Bytes of one answer as a server in service sends it: static files are compressed when they are collected."""
    name = urlsplit(response.url).path.partition("/static/")[2]
    if not name:
        return response.request.sizes()["responseBodySize"]
    body = Path(finders.find(name)).read_bytes()
    return len(body) if name.endswith(".woff2") else min(len(body), len(gzip.compress(body, 9)))


@pytest.fixture
def loaded():
    """Sums what a page fetches when it is opened; what the browser kept is not fetched again."""

    def load(page, address):
        responses = []

        def heard(response):
            responses.append(response)

        page.on("response", heard)
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.remove_listener("response", heard)
        return {response.url: travelled(response) for response in responses if response.status == 200}

    return load


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_first_page_and_the_next_are_light(site, loaded, lang):
    page = site.page(lang=lang)
    first = loaded(page, site.address + "/account/sign-in/")
    site.sign_in(page.context, site.account_of("LOCAL_ADMIN"))
    then = {url: size for url, size in loaded(page, site.address + "/accounts/").items() if url not in first}
    fonts = sum(size for url, size in then.items() if url.endswith(".woff2"))
    assert any(url.endswith(".woff2") for url in first)
    # A face that only the second page needs still counts in the first load.
    assert sum(first.values()) + fonts <= FIRST
    assert sum(then.values()) - fonts <= THEN


def test_a_page_travels_compressed(site, loaded):
    page = site.page(role="SOCIAL_WORKER")
    with page.expect_response("**/gallery/") as seen:
        page.goto(site.address + "/gallery/")
    assert seen.value.headers["content-encoding"] == "gzip"
    assert seen.value.request.sizes()["responseBodySize"] <= THEN


WEAK = "Object.defineProperty(navigator, 'connection', {value: {effectiveType: '3g'}})"


def test_on_a_weak_line_a_picture_waits_to_be_asked(site, loaded):
    page = site.page(role="SOCIAL_WORKER")
    loaded(page, site.address + "/account/password/")
    page.context.add_init_script(WEAK)
    fetched = loaded(page, site.address + "/gallery/")
    assert not any("chart.js" in url for url in fetched)
    assert sum(size for url, size in fetched.items() if "/static/" not in url) <= THEN
    page.locator("[data-draw]").first.click()
    page.wait_for_selector("[data-chart=chart-bar] svg", timeout=5000)
