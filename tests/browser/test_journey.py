"""One morning in Arabic, in Chromium, in the demo world: reception, orientation, its answer, the province's report."""

import re
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.conftest import default_connection_to
from wasl.simulation import demo
from wasl.simulation.accounts import PASSWORD

COAPH = "مركز التوجيه والمساعدة للأشخاص في وضعية إعاقة أزيلال"
NAME = "ياسمينة الزعفراني"
TIMEOUT = 30_000


@pytest.fixture(scope="module")
def world(server: Any, django_db_blocker: Any) -> Iterator[str]:
    """The demo world, served; its address."""
    with (
        server.clone(f"journey_{secrets.token_hex(4)}") as addresses,
        django_db_blocker.unblock(),
        default_connection_to(addresses.app),
    ):
        demo.load(progress=lambda line: None)
        with serving() as address:
            yield address


@pytest.fixture
def sign_in(world: str, chromium: Any) -> Iterator[Any]:
    """A page in Arabic, signed in by the form under a staff number."""
    contexts = []

    def as_agent(number: str) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=world)
        context.set_default_timeout(TIMEOUT)
        context.add_cookies([{"name": "wasl_language", "value": "ar", "url": world}])
        contexts.append(context)
        page = context.new_page()
        page.goto("/account/sign-in/")
        page.fill("[name=login]", number)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.btn-primary")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield as_agent
    for context in contexts:
        context.close()


def received_in(delegate: Any) -> int:
    """Row 14 of the province's report for this year, as the delegate reads it."""
    delegate.goto(f"/reports/provincial/?territory=05.081&period={timezone.localdate().year}")
    row = delegate.locator("tr", has_text="الاستقبال والتوجيه")
    return int(re.sub(r"\D", "", row.locator("td a").first.inner_text()))


def test_from_a_reception_to_the_report_of_the_province_in_arabic(sign_in):
    delegate = sign_in("AZ001")
    before = received_in(delegate)

    worker = sign_in("AZ012")
    worker.get_by_role("link", name="استقبال شخص").click()
    worker.fill("#q", NAME)
    worker.keyboard.press("Enter")
    worker.check("#who-new")
    worker.select_option("select[name=need]", label="التوجيه")
    worker.check("input[name=urgency][value=normal]")
    worker.get_by_role("button", name="الاستماع الآن").click()
    expect(worker.get_by_role("heading", name=NAME)).to_be_visible(timeout=TIMEOUT)
    worker.locator("a[href$='/orient/']").click()
    worker.select_option("select[name=to_unit]", label=COAPH)
    worker.fill("textarea[name=words]", "تحتاج إلى تقييم قبل نهاية الشهر")
    worker.click("button[name=do][value=preview]")
    worker.click("button[name=do][value=send]")
    expect(worker.locator("main")).to_contain_text(COAPH, timeout=TIMEOUT)

    receiver = sign_in("AZ041")
    receiver.goto("/orientations/?side=received")
    receiver.locator(".row-title a").first.click()
    expect(receiver.locator("main")).to_contain_text("تحتاج إلى تقييم", timeout=TIMEOUT)
    receiver.check("input[name=answer][value=ACCEPTEE]")
    receiver.locator("#answer button.btn-primary").click()
    expect(receiver.locator(".page-head")).to_contain_text("مقبولة", timeout=TIMEOUT)

    worker.goto("/day/")
    expect(worker.locator("li", has_text=NAME).filter(has_text="مقبولة")).to_be_visible(timeout=TIMEOUT)

    assert received_in(delegate) == before + 1
