"""No accessibility error on any page, in both languages and widths; nothing is wider than the screen.

Pages are found by themselves: every address that can be read has its line in tests/house/addresses, with a way to make
what it shows. The default run takes one address of each template, in one look of four, drawn anew each time; the long
run takes every address in all four.
"""

import secrets
from itertools import groupby, product, zip_longest
from random import Random

import pytest

from tests.browser.accessibility import begin, seat_judges, verdict
from tests.browser.furnished import NOBODY, Page, furnished
from wasl.territory.commands import load_reference

#: A sheet clips what does not fit into it, so that the page itself is not wider for it.
WIDE = """
() => [document.documentElement, ...document.querySelectorAll(".sheet:not(.table-responsive)")]
  .filter((one) => one.scrollWidth - one.clientWidth > 0)
  .map((one) => `${one.scrollWidth - one.clientWidth} px too wide: ${one.textContent.trim().slice(0, 60)}`)
"""
WIDTHS = (1280, 320)
LOOKS = tuple(product(("fr", "ar"), WIDTHS))
#: Pages without a line among the addresses.
MORE = (Page("/no-such-page/", NOBODY, "errors/404.html"), Page("/gallery/", "SOCIAL_WORKER of centre", "gallery"))
#: Led elsewhere, or not there for anybody, in such a world.
CLOSED = sorted((
    "home", "bureau:home", "assistance:reception_case", "answers:link", "appointments:behind_key",
    "partner_pages:link", "poverty:rows", "siting:refuse", "watch:bulletin_paper", "watch:take_dataset",
))  # fmt: skip


@pytest.fixture(scope="module")
def house(served, django_db_blocker):
    with django_db_blocker.unblock():
        load_reference()
        return furnished(served[1])


def one_a_template(pages, random):
    by_template = sorted(pages, key=lambda one: (one.template, one.address))
    return [random.choice(list(of_one)) for _, of_one in groupby(by_template, key=lambda one: one.template)]


class Tab:
    """One look, in a tab that opens page after page."""

    def __init__(self, site, sessions, look, picture):
        self.site, self.sessions, self.look, self.picture = site, sessions, look, picture
        self.tab = site.page(lang=look[0], width=look[1])
        seat_judges(self.tab)

    def open(self, page):
        """It judges itself from now on, while another tab is dealt with."""
        self.tab.context.clear_cookies(name="wasl")
        if key := self.sessions[page.reader]:
            self.tab.context.add_cookies([{"name": "wasl", "value": key, "url": self.site.address}])
        self.tab.goto(self.site.address + page.address)
        begin(self.tab)

    def faults(self, page):
        led = self.tab.url.removeprefix(self.site.address)
        found = [*verdict(self.tab), *([] if led == page.address else [f"led to {led}"])]
        name = page.address.strip("/").replace("/", "-") or "home"
        self.picture(self.tab, f"{name}-{page.reader}-{self.look[0]}-{self.look[1]}".replace(" ", "-"))
        for fault in (*found, *self.too_wide()):
            yield f"{page.address} {self.look} as {page.reader}: {fault}"

    def too_wide(self):
        for width in WIDTHS:
            self.tab.set_viewport_size({"width": width, "height": 900})
            yield from (f"at {width}: {line}" for line in self.tab.evaluate(WIDE))
        self.tab.set_viewport_size({"width": self.look[1], "height": 900})


@pytest.fixture
def tabs(site, house, record_picture):
    return [Tab(site, house.sessions, look, record_picture) for look in LOOKS]


def faults(rounds):
    """`rounds`: pairs of a tab and its page, or nothing, that are open at the same time."""
    found = []
    for together in rounds:
        pairs = [(tab, page) for tab, page in together if page is not None]
        for tab, page in pairs:
            tab.open(page)
        for tab, page in pairs:
            found += tab.faults(page)
    return found


def test_no_page_has_an_accessibility_error(house, tabs):
    seed = secrets.randbits(32)
    random = Random(seed)
    pages = [*one_a_template(house.pages(), random), *MORE]
    random.shuffle(pages)
    shares = zip_longest(*(pages[number :: len(tabs)] for number in range(len(tabs))))
    found = faults(list(zip(tabs, share, strict=True)) for share in shares)
    assert len(pages) > 150
    assert not found, "\n".join([f"drawn by {seed}", *found])
    assert sorted(house.closed) == CLOSED


@pytest.mark.long
def test_no_page_at_all_has_an_accessibility_error(house, tabs):
    pages = [*house.pages(), *MORE]
    assert len(pages) > 230
    found = faults([(tab, page) for tab in tabs] for page in pages)
    assert not found, "\n".join(found)
